import { positionOf } from '@salesloom/engine/allocation'
import { addDays, monthBounds } from '@salesloom/engine/calendar'
import { BOUNDS } from '@salesloom/engine/calibration'
import { sql } from 'kysely'
import { scheduleCaller } from '../../../foundation/access/index.ts'
import { recordAudit } from '../../../foundation/audit/index.ts'
import type { Clock } from '../../../platform/clock/index.ts'
import { type Database, inWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { openPlan } from '../decomposition/open-plan.ts'
import type { ScenarioRow } from '../scenario.store.ts'
import { type Draft, plainFigure, remedyOf, wholeMonths } from './draft.ts'
import { CALIBRATED } from './ground.ts'
import { quarterStart } from './plan-months.ts'
import { insertProposal, noteStep } from './proposal.store.ts'
import { changesOf, effectOf } from './proposal-edits.ts'
import { insertRun } from './run.store.ts'
import { approvedFor, VALID_DAYS } from './run-calibration.ts'
import { workspaceDay } from './workspace-day.ts'

type Place = {
  readonly orgUnitId?: number
  readonly regionId?: number
  readonly personId?: number
}

/** What a response to a deviation asks of the targets, as part 4 tells it. */
export type ResponseAsk = {
  readonly measureId: number
  readonly place: Place
  readonly fromMonth: string
  readonly untilMonth: string
  readonly percent: number
  readonly note: string
  readonly by: string
}

const subjectOf = (measureId: number) => `response:${measureId}`

/** Approved scenarios that have a month, whatever the caller sees of them. */
export async function plansOfMonth(
  { database, clock, workspaceId }: Pick<CallContext, 'database' | 'clock' | 'workspaceId'>,
  month: string,
): Promise<ScenarioRow[]> {
  return approvedFor(scheduleCaller(database, clock, workspaceId), month)
}

/** Ids of the proposals that were made of some measures of responses. */
export async function findResponseProposals(
  tx: WorkspaceTransaction,
  workspaceId: number,
  measureIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{
    subject: string
    id: number
  }>`select subject, min(calibration_proposal_id) as id
    from calibration_proposal where workspace_id = ${workspaceId}
      and subject = any(${measureIds.map(subjectOf)}::text[]) group by subject`.execute(tx)
  return new Map(rows.map(({ subject, id }) => [Number(subject.split(':')[1]), id]))
}

type Plan = Awaited<ReturnType<typeof openPlan>>

function addressOf({ orgUnitId, regionId, personId }: Place): Draft['place'] {
  if (regionId !== undefined) return { region: `region:${regionId}` }
  return { organisation: orgUnitId === undefined ? `person:${personId}` : `orgUnit:${orgUnitId}` }
}

/** The proposal as calibration keeps it; null where the plan has neither the place nor the months. */
function draftOf({ shape }: Plan, ask: ResponseAsk): Draft | null {
  const place = addressOf(ask.place)
  const isKnown = Object.entries(place).every(([axis, key]) => {
    const dimension = shape.dimensions.find(({ name }) => name === axis)
    return dimension !== undefined && positionOf(dimension, key ?? '') >= 0
  })
  const months = shape.months.filter((month) => month >= ask.fromMonth && month <= ask.untilMonth)
  if (!isKnown || months.length === 0) return null
  const bound = ask.percent < 0 ? BOUNDS.down : BOUNDS.up
  return {
    kind: 'market',
    rule: 'response',
    subject: subjectOf(ask.measureId),
    place,
    orgUnitId: ask.place.orgUnitId ?? null,
    months: wholeMonths(months),
    remedies: [remedyOf('target', ask.percent, Math.max(bound, Math.abs(ask.percent)))],
    evidence: { figures: [plainFigure('asked', 'factor', ask.percent / 100)], series: null },
    eventId: null,
  }
}

async function isMade(tx: WorkspaceTransaction, workspaceId: number, planId: number, ask: ResponseAsk) {
  const { rows } = await sql<{ found: number }>`select 1 as found from calibration_proposal
    where workspace_id = ${workspaceId} and plan_id = ${planId} and subject = ${subjectOf(ask.measureId)}`.execute(
    tx,
  )
  return rows.length > 0
}

async function propose(
  tx: WorkspaceTransaction,
  context: CallContext,
  scenario: ScenarioRow,
  ask: ResponseAsk,
): Promise<void> {
  const { workspaceId, clock } = context
  const { planId, scenarioId } = scenario
  if (await isMade(tx, workspaceId, planId, ask)) return
  const plan = await openPlan(context, tx, scenario)
  const draft = draftOf(plan, ask)
  if (draft === null) return
  const asOf = await workspaceDay(tx, context)
  const by = { name: ask.by, at: clock.now().toISOString() }
  const runId = await insertRun(tx, workspaceId, {
    planId,
    scenarioId,
    cadence: 'quarterly',
    byHand: true,
    asOf,
    period: quarterStart(asOf.slice(0, 7), plan.shape.months[0] ?? ''),
    effectiveMonth: draft.months[0]?.month ?? ask.fromMonth,
    reviewed: { units: 1, people: 0, events: 0 },
    startedBy: by.name,
    startedAt: by.at,
  })
  if (runId === null) return
  const changes = changesOf(plan, CALIBRATED, draft.place, draft.months, ask.percent)
  const proposalId = await insertProposal(tx, workspaceId, {
    ...draft,
    runId,
    planId,
    effect: effectOf(plan, CALIBRATED, draft.place, changes, { byName: by.name, at: by.at }),
    expiresOn: addDays(asOf, VALID_DAYS),
    quietUntil: monthBounds(draft.months.at(-1)?.month ?? ask.untilMonth).to,
  })
  await noteStep(tx, workspaceId, proposalId, 'proposed', { percent: ask.percent, reason: ask.note }, by)
  await sql`update calibration_run set found = 1
    where workspace_id = ${workspaceId} and calibration_run_id = ${runId}`.execute(tx)
  const subject = `proposal:${proposalId}`
  await recordAudit(tx, context, { action: 'calibration.proposeFromResponse', subject, after: ask })
  await emit(tx, workspaceId, { name: 'targets.calibrated', payload: { runId, found: 1 } }, clock.now())
}

/** Hears what a response asks of the targets, and makes the proposal in every approved plan that has its months; once. */
export function proposeFromResponse(database: Database, clock: Clock) {
  return async (workspaceId: number, payload: Readonly<Record<string, unknown>>): Promise<void> => {
    const ask = payload as unknown as ResponseAsk
    const context = scheduleCaller(database, clock, workspaceId)
    for (const scenario of await approvedFor(context, ask.fromMonth))
      await inWorkspace(database, workspaceId, (tx) => propose(tx, context, scenario, ask))
  }
}
