import { addDays, monthBounds } from '@salesloom/engine/calendar'
import { recordAudit } from '../../../foundation/audit/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { inWorkspace, readWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { findScenarioRows, getShape, type ScenarioRow } from '../scenario.store.ts'
import type { Draft } from './draft.ts'
import { findCapabilityChanges } from './find-capability-changes.ts'
import { findFunnelChanges } from './find-funnel-changes.ts'
import { explainedUnits, findMarketChanges } from './find-market-changes.ts'
import { findResourceChanges } from './find-resource-changes.ts'
import { CALIBRATED, type Ground, readGround } from './ground.ts'
import { addMonths, quarterStart } from './plan-months.ts'
import {
  expireProposals,
  findQuietSubjects,
  insertProposal,
  noteStep,
  withdrawCounted,
} from './proposal.store.ts'
import { changesOf, effectOf } from './proposal-edits.ts'
import { type Cadence, countFound, hasRun, insertRun } from './run.store.ts'
import { workspaceDay } from './workspace-day.ts'

/** Days in which a proposal is to be decided. */
export const VALID_DAYS = 30

export type RunInput = { readonly cadence: Cadence; readonly asOf?: string | undefined }
type Run = { readonly cadence: Cadence; readonly asOf: string; readonly byHand: boolean }

/** All that the rules find in a plan. */
export function findDrafts(ground: Ground): Draft[] {
  const market = findMarketChanges(ground)
  return [
    ...findFunnelChanges(ground, explainedUnits(ground, market)),
    ...findCapabilityChanges(ground),
    ...market,
    ...findResourceChanges(ground),
  ].filter(({ months }) => months.length > 0)
}

function todayOf(context: CallContext): Promise<string> {
  return readWorkspace(context.database, context.workspaceId, (tx) => workspaceDay(tx, context))
}

/** Approved scenarios that have a month. */
export async function approvedFor(context: CallContext, month: string): Promise<ScenarioRow[]> {
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const found: ScenarioRow[] = []
    for (const row of await findScenarioRows(tx, workspaceId)) {
      if (row.state !== 'approved' || row.measures.every(({ code }) => code !== CALIBRATED)) continue
      const { months } = await getShape(tx, workspaceId, row.scenarioId)
      if (months.includes(month)) found.push(row)
    }
    return found
  })
}

function periodOf({ cadence, asOf }: Run, firstOfYear: string): string {
  return cadence === 'monthly' ? asOf.slice(0, 7) : quarterStart(asOf.slice(0, 7), firstOfYear)
}

/** Writes the proposals of a run that are not made already. @returns how many */
async function writeProposals(
  tx: WorkspaceTransaction,
  context: CallContext,
  ground: Ground,
  runId: number,
  drafts: readonly Draft[],
): Promise<number> {
  const { workspaceId, actor, clock } = context
  const { planId } = ground.scenario
  const at = clock.now().toISOString()
  const quiet = await findQuietSubjects(tx, workspaceId, planId, ground.asOf)
  const fresh = drafts.filter(({ subject }) => !quiet.has(subject))
  for (const draft of fresh) {
    const percent = draft.remedies[0]?.percent ?? 0
    const months =
      draft.rule === 'shift' ? draft.months.map((month) => ({ ...month, share: 0 })) : draft.months
    const changes = changesOf(ground.plan, ground.measure, draft.place, months, percent)
    const effect = effectOf(ground.plan, ground.measure, draft.place, changes, { byName: actor.name, at })
    const last = monthBounds(draft.months.at(-1)?.month ?? ground.windows.effectiveMonth).to
    const proposalId = await insertProposal(tx, workspaceId, {
      ...draft,
      runId,
      planId,
      effect,
      expiresOn: addDays(ground.asOf, VALID_DAYS),
      quietUntil: last,
    })
    await noteStep(tx, workspaceId, proposalId, 'proposed', { percent }, { name: actor.name, at })
  }
  return fresh.length
}

/** Runs the rules over one plan and writes what they found. @returns null where the schedule did it already */
async function calibratePlan(context: CallContext, scenario: ScenarioRow, run: Run) {
  const { database, workspaceId, actor, clock } = context
  const ground = await readGround(context, scenario, run)
  const drafts = findDrafts(ground)
  const at = clock.now().toISOString()
  return inWorkspace(database, workspaceId, async (tx) => {
    const { planId, scenarioId } = scenario
    const runId = await insertRun(tx, workspaceId, {
      planId,
      scenarioId,
      ...run,
      period: periodOf(run, ground.plan.shape.months[0] ?? ''),
      effectiveMonth: ground.windows.effectiveMonth,
      reviewed: {
        units: ground.units.length,
        people: ground.plan.shape.dimensions[0]?.keys.length ?? 0,
        events: ground.events.length,
      },
      startedBy: actor.name,
      startedAt: at,
    })
    if (runId === null) return null
    const by = { name: actor.name, at }
    await expireProposals(tx, workspaceId, planId, ground.asOf, by)
    await withdrawCounted(tx, workspaceId, planId, explainedUnits(ground, drafts), by)
    const found = await writeProposals(tx, context, ground, runId, drafts)
    await countFound(tx, workspaceId, runId, found)
    const subject = `calibration:${runId}`
    await recordAudit(tx, context, {
      action: 'calibration.runCalibration',
      subject,
      after: { ...run, found },
    })
    await emit(tx, workspaceId, { name: 'targets.calibrated', payload: { runId, found } }, clock.now())
    return { runId, found }
  })
}

/**
 * Looks through every approved plan that the month after a day belongs to, and makes proposals with their evidence.
 * Those of the same subject that are open, or decided for months that are not over, are not made again.
 * @throws AppError `calibrationNoPlan`
 */
export async function runCalibration(context: CallContext, { cadence, asOf }: RunInput) {
  const day = asOf ?? (await todayOf(context))
  const month = addMonths(day.slice(0, 7), 1)
  const scenarios = await approvedFor(context, month)
  if (scenarios.length === 0) throw new AppError('calibrationNoPlan', { month })
  const runIds: number[] = []
  let found = 0
  for (const scenario of scenarios) {
    const done = await calibratePlan(context, scenario, { cadence, asOf: day, byHand: true })
    if (done === null) continue
    runIds.push(done.runId)
    found += done.found
  }
  return { runIds, found }
}

/** What the schedule still has to look through on a day: each plan once a month, and once a quarter. */
export async function findDueRuns(context: CallContext): Promise<{ scenario: ScenarioRow; run: Run }[]> {
  const asOf = await todayOf(context)
  const scenarios = await approvedFor(context, addMonths(asOf.slice(0, 7), 1))
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const due: { scenario: ScenarioRow; run: Run }[] = []
    for (const scenario of scenarios) {
      const { months } = await getShape(tx, workspaceId, scenario.scenarioId)
      for (const cadence of ['monthly', 'quarterly'] as const) {
        const run = { cadence, asOf, byHand: false }
        const period = periodOf(run, months[0] ?? '')
        if (!(await hasRun(tx, workspaceId, { planId: scenario.planId, cadence, period })))
          due.push({ scenario, run })
      }
    }
    return due
  })
}

/** Does what the schedule still has to do. @returns how many proposals were made */
export async function runDue(context: CallContext): Promise<{ runs: number; found: number }> {
  const due = await findDueRuns(context)
  let found = 0
  for (const { scenario, run } of due) found += (await calibratePlan(context, scenario, run))?.found ?? 0
  return { runs: due.length, found }
}
