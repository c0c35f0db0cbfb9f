import { useState } from 'react'
import { useText } from '../../../i18n/index.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { DataTable } from '../../../ui/page/data-table.tsx'
import { type CascadeNode, CascadeState, type CascadeView } from './cascade-state.tsx'
import { GapBar } from './gap-bar.tsx'
import { percentText } from './percent-text.ts'
import { useFigures } from './use-figures.ts'

/** Nodes whose parents are all open, in order. */
function shownNodes(nodes: readonly CascadeNode[], closed: ReadonlySet<string>): CascadeNode[] {
  const hidden = new Set<string>()
  return nodes.filter(({ member, parent }) => {
    const isHidden = parent !== null && (closed.has(parent) || hidden.has(parent))
    if (isHidden) hidden.add(member)
    return !isHidden
  })
}

/** The organisation with what each node received, passes on and hears back. */
export function CascadeTree({
  view,
  onChoose,
}: {
  readonly view: CascadeView
  readonly onChoose: (node: CascadeNode) => void
}) {
  const { t, language } = useText()
  const figures = useFigures(view.rules.unit)
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const least = Math.min(...view.nodes.map(({ level }) => level))
  const toggle = (member: string) =>
    setClosed((now) =>
      now.has(member) ? new Set([...now].filter((m) => m !== member)) : new Set([...now, member]),
    )
  return (
    <DataTable
      label={t('cascade.title')}
      rows={shownNodes(view.nodes, closed)}
      rowKey={({ member }) => member}
      sumRow={({ parent }) => parent === null}
      columns={[
        {
          key: 'name',
          title: t('cascade.column.node'),
          cell: (node) => (
            <span className="cascade-name" style={{ '--level': node.level - least }}>
              {node.isLeaf ? (
                <i aria-hidden="true" />
              ) : (
                <button
                  type="button"
                  className="opener"
                  aria-expanded={!closed.has(node.member)}
                  aria-label={`${t(closed.has(node.member) ? 'ui.table.open' : 'ui.table.close')} ${nameIn(node.name, language)}`}
                  onClick={() => toggle(node.member)}
                >
                  {closed.has(node.member) ? '▸' : '▾'}
                </button>
              )}
              <button type="button" className="link" onClick={() => onChoose(node)}>
                {nameIn(node.name, language)}
              </button>
            </span>
          ),
        },
        {
          key: 'state',
          title: t('cascade.column.state'),
          cell: ({ state, isLate }) => <CascadeState state={state} isLate={isLate} />,
        },
        {
          key: 'own',
          title: t('cascade.column.own'),
          numeric: true,
          cell: ({ own }) => <span title={figures.exact(own)}>{figures.short(own)}</span>,
        },
        {
          key: 'assigned',
          title: t('cascade.column.assigned'),
          numeric: true,
          wide: true,
          cell: ({ assigned, overPercent }) =>
            assigned === null ? (
              <span className="faint">—</span>
            ) : (
              <span title={figures.exact(assigned)}>
                {figures.short(assigned)}{' '}
                <small className="faint">{percentText(overPercent ?? 0, language)}</small>
              </span>
            ),
        },
        {
          key: 'committed',
          title: t('cascade.column.committed'),
          numeric: true,
          wide: true,
          cell: (node) => (
            <span title={node.committed === null ? '' : figures.exact(node.committed)}>
              {figures.short(node.committed)}{' '}
              <small className="faint">
                {node.answered}/{node.people}
              </small>
            </span>
          ),
        },
        {
          key: 'gap',
          title: t('cascade.column.gap'),
          wide: true,
          cell: (node) => <GapBar node={node} figures={figures} />,
        },
      ]}
    />
  )
}
