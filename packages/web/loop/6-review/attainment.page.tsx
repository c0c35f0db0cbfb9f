import { getRouteApi, Link } from '@tanstack/react-router'
import { Segmented, Select } from 'antd'
import { useText } from '../../i18n/index.ts'
import { formatMonth } from '../../ui/format/date.ts'
import { Card } from '../../ui/page/card.tsx'
import { Empty } from '../../ui/page/empty.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { type Scenario, ScenarioState } from '../1-targets/scenario-state.tsx'
import '../1-targets/targets.css'
import { AttainmentHeat } from './attainment-heat.tsx'
import { AttainmentTable } from './attainment-table.tsx'
import { AttainmentTrend } from './attainment-trend.tsx'
import { ReviewFrame } from './review-frame.tsx'
import { useAttainment, useMonths, useMonthsInAddress, useReviewScenario } from './use-attainment.ts'
import { Verdict } from './verdict.tsx'

const route = getRouteApi('/in/review')
const AXES = ['organisation', 'region', 'product'] as const
const NESTED = {
  organisation: ['organisation', 'product'],
  region: ['region', 'product'],
  product: ['product', 'organisation'],
} as const

function ReviewBar({
  scenario,
  scenarios,
  from,
  to,
}: {
  readonly scenario: Scenario
  readonly scenarios: readonly Scenario[]
  readonly from: string
  readonly to: string
}) {
  const { t, language } = useText()
  const { rows = 'organisation' } = route.useSearch()
  const navigate = route.useNavigate()
  const months = useMonths(scenario).map((month) => ({
    value: month,
    label: formatMonth(month, language, true),
  }))
  const between = (fromMonth: string, toMonth: string) =>
    void navigate({
      search: (old) => ({
        ...old,
        fromMonth: fromMonth <= toMonth ? fromMonth : toMonth,
        toMonth: fromMonth <= toMonth ? toMonth : fromMonth,
      }),
    })
  return (
    <div className="plan-bar">
      <span className="labelled">
        {t('review.attainment.scenario')}
        <Select
          aria-label={t('review.attainment.scenario')}
          style={{ minWidth: 200 }}
          value={scenario.scenarioId}
          onChange={(scenarioId) => void navigate({ search: { scenarioId, rows } })}
          options={scenarios.map((one) => ({ value: one.scenarioId, label: one.name }))}
        />
      </span>
      <span className="labelled">
        {t('review.attainment.months')}
        <Select
          aria-label={t('orders.from')}
          value={from}
          options={months}
          style={{ minWidth: 110 }}
          onChange={(month) => between(month, to)}
        />
        –
        <Select
          aria-label={t('orders.to')}
          value={to}
          options={months}
          style={{ minWidth: 110 }}
          onChange={(month) => between(from, month)}
        />
      </span>
      <span className="labelled">
        {t('review.attainment.rows')}
        <Segmented
          aria-label={t('review.attainment.rows')}
          value={rows}
          onChange={(next) => void navigate({ search: (old) => ({ ...old, rows: next }) })}
          options={AXES.map((value) => ({ value, label: t(`targets.plan.axis.${value}`) }))}
        />
      </span>
    </div>
  )
}

function Review({
  scenario,
  scenarios,
}: {
  readonly scenario: Scenario
  readonly scenarios: readonly Scenario[]
}) {
  const { rows = 'organisation' } = route.useSearch()
  const months = useMonthsInAddress()
  const query = useAttainment(scenario.scenarioId, [...NESTED[rows]], months)
  return (
    <ReviewFrame chips={<ScenarioState state={scenario.state} />} dataUntil={query.data?.dataUntil}>
      <Loaded query={query} lines={9}>
        {(attained) => (
          <>
            <ReviewBar
              scenario={scenario}
              scenarios={scenarios}
              from={attained.from.slice(0, 7)}
              to={attained.to.slice(0, 7)}
            />
            <div className="stack">
              <Verdict attained={attained} />
              <AttainmentTable attained={attained} />
              <AttainmentHeat scenarioId={scenario.scenarioId} months={months} />
              <AttainmentTrend scenario={scenario} />
            </div>
          </>
        )}
      </Loaded>
    </ReviewFrame>
  )
}

/** Target against actual, by every dimension, down to the orders. */
export function AttainmentPage() {
  const { t } = useText()
  const { query, scenarios, chosen } = useReviewScenario()
  if (chosen !== undefined) return <Review scenario={chosen} scenarios={scenarios} />
  return (
    <ReviewFrame>
      <Loaded query={query} lines={9}>
        {() => (
          <Card>
            <Empty title={t('review.attainment.noneTitle')} text={t('review.attainment.noneText')}>
              <Link to="/targets">{t('review.attainment.noneAction')} →</Link>
            </Empty>
          </Card>
        )}
      </Loaded>
    </ReviewFrame>
  )
}
