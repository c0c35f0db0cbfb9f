import type { CellAddress } from '@salesloom/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { PageHead } from '../../app/page-head.tsx'
import { useText } from '../../i18n/index.ts'
import { Tag } from '../../ui/figure/tag.tsx'
import { formatMonth } from '../../ui/format/date.ts'
import { Loaded } from '../../ui/page/loaded.tsx'
import { Pending } from '../../ui/page/pending.tsx'
import { MethodDrawer } from '../method-drawer.tsx'
import { PlanActions } from './plan-actions.tsx'
import { PlanBar } from './plan-bar.tsx'
import { layoutOf, type Plan } from './plan-layout.ts'
import { ScenarioState } from './scenario-state.tsx'
import './targets.css'
import './plan.css'

const PlanGrid = lazy(() => import('./plan-grid.tsx'))
const PlanHeat = lazy(() => import('./plan-heat.tsx'))
const PlanMap = lazy(() => import('./plan-map.tsx'))
const PlanTreemap = lazy(() => import('./plan-treemap.tsx'))
const PlanTrend = lazy(() => import('./plan-trend.tsx'))
const FitPlan = lazy(() => import('./fit-plan.tsx'))
const ComparePlans = lazy(() => import('./compare-plans.tsx'))
const CompareQuotas = lazy(() => import('./compare-quotas.tsx'))
const PlanLog = lazy(() => import('./plan-log.tsx'))

const route = getRouteApi('/in/targets/$scenarioId')

/** The cell that the address points at; null where it names none. */
function useAddressInSearch(): CellAddress | null {
  const { organisation, region, product, customerType, time } = route.useSearch()
  const given = Object.entries({ organisation, region, product, customerType, time }).filter(
    ([, key]) => key !== undefined,
  )
  return given.length === 0 ? null : Object.fromEntries(given)
}

function PlanViews({ plan }: { readonly plan: Plan }) {
  const search = route.useSearch()
  const { view = 'grid' } = search
  const start = useAddressInSearch()
  const layout = layoutOf(plan, search)
  const { scenarioId } = plan.scenario
  return (
    <>
      <PlanBar plan={plan} layout={layout} />
      <Suspense fallback={<Pending lines={8} />}>
        {view === 'grid' && <PlanGrid plan={plan} layout={layout} start={start} />}
        {view === 'heat' && <PlanHeat scenarioId={scenarioId} />}
        {view === 'treemap' && <PlanTreemap scenarioId={scenarioId} />}
        {view === 'map' && <PlanMap plan={plan} />}
        {view === 'trend' && <PlanTrend scenarioId={scenarioId} />}
        {view === 'fit' && <FitPlan plan={plan} layout={layout} />}
        {view === 'compare' && <ComparePlans plan={plan} layout={layout} />}
        {view === 'quota' && <CompareQuotas plan={plan} />}
        {view === 'log' && <PlanLog plan={plan} />}
      </Suspense>
    </>
  )
}

/** One target plan: the grid with its explanations, pictures of it, several totals at once, comparison, what was done. */
export function TargetPlanPage() {
  const { t, language } = useText()
  const mayWrite = useMay('targets.write')
  const { scenarioId } = route.useParams()
  const query = useQuery({
    ...api.targets.getPlan.queryOptions({ input: { scenarioId: Number(scenarioId) } }),
    placeholderData: keepPreviousData,
  })
  const scenario = query.data?.scenario
  const actions = (
    <>
      {scenario !== undefined && !scenario.isWhatIf && (
        <Link to="/targets/$scenarioId/cascade" params={{ scenarioId }} className="chip">
          {t(mayWrite ? 'cascade.open' : 'cascade.look')}
        </Link>
      )}
      {scenario !== undefined && <PlanActions scenario={scenario} />}
      <MethodDrawer part="targets" />
    </>
  )
  return (
    <>
      <PageHead
        title={scenario?.name ?? t('targets.title')}
        actions={actions}
        dataUntil={query.data?.dataUntil}
      >
        {scenario !== undefined && (
          <>
            <span className="chip">{t('targets.scenarios.year', { year: scenario.fiscalYear })}</span>
            <ScenarioState state={scenario.state} />
            {scenario.isWhatIf && <Tag tone="care">{t('targets.scenarios.whatIf')}</Tag>}
            {scenario.lockedBy !== null && (
              <Tag tone="care">{t('targets.scenarios.lockedBy', { who: scenario.lockedBy })}</Tag>
            )}
            {scenario.effectiveMonth !== null && (
              <Tag tone="work">
                {t('targets.scenarios.effective', {
                  month: formatMonth(scenario.effectiveMonth, language, true),
                })}
              </Tag>
            )}
          </>
        )}
      </PageHead>
      <Loaded query={query} lines={8}>
        {(plan) => <PlanViews plan={plan} />}
      </Loaded>
    </>
  )
}
