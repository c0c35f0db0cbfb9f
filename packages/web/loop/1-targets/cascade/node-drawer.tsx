import { useQuery } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useMay } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { formatCivilDate } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { AnswerForm } from './answer-form.tsx'
import { CascadeLedger } from './cascade-ledger.tsx'
import { type CascadeNode, CascadeState, type CascadeView } from './cascade-state.tsx'
import { PassOnForm } from './pass-on-form.tsx'
import { percentText } from './percent-text.ts'
import { RulesForm } from './rules-form.tsx'
import { SettleForm } from './settle-form.tsx'
import { type Figures, useFigures } from './use-figures.ts'

function NodeFigures({ node, figures }: { readonly node: CascadeNode; readonly figures: Figures }) {
  const { t, language } = useText()
  const lines = [
    { label: t('cascade.column.own'), value: figures.exact(node.own) },
    ...(node.assigned === null
      ? []
      : [
          {
            label: t('cascade.column.assigned'),
            value: `${figures.exact(node.assigned)} (${percentText(node.overPercent ?? 0, language)})`,
          },
        ]),
    {
      label: t('cascade.column.committed'),
      value:
        node.committed === null
          ? t('cascade.gap.none')
          : t('cascade.committedOf', {
              amount: figures.exact(node.committed),
              answered: node.answered,
              people: node.people,
            }),
    },
  ]
  return (
    <dl className="node-figures">
      {lines.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The last day at a node where it is its own, and for those who publish the way to change it. */
function NodeRules({ view, node }: { readonly view: CascadeView; readonly node: CascadeNode }) {
  const { t, language } = useText()
  const mayWrite = useMay('targets.write')
  const [open, setOpen] = useState(false)
  const limits = node.limits ?? view.limits
  const name = nameIn(node.name, language)
  if (view.withdrawn !== null || (!node.hasOwnRules && !mayWrite)) return null
  return (
    <div className="row">
      <span className="muted">
        {t('cascade.dueOn', { day: formatCivilDate(node.dueOn, language) })}
        {node.hasOwnRules && ` · ${t('cascade.rules.own')}`}
      </span>
      {mayWrite && limits !== null && (
        <Button size="small" onClick={() => setOpen(true)}>
          {t('cascade.rules.open')}
        </Button>
      )}
      {open && limits !== null && (
        <RulesForm
          view={view}
          of={{ member: node.member, name, dueOn: node.dueOn, limits }}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  )
}

/** One node: its figures, what can be done about it, and everything that was. */
export function NodeDrawer(props: {
  readonly view: CascadeView
  readonly node: CascadeNode
  readonly onClose: () => void
}) {
  const { view, node, onClose } = props
  const { scenarioId } = view
  const { t, language } = useText()
  const figures = useFigures(view.rules.unit)
  const mayAnswer = useMay('targets.answer') && view.withdrawn === null
  const entries = useQuery(
    api.targets.findCascadeEntries.queryOptions({ input: { scenarioId, member: node.member } }),
  )
  const below = view.nodes.filter(({ parent }) => parent === node.member)
  // Who disputes a figure may name the one that would be right: it is as good as a proposal.
  const proposed = entries.data?.findLast(
    ({ kind, amount }) => (kind === 'proposed' || kind === 'disputed') && amount !== null,
  )
  return (
    <Drawer
      open
      onClose={onClose}
      title={nameIn(node.name, language)}
      extra={<CascadeState state={node.state} isLate={node.isLate} />}
    >
      <div className="stack node-steps" data-keeps-focus>
        <h2 className="visually-hidden">{nameIn(node.name, language)}</h2>
        <NodeFigures node={node} figures={figures} />
        <NodeRules view={view} node={node} />
        {node.reason !== null && (
          <div className="notice care">
            <i aria-hidden="true">!</i>
            <div>
              <b>{t(`cascade.reason.${node.state === 'proposed' ? 'proposed' : 'disputed'}`)}</b>
              <p>{node.reason}</p>
            </div>
          </div>
        )}
        {mayAnswer && <AnswerForm scenarioId={scenarioId} node={node} figures={figures} />}
        {mayAnswer && node.rights.settle && (
          <SettleForm
            key={`${node.member} ${proposed?.entryId}`}
            scenarioId={scenarioId}
            node={node}
            figures={figures}
            proposed={node.state === 'settled' ? null : (proposed?.amount ?? null)}
          />
        )}
        {mayAnswer && node.rights.passOn && node.limits !== null && (
          <PassOnForm
            key={`${node.member} ${view.rulesVersion}`}
            scenarioId={scenarioId}
            node={node}
            below={below}
            limits={node.limits}
            figures={figures}
          />
        )}
        <h3>{t('cascade.ledger.title')}</h3>
        <Loaded query={entries} lines={4}>
          {(found) => <CascadeLedger entries={found} figures={figures} nodes={view.nodes} />}
        </Loaded>
      </div>
    </Drawer>
  )
}
