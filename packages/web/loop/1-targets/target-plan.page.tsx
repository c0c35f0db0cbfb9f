import type { CellAddress } from '@salesloom/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { lazy, Suspense } from 'react'
import { api } from '../../api/client.ts'
import { PageHead } from '../../app/page-head.tsx'
import { useText } from '../../i18n/index.ts'
import { Loaded } from '../../ui/page/loaded.tsx'
import { Pending } from '../../ui/page/pending.tsx'
import { MethodDrawer } from '../method-drawer.tsx'
import { PlanActions } from './plan-actions.tsx'
import { ScenarioState } from './scenario-state.tsx'
import './targets.css'

const PlanGrid = lazy(() => import('./plan-grid.tsx'))
const PlanHeat = lazy(() => import('./plan-heat.tsx'))
const PlanTrend = lazy(() => import('./plan-trend.tsx'))

const route = getRouteApi('/in/targets/$scenarioId')
const AXES = ['organisation', 'region', 'product'] as const
const NESTED = {
  organisation: ['organisation', 'product'],
  region: ['region', 'product'],
  product: ['product', 'organisation'],
} as const
const VIEWS = ['grid', 'heat', 'trend'] as const

function PlanBar() {
  const { t } = useText()
  const { view = 'grid', rows = 'organisation', columns = 'quarter' } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <div className="plan-bar">
      <Segmented
        aria-label={t('targets.plan.view')}
        value={view}
        onChange={(next) => void navigate({ search: (old) => ({ ...old, view: next }) })}
        options={VIEWS.map((value) => ({ value, label: t(`targets.plan.viewName.${value}`) }))}
      />
      {view === 'grid' && (
        <>
          <span className="labelled">
            {t('targets.plan.rows')}
            <Segmented
              aria-label={t('targets.plan.rows')}
              value={rows}
              onChange={(next) => void navigate({ search: (old) => ({ ...old, rows: next }) })}
              options={AXES.map((value) => ({ value, label: t(`targets.plan.axis.${value}`) }))}
            />
          </span>
          <span className="labelled">
            {t('targets.plan.columns')}
            <Segmented
              aria-label={t('targets.plan.columns')}
              value={columns}
              onChange={(next) => void navigate({ search: (old) => ({ ...old, columns: next }) })}
              options={(['quarter', 'month'] as const).map((value) => ({
                value,
                label: t(`targets.plan.axis.${value}`),
              }))}
            />
          </span>
        </>
      )}
    </div>
  )
}

/** The cell that the address points at; null where it names none. */
function useAddressInSearch(): CellAddress | null {
  const { organisation, region, product, time } = route.useSearch()
  const given = Object.entries({ organisation, region, product, time }).filter(([, key]) => key !== undefined)
  return given.length === 0 ? null : Object.fromEntries(given)
}

/** One target plan: the grid with its explanations, the heat map, the course over the months. */
export function TargetPlanPage() {
  const { t } = useText()
  const { scenarioId } = route.useParams()
  const { view = 'grid', rows = 'organisation', columns = 'quarter' } = route.useSearch()
  const id = Number(scenarioId)
  const start = useAddressInSearch()
  const query = useQuery({
    ...api.targets.getTargetGrid.queryOptions({
      input: { scenarioId: id, rows: [...NESTED[rows]], columns },
    }),
    placeholderData: keepPreviousData,
  })
  const scenario = query.data?.scenario
  const actions = (
    <>
      {scenario !== undefined && <PlanActions scenario={scenario} />}
      <MethodDrawer part="targets" />
    </>
  )
  return (
    <>
      <PageHead title={scenario?.name ?? t('targets.title')} actions={actions}>
        {scenario !== undefined && (
          <>
            <span className="chip">{t('targets.scenarios.year', { year: scenario.fiscalYear })}</span>
            <ScenarioState state={scenario.state} />
          </>
        )}
      </PageHead>
      <PlanBar />
      <Suspense fallback={<Pending lines={8} />}>
        {view === 'grid' && (
          <Loaded query={query} lines={8}>
            {(grid) => <PlanGrid grid={grid} start={start} />}
          </Loaded>
        )}
        {view === 'heat' && <PlanHeat scenarioId={id} />}
        {view === 'trend' && <PlanTrend scenarioId={id} />}
      </Suspense>
    </>
  )
}
