import { currencyDigits } from '../../foundation/facts/index.ts'
import { readWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { openSeenPlan } from './cascade/seen-plan.ts'
import { baseOfMeasure, firstMeasure } from './decomposition/open-plan.ts'
import { shownBase, sumInScopes } from './decomposition/plan-rows.ts'
import { readableMeasures } from './readable-measures.ts'
import type { ScenarioRow } from './scenario.store.ts'
import { findSeenScenarios } from './seen-scenario.ts'

/** A scenario as pages list it, with the totals of the caller's part of its first measure. */
export async function summarise(
  tx: WorkspaceTransaction,
  context: CallContext,
  row: ScenarioRow,
  digits: number,
) {
  const { plan } = await openSeenPlan(context, tx, row)
  const { planId: _, checkpointSequence: __, ...scenario } = plan.scenario
  const measure = firstMeasure(scenario as ScenarioRow)
  const sums = sumInScopes(plan, context.visibility, [measure, baseOfMeasure(measure)], {})
  return {
    ...scenario,
    measures: [...(await readableMeasures(context, tx, scenario.measures))],
    total: sums[measure] ?? 0,
    baseTotal: shownBase(plan, measure, sums[baseOfMeasure(measure)] ?? 0, digits) ?? 0,
  }
}

/** Scenarios of the workspace that the caller may know of, newest first. */
export async function findScenarios(context: CallContext) {
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const digits = await currencyDigits(tx, context.workspaceId)
    const found: Array<Awaited<ReturnType<typeof summarise>>> = []
    for (const row of await findSeenScenarios(context, tx))
      found.push(await summarise(tx, context, row, digits))
    return found
  })
}
