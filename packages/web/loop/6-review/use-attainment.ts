import { monthsOfFiscalYear } from '@salesloom/engine/calendar'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api, type Inputs, type Outputs } from '../../api/client.ts'
import { useSession } from '../../api/session.ts'

export type Attained = Outputs['review']['getAttainment']
export type AttainedRow = Attained['rows'][number]
/** First and last month to look at; without them the server takes the year so far. */
export type ReviewMonths = { readonly fromMonth?: string; readonly toMonth?: string }
type Scenario = Outputs['targets']['findScenarios'][number]

const route = getRouteApi('/in/review')
const STATES = ['approved', 'submitted', 'working', 'superseded'] as const

/** Of the newest year with sales: the approved scenario, else the one that is furthest. */
export function defaultScenario(
  scenarios: readonly Scenario[],
  dataUntil: string | null,
): Scenario | undefined {
  const year = Number((dataUntil ?? '9999').slice(0, 4))
  return scenarios.toSorted(
    (a, b) =>
      Number(a.fiscalYear > year) - Number(b.fiscalYear > year) ||
      STATES.indexOf(a.state) - STATES.indexOf(b.state) ||
      b.fiscalYear - a.fiscalYear,
  )[0]
}

/** The scenario that the page compares with: the one in the address, else the default. */
export function useReviewScenario() {
  const { scenarioId } = route.useSearch()
  const { dataUntil } = useSession().workspace
  const query = useQuery(api.targets.findScenarios.queryOptions())
  const scenarios = query.data ?? []
  const chosen =
    scenarios.find((scenario) => scenario.scenarioId === scenarioId) ?? defaultScenario(scenarios, dataUntil)
  return { query, scenarios, chosen }
}

/** Calendar months of a scenario's year. */
export function useMonths(scenario: Scenario): string[] {
  return monthsOfFiscalYear(scenario.fiscalYear, useSession().workspace.fiscalStartMonth)
}

/** Target against actual of the scenario along axes. */
export function useAttainment(
  scenarioId: number,
  rows: Inputs['review']['getAttainment']['rows'],
  months: ReviewMonths,
) {
  return useQuery({
    ...api.review.getAttainment.queryOptions({ input: { scenarioId, rows, ...months } }),
    placeholderData: keepPreviousData,
  })
}

/** The months in the address of the attainment page. */
export function useMonthsInAddress(): ReviewMonths {
  const { fromMonth, toMonth } = route.useSearch()
  return {
    ...(fromMonth === undefined ? {} : { fromMonth }),
    ...(toMonth === undefined ? {} : { toMonth }),
  }
}
