import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useMay } from '../../../api/session.ts'
import { PageHead } from '../../../app/page-head.tsx'
import { useText } from '../../../i18n/index.ts'
import { formatMoment } from '../../../ui/format/date.ts'
import { Card } from '../../../ui/page/card.tsx'
import { Empty } from '../../../ui/page/empty.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { MethodDrawer } from '../../method-drawer.tsx'
import type { CascadeView } from './cascade-state.tsx'
import { CascadeSummary } from './cascade-summary.tsx'
import { CascadeTree } from './cascade-tree.tsx'
import { NodeDrawer } from './node-drawer.tsx'
import { PublishForm } from './publish-form.tsx'
import './cascade.css'

const route = getRouteApi('/in/targets/$scenarioId/cascade')

/** The tree, and what is said of the node that was chosen. */
function Tree({ view }: { readonly view: CascadeView }) {
  const [chosen, setChosen] = useState<string | null>(null)
  const node = view.nodes.find(({ member }) => member === chosen)
  return (
    <>
      <section className="card flush">
        <CascadeTree view={view} onChoose={({ member }) => setChosen(member)} />
      </section>
      {node !== undefined && <NodeDrawer view={view} node={node} onClose={() => setChosen(null)} />}
    </>
  )
}

/** That what was published does not hold any more, and why. */
function Withdrawn({ view }: { readonly view: CascadeView }) {
  const { t, language } = useText()
  if (view.withdrawn === null) return null
  const { by, at, reason } = view.withdrawn
  return (
    <div className="notice care" role="status" tabIndex={-1} data-goes-on>
      <i aria-hidden="true">!</i>
      <div>
        <b>{t('cascade.withdraw.done', { who: by, moment: formatMoment(at, language) })}</b>
        <p>{reason}</p>
        <p className="muted">{t('cascade.withdraw.record')}</p>
      </div>
    </div>
  )
}

/** A scenario on its way down: who has accepted, who disputes and why, and how far commitments are from it. */
export function CascadePage() {
  const { t } = useText()
  const scenarioId = Number(route.useParams().scenarioId)
  const mayWrite = useMay('targets.write')
  const query = useQuery(api.targets.getCascade.queryOptions({ input: { scenarioId } }))
  const view = query.data
  // What was published down says of which plan it is; the plan itself is not for everybody to read once it was withdrawn.
  const plan = useQuery({
    ...api.targets.getPlan.queryOptions({ input: { scenarioId } }),
    enabled: view === null,
  })
  const name = view?.scenarioName ?? plan.data?.scenario.name
  const mayRead = mayWrite || view?.withdrawn == null
  return (
    <>
      <PageHead title={t('cascade.title')} actions={<MethodDrawer part="targets" />}>
        {name !== undefined && mayRead && (
          <Link to="/targets/$scenarioId" params={{ scenarioId: String(scenarioId) }} className="chip">
            {name}
          </Link>
        )}
        {name !== undefined && !mayRead && <span className="chip">{name}</span>}
      </PageHead>
      <Loaded query={query} lines={8}>
        {(view) =>
          view !== null && view.withdrawn === null ? (
            <div className="stack" data-keeps-focus>
              <CascadeSummary view={view} />
              <Tree view={view} />
            </div>
          ) : (
            <div className="stack" data-keeps-focus>
              {view !== null && <Withdrawn view={view} />}
              {mayWrite && <PublishForm scenarioId={scenarioId} />}
              {view !== null && <Tree view={view} />}
              {view === null && !mayWrite && (
                <Card>
                  <Empty title={t('cascade.none.title')} text={t('cascade.none.text')} />
                </Card>
              )}
            </div>
          )
        }
      </Loaded>
    </>
  )
}
