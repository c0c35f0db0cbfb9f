import { activityChain } from '@salesloom/engine/activity-targets'
import type { FiscalCalendar } from '@salesloom/engine/calendar'
import { recordAudit } from '../../../foundation/audit/index.ts'
import { todayOf } from '../../../foundation/entries/index.ts'
import { loadCalendar } from '../../../foundation/fiscal-calendar/index.ts'
import { inWorkspace } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { findSavedActivity, putActivities, quarterKey, type SavedActivity } from './activity.store.ts'
import { missingOf, type RateWish, ratesOf } from './derive-rates.ts'
import { type ActivityPlan, openActivityPlan } from './find-activity-targets.ts'
import { publishActivity, quarterDays } from './publish-activity.ts'
import type { RateName } from './read-records.ts'
import { historyOf, usedRates } from './save-activity-target.ts'

type Found = Awaited<ReturnType<typeof historyOf>>

/** A quarter of a person that is to be derived, with what is saved for it. */
type Asked = {
  readonly personId: number
  readonly position: number
  readonly quarter: number
  readonly sales: number
  readonly present: SavedActivity | undefined
}
type Failed = { readonly personId: number; readonly quarter: number; readonly missing: readonly RateName[] }

/** All quarters of the people who are the caller or below them. */
function askedOf({ tree, place, quartersOf }: ActivityPlan, saved: readonly SavedActivity[]): Asked[] {
  const present = new Map(saved.map((row) => [quarterKey(row), row]))
  return tree.keys.flatMap((key, position) => {
    if (!key.startsWith('person:') || !(place.isOwn(position) || place.isAbove(position))) return []
    const personId = Number(key.slice('person:'.length))
    return quartersOf(position).map((sales, q) => ({
      personId,
      position,
      quarter: q + 1,
      sales: Math.max(0, sales),
      present: present.get(quarterKey({ personId, quarter: q + 1 })),
    }))
  })
}

/** The rates that somebody set with a reason. */
function wishesOf(saved: SavedActivity | undefined): RateWish[] {
  return (saved?.content.rates ?? []).flatMap(({ name, used, reason }) =>
    reason === null ? [] : [{ name, used, reason }],
  )
}

/** Derives each quarter, or says which rates are missing. */
function deriveEach(
  { actor, clock }: CallContext,
  { tree }: ActivityPlan,
  { history, records }: Found,
  asked: readonly Asked[],
): { made: SavedActivity[]; failed: Failed[] } {
  const [made, failed]: [SavedActivity[], Failed[]] = [[], []]
  for (const { personId, position, quarter, sales, present } of asked) {
    const rates = ratesOf(tree, position, records, wishesOf(present))
    const missing = missingOf(rates)
    if (missing.length > 0) failed.push({ personId, quarter, missing })
    else
      made.push({
        ...{ personId, quarter, sales },
        content: { ...history, rates, steps: activityChain(sales, usedRates(rates)) },
        version: present?.version ?? 0,
        savedBy: actor.name,
        savedAt: clock.now().toISOString(),
      })
  }
  return { made, failed }
}

/** Whether a quarter that has a target is over, so that it stays what people were measured by. */
function isKept({ plan }: ActivityPlan, calendar: FiscalCalendar, today: string) {
  return ({ present, quarter }: Asked) =>
    present !== undefined && quarterDays(plan.shape, calendar, quarter).to < today
}

/**
 * Derives and saves the activity targets of everybody in the caller's part for all quarters of the year, and publishes
 * those of an approved scenario. Who cannot be derived stands in the answer with the reason.
 */
export async function deriveAllActivity(
  context: CallContext,
  { scenarioId }: { readonly scenarioId: number },
) {
  const { database, workspaceId, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const opened = await openActivityPlan(tx, context, scenarioId)
    const all = askedOf(opened, await findSavedActivity(tx, workspaceId, scenarioId))
    const over = isKept(opened, await loadCalendar(tx, workspaceId), await todayOf(tx, context))
    const asked = all.filter((each) => !over(each))
    const found = await historyOf(tx, context, opened.plan.state.digits)
    const { made, failed } = deriveEach(context, opened, found, asked)
    const versions = await putActivities(tx, workspaceId, scenarioId, made)
    const saved = made.filter((row) => versions.has(quarterKey(row)))
    const overtaken = made.filter((row) => !versions.has(quarterKey(row)))
    const { scenario, shape } = opened.plan
    if (scenario.state === 'approved') await publishActivity(tx, workspaceId, scenario, shape)
    const unsaved: Failed[] = [
      ...failed,
      ...overtaken.map(({ personId, quarter }) => ({ personId, quarter, missing: [] })),
    ]
    const counts = {
      people: new Set(saved.map(({ personId }) => personId)).size,
      derived: saved.length,
      kept: all.length - asked.length,
    }
    const subject = `scenario:${scenarioId}`
    const after = { ...counts, failed: unsaved }
    await recordAudit(tx, context, { action: 'targets.deriveAllActivity', subject, after })
    await emit(tx, workspaceId, { name: 'targets.cascadeChanged', payload: { scenarioId } }, clock.now())
    return {
      ...counts,
      failed: unsaved.map(({ missing, ...each }) => ({
        ...each,
        name: opened.nameOf(`person:${each.personId}`),
        missing: [...missing],
      })),
    }
  })
}
