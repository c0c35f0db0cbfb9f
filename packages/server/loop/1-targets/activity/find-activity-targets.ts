import { readWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { cascadeOf, organisationOf } from '../cascade/open-cascade.ts'
import { type Place, placeIn } from '../cascade/own-place.ts'
import { type OpenPlan, openPlan } from '../decomposition/open-plan.ts'
import { type Bilingual, loadMemberNames } from '../member-names.ts'
import { getSeenScenario } from '../seen-scenario.ts'
import { findSavedActivity, type SavedActivity } from './activity.store.ts'
import { type QuarterReader, quarterReader } from './person-quarters.ts'

/** A plan with what people receive by quarter and the caller's place among them. */
export type ActivityPlan = {
  readonly plan: OpenPlan
  readonly tree: ReturnType<typeof organisationOf>
  readonly place: Place
  readonly quartersOf: QuarterReader
  readonly nameOf: (key: string) => Bilingual
}

export async function openActivityPlan(
  tx: WorkspaceTransaction,
  context: CallContext,
  scenarioId: number,
): Promise<ActivityPlan> {
  const { workspaceId } = context
  const plan = await openPlan(context, tx, await getSeenScenario(context, tx, scenarioId))
  const tree = organisationOf(plan.shape)
  return {
    plan,
    tree,
    place: placeIn({ tree, plan }, context),
    quartersOf: quarterReader(plan, await cascadeOf(tx, workspaceId, plan)),
    nameOf: await loadMemberNames(tx, workspaceId),
  }
}

/** A saved target as pages show it; it is stale where the sales target is another one by now. */
export function shownActivity(
  { plan, nameOf }: ActivityPlan,
  { content, ...saved }: SavedActivity,
  quarters: readonly number[],
) {
  return {
    scenarioId: plan.scenario.scenarioId,
    ...saved,
    name: nameOf(`person:${saved.personId}`),
    from: content.from,
    to: content.to,
    rates: [...content.rates],
    steps: [...content.steps],
    isStale: quarters[saved.quarter - 1] !== saved.sales,
  }
}

/** Activity targets of the caller's part, beside the sales targets that they come from. */
export async function findActivityTargets(
  context: CallContext,
  { scenarioId }: { readonly scenarioId: number },
) {
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const opened = await openActivityPlan(tx, context, scenarioId)
    const { tree, place, quartersOf, nameOf } = opened
    const people = tree.keys.flatMap((key, position) =>
      key.startsWith('person:') && place.sees(position)
        ? [{ personId: Number(key.slice(7)), name: nameOf(key), sales: quartersOf(position) }]
        : [],
    )
    const salesOf = new Map(people.map(({ personId, sales }) => [personId, sales]))
    const saved = await findSavedActivity(tx, workspaceId, scenarioId)
    const targets = saved.flatMap((row) => {
      const quarters = salesOf.get(row.personId)
      return quarters === undefined ? [] : [shownActivity(opened, row, quarters)]
    })
    return { people, targets }
  })
}
