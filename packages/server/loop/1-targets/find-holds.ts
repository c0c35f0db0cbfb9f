import type { CellAddress } from '@salesloom/contract'
import { readWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { isNear } from './decomposition/is-inside.ts'
import { openPlan } from './decomposition/open-plan.ts'
import { scopesOf } from './decomposition/plan-rows.ts'
import type { PlanBound, PlanHold } from './decomposition/plan-state.ts'
import { type Bilingual, loadMemberNames } from './member-names.ts'
import { readableMeasures } from './readable-measures.ts'
import { getSeenScenario } from './seen-scenario.ts'

/** The members that a place names, in words; none means the whole. */
export function wordsOf(at: CellAddress, nameOf: (key: string) => Bilingual): Bilingual[] {
  return Object.values(at)
    .filter((key) => key !== undefined)
    .map((key) => nameOf(key))
}

function told(hold: PlanHold | PlanBound, nameOf: (key: string) => Bilingual) {
  const bound = 'low' in hold ? hold : null
  return {
    measure: hold.measure,
    kind: 'kind' in hold ? hold.kind : ('bound' as const),
    at: hold.at as CellAddress,
    place: wordsOf(hold.at, nameOf),
    low: bound?.low ?? null,
    high: bound?.high ?? null,
    by: hold.byName,
    since: hold.since,
    reason: hold.reason,
  }
}

/** Holds and bounds that reach into the caller's part, with who set them and why. */
export async function findHolds(context: CallContext, { scenarioId }: { readonly scenarioId: number }) {
  const { database, workspaceId, visibility } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const plan = await openPlan(context, tx, await getSeenScenario(context, tx, scenarioId))
    const nameOf = await loadMemberNames(tx, workspaceId)
    const readable = await readableMeasures(context, tx, plan.scenario.measures)
    const scopes = scopesOf(plan.shape, visibility)
    return [...plan.state.holds, ...plan.state.bounds]
      .filter(({ measure }) => readable.some(({ code }) => code === measure))
      .filter(({ at }) => isNear(plan, scopes, at))
      .map((hold) => told(hold, nameOf))
  })
}
