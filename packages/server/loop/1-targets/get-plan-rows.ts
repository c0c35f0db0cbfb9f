import { currencyDigits } from '../../foundation/facts/index.ts'
import { readWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { openSeenPlan } from './cascade/seen-plan.ts'
import { type RowsView, readRows } from './decomposition/read-rows.ts'
import { summarise } from './find-scenarios.ts'
import { loadMemberNames } from './member-names.ts'
import { requireMeasure } from './readable-measures.ts'
import { getSeenScenario } from './seen-scenario.ts'

/** The rows of a plan below the places asked for, limited to the caller's part. */
export async function getPlanRows(context: CallContext, input: RowsView & { readonly scenarioId: number }) {
  const { database, workspaceId, visibility } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const { plan } = await openSeenPlan(context, tx, await getSeenScenario(context, tx, input.scenarioId))
    await requireMeasure(context, tx, plan.scenario, input.measure)
    const nameOf = await loadMemberNames(tx, workspaceId)
    const scenario = await summarise(tx, context, plan.scenario, await currencyDigits(tx, workspaceId))
    return { ...readRows(plan, visibility, input, nameOf), scenario }
  })
}
