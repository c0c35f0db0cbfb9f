import { readWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { openSeenPlan } from './cascade/seen-plan.ts'
import { isInside } from './decomposition/is-inside.ts'
import { findOperations, type OperationRow } from './decomposition/operation.store.ts'
import { editsOf, placeOf } from './decomposition/plan-operation.ts'
import { wordsOf } from './find-holds.ts'
import { type Bilingual, loadMemberNames } from './member-names.ts'
import { readableMeasures } from './readable-measures.ts'
import { getSeenScenario } from './seen-scenario.ts'

function told(operation: OperationRow, nameOf: (key: string) => Bilingual) {
  const { sequence, kind, measure, note, byName: by, at, undoneBy } = operation
  const edits = kind === 'spread' || kind === 'calibrate' ? editsOf(operation.payload) : []
  const { before = null, after = null } = operation.payload as {
    before?: number | null
    after?: number | null
  }
  return {
    sequence,
    kind,
    measure,
    place: wordsOf(placeOf(operation), nameOf),
    code: edits[0]?.code ?? null,
    edits: edits.length,
    before,
    after,
    note,
    by,
    at,
    undoneBy,
  }
}

/**
 * The log of a scenario, newest first, with what was taken back. Who sees a part of the organisation reads what was done
 * inside it.
 */
export async function findPlanOperations(
  context: CallContext,
  { scenarioId }: { readonly scenarioId: number },
) {
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const { plan, received } = await openSeenPlan(context, tx, await getSeenScenario(context, tx, scenarioId))
    // Who received their target through a cascade reads what it came to, not the figures of the plan above.
    if (received !== null) return []
    const nameOf = await loadMemberNames(tx, workspaceId)
    const readable = await readableMeasures(context, tx, plan.scenario.measures)
    const codes = new Set(readable.map(({ code }) => code))
    const log = await findOperations(tx, workspaceId, scenarioId, { withUndone: true })
    return log
      .toReversed()
      .filter(({ measure }) => codes.has(measure))
      .filter((operation) => isInside(plan, context.visibility, operation))
      .map((operation) => told(operation, nameOf))
  })
}
