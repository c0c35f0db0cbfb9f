import { useQuery } from '@tanstack/react-query'
import { Drawer } from 'antd'
import { api } from '../../../api/client.ts'
import { useMay } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { AnswerForm } from './answer-form.tsx'
import { CascadeLedger } from './cascade-ledger.tsx'
import { type CascadeNode, CascadeState, type CascadeView } from './cascade-state.tsx'
import { PassOnForm } from './pass-on-form.tsx'
import { percentText } from './percent-text.ts'
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

/** One node: its figures, what can be done about it, and everything that was. */
export function NodeDrawer(props: {
  readonly view: CascadeView
  readonly node: CascadeNode
  readonly onClose: () => void
}) {
  const { view, node, onClose } = props
  const { scenarioId, limits } = view
  const { t, language } = useText()
  const figures = useFigures(view.rules.unit)
  const mayAnswer = useMay('targets.answer')
  const entries = useQuery(
    api.targets.findCascadeEntries.queryOptions({ input: { scenarioId, member: node.member } }),
  )
  const below = view.nodes.filter(({ parent }) => parent === node.member)
  const proposed = entries.data?.findLast(({ kind, amount }) => kind === 'proposed' && amount !== null)
  return (
    <Drawer
      open
      onClose={onClose}
      title={nameIn(node.name, language)}
      extra={<CascadeState state={node.state} isLate={node.isLate} />}
    >
      <div className="stack">
        <NodeFigures node={node} figures={figures} />
        {node.reason !== null && (
          <div className="notice care">
            <i aria-hidden="true">!</i>
            <div>
              <b>{t('cascade.reason')}</b>
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
            proposed={proposed?.amount ?? null}
          />
        )}
        {mayAnswer && node.rights.passOn && limits !== null && (
          <PassOnForm
            key={node.member}
            scenarioId={scenarioId}
            node={node}
            below={below}
            limits={limits}
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
