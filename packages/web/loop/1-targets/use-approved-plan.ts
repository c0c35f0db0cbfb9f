import { useQuery } from '@tanstack/react-query'
import { api, type Inputs } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import type { Scenario } from './scenario-state.tsx'
import type { PlanRow, usePlanRows } from './use-plan-rows.ts'

/** The plan that a scenario was made from, as it was approved, on the same rows. */
export type ApprovedPlan = {
  readonly name: string
  /** the rows of the plan that was approved, by path */
  readonly rows: ReadonlyMap<string, PlanRow>
}

/**
 * The approved plan behind a successor or branch, for those who plan, so that the grid can show what has changed since; null
 * where there is none. An approved plan never changes, so it is read once for each view.
 */
export function useApprovedPlan(
  scenario: Scenario,
  view: Inputs['targets']['getPlanRows'],
  rowsOf: ReturnType<typeof usePlanRows>['previewRowsOf'],
): ApprovedPlan | null {
  const mayWrite = useMay('targets.write')
  const { originScenarioId, origin } = scenario
  const isMade = mayWrite && originScenarioId !== null && (origin === 'successor' || origin === 'branch')
  const known = useQuery({ ...api.targets.findScenarios.queryOptions(), enabled: isMade })
  const approved = isMade
    ? known.data?.find(
        ({ scenarioId, state }) =>
          scenarioId === originScenarioId && (state === 'approved' || state === 'superseded'),
      )
    : undefined
  const query = useQuery({
    ...api.targets.getPlanRows.queryOptions({
      input: { ...view, scenarioId: approved?.scenarioId ?? scenario.scenarioId },
    }),
    enabled: approved !== undefined,
    retry: false,
  })
  const { data } = query
  if (approved === undefined || data === undefined) return null
  return { name: approved.name, rows: new Map(rowsOf(data).map((row) => [row.path, row])) }
}
