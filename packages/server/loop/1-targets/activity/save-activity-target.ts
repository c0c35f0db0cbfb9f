import { type ActivityRates, activityChain } from '@salesloom/engine/activity-targets'
import { recordAudit } from '../../../foundation/audit/index.ts'
import { todayOf } from '../../../foundation/entries/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { findSavedActivity, putActivities, quarterKey, type SavedActivity } from './activity.store.ts'
import { type DerivedRate, deriveRates, type RateWish } from './derive-rates.ts'
import { type ActivityPlan, openActivityPlan, shownActivity } from './find-activity-targets.ts'
import { publishActivity } from './publish-activity.ts'
import { findHistory, type History, readRecords } from './read-records.ts'

type SaveInput = {
  readonly scenarioId: number
  readonly personId: number
  readonly quarter: number
  readonly version: number
  readonly rates: readonly RateWish[]
}

/** Where a person stands in the plan, for a caller who is that person or above them. */
function positionFor({ tree, place }: ActivityPlan, personId: number): number {
  const position = tree.keys.indexOf(`person:${personId}`)
  if (position < 0) throw new AppError('notFound', { what: 'person', id: personId })
  if (!place.isOwn(position) && !place.isAbove(position)) throw new AppError('outsideSubtree')
  return position
}

export function usedRates(rates: readonly DerivedRate[]): ActivityRates {
  return Object.fromEntries(rates.map(({ name, used }) => [name, used])) as ActivityRates
}

/** A plan's history, or none: rates that were given need none. */
export async function historyOf(
  tx: WorkspaceTransaction,
  context: CallContext,
  digits: number,
): Promise<{ history: History; records: Awaited<ReturnType<typeof readRecords>> }> {
  const today = await todayOf(tx, context)
  const history = await findHistory(tx, context.workspaceId, today)
  if (history === null) return { history: { from: today, to: today }, records: new Map() }
  return { history, records: await readRecords(tx, context.workspaceId, history, digits) }
}

async function derive(
  tx: WorkspaceTransaction,
  context: CallContext,
  opened: ActivityPlan,
  input: SaveInput,
): Promise<SavedActivity> {
  const position = positionFor(opened, input.personId)
  const sales = Math.max(0, opened.quartersOf(position)[input.quarter - 1] ?? 0)
  const { history, records } = await historyOf(tx, context, opened.plan.state.digits)
  const rates = deriveRates(opened.tree, position, records, input.rates)
  const { personId, quarter, version } = input
  return {
    personId,
    quarter,
    sales,
    content: { ...history, rates, steps: activityChain(sales, usedRates(rates)) },
    version,
    savedBy: context.actor.name,
    savedAt: context.clock.now().toISOString(),
  }
}

async function checkFirst(
  tx: WorkspaceTransaction,
  { workspaceId }: CallContext,
  input: SaveInput,
): Promise<SavedActivity | undefined> {
  const rows = await findSavedActivity(tx, workspaceId, input.scenarioId)
  const present = rows.find(
    ({ personId, quarter }) => personId === input.personId && quarter === input.quarter,
  )
  const theirs = present?.version ?? 0
  if (theirs !== input.version)
    throw new AppError('versionConflict', { who: present?.savedBy ?? '', theirs, yours: input.version })
  return present
}

/** Derives a person's activity targets of a quarter, saves them, and publishes those of an approved scenario. */
export async function saveActivityTarget(context: CallContext, input: SaveInput) {
  const { database, workspaceId, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const opened = await openActivityPlan(tx, context, input.scenarioId)
    const made = await derive(tx, context, opened, input)
    const before = await checkFirst(tx, context, input)
    const versions = await putActivities(tx, workspaceId, input.scenarioId, [made])
    const version = versions.get(quarterKey(input))
    if (version === undefined)
      throw new AppError('versionConflict', { who: '', theirs: input.version + 1, yours: input.version })
    const { scenario, shape } = opened.plan
    if (scenario.state === 'approved') await publishActivity(tx, workspaceId, scenario, shape)
    await recordAudit(tx, context, {
      action: 'targets.saveActivityTarget',
      subject: `scenario:${input.scenarioId}/person:${input.personId}/${input.quarter}`,
      before: before?.content.steps,
      after: { rates: input.rates, steps: made.content.steps },
    })
    const payload = { scenarioId: input.scenarioId }
    await emit(tx, workspaceId, { name: 'targets.cascadeChanged', payload }, clock.now())
    const position = positionFor(opened, input.personId)
    return shownActivity(opened, { ...made, version }, opened.quartersOf(position))
  })
}
