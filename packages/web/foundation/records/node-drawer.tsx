import { kindLabelOf, labelOf, type TreeName } from '@salesloom/contract'
import { addDays } from '@salesloom/engine/calendar'
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Input } from 'antd'
import { useState } from 'react'
import { api, type Outputs } from '../../api/client.ts'
import { useMay, useSession } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { nameIn } from '../../ui/format/locale.ts'
import { formatNumber } from '../../ui/format/number.ts'
import { Loaded } from '../../ui/page/loaded.tsx'
import { Problem } from '../../ui/page/problem.tsx'
import { NodeForm } from './node-form.tsx'
import { ProductHistory } from './product-history.tsx'
import { useTreeChanges } from './use-tree-changes.ts'

type Node = Outputs['records']['getNode']

function Places({ node }: { readonly node: Node }) {
  const { t, language } = useText()
  return (
    <section>
      <h3>{t('records.node.places')}</h3>
      <ol className="history">
        {node.placements.map((place) => (
          <li key={place.from}>
            <span className="figures">
              {place.from} – {place.to === null ? t('people.positions.open') : addDays(place.to, -1)}
            </span>
            <span>{place.parent === null ? t('records.node.top') : nameIn(place.parent.name, language)}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Dependants({ node }: { readonly node: Node }) {
  const { t, language } = useText()
  if (node.dependants.length === 0) return null
  return (
    <section>
      <h3>{t('records.node.dependants')}</h3>
      <ul className="history">
        {node.dependants.map(({ what, count }) => (
          <li key={what}>
            <span>{labelOf(kindLabelOf(what, language), language)}</span>
            <span className="figures">{formatNumber(count, language)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The end of a drawer lies below the edge of a phone. */
const showRefusal = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'nearest' })

function Ending({
  tree,
  node,
  onClose,
}: {
  readonly tree: TreeName
  readonly node: Node
  readonly onClose: () => void
}) {
  const { t } = useText()
  const { today } = useSession().workspace
  const [from, setFrom] = useState(today)
  const { close, remove } = useTreeChanges(onClose)
  const refused = close.error ?? remove.error
  return (
    <section>
      <h3>{t('records.node.ending')}</h3>
      <div className="row ending">
        <Field label={t('records.node.endFrom')}>
          {(id) => (
            <Input id={id} type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
          )}
        </Field>
        <Button
          loading={close.isPending}
          disabled={from === ''}
          onClick={() => close.mutate({ tree, id: node.id, from })}
        >
          {t('records.node.end')}
        </Button>
        {node.dependants.length === 0 && (
          <Button danger loading={remove.isPending} onClick={() => remove.mutate({ tree, id: node.id })}>
            {t('records.node.remove')}
          </Button>
        )}
      </div>
      {node.dependants.length > 0 && <p className="muted used-hint">{t('records.node.usedHint')}</p>}
      {refused !== null && (
        <div ref={showRefusal}>
          <Problem error={refused} />
        </div>
      )}
    </section>
  )
}

type NodeDrawerProps = {
  readonly tree: TreeName
  readonly id: number
  readonly onMove: () => void
  readonly onClose: () => void
}

/** A node of a tree: what it is called, where it stood when, what depends on it, and how it ends. */
export function NodeDrawer({ tree, id, onMove, onClose }: NodeDrawerProps) {
  const { t, language } = useText()
  const mayWrite = useMay('records.write')
  const query = useQuery(api.records.getNode.queryOptions({ input: { tree, id } }))
  return (
    <Drawer
      open
      size="large"
      title={query.data === undefined ? '' : nameIn(query.data.name, language)}
      extra={mayWrite && <Button onClick={onMove}>{t('records.node.move')}</Button>}
      onClose={onClose}
    >
      <Loaded query={query} lines={8}>
        {(node) => (
          <div className="node">
            <NodeForm
              key={`${node.id} ${node.code} ${node.name.zh}`}
              tree={tree}
              node={node}
              mayWrite={mayWrite}
            />
            {tree === 'product' && node.kind === 'product' && (
              <ProductHistory node={node} mayWrite={mayWrite} />
            )}
            <Places node={node} />
            <Dependants node={node} />
            {mayWrite && <Ending tree={tree} node={node} onClose={onClose} />}
          </div>
        )}
      </Loaded>
    </Drawer>
  )
}
