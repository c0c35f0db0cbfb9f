import { monthBounds } from '@salesloom/engine/calendar'
import { sql } from 'kysely'
import { recordAudit } from '../../../foundation/audit/index.ts'
import { currencyDigits } from '../../../foundation/facts/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { copyScenario } from '../branch-scenario.ts'
import { appendEdit } from '../decomposition/edit-plan.ts'
import { openPlan } from '../decomposition/open-plan.ts'
import { findScenarioRows, getScenarioRow, type ScenarioRow } from '../scenario.store.ts'
import type { DraftMonth, Remedy } from './draft.ts'
import { CALIBRATED } from './ground.ts'
import { addMonths } from './plan-months.ts'
import { decide, findSteps, lockProposal, noteStep, type ProposalRow } from './proposal.store.ts'
import { changesOf, operationOf } from './proposal-edits.ts'
import { workspaceDay } from './workspace-day.ts'

export type Acceptance = {
  readonly proposalId: number
  readonly remedy: Remedy['kind']
  readonly percent?: number | undefined
  readonly note?: string | undefined
}

/** Refuses a proposal that somebody decided, or that is too old. */
export async function checkOpen(
  tx: WorkspaceTransaction,
  workspaceId: number,
  proposal: ProposalRow,
  today: string,
): Promise<void> {
  const { state, expiresOn, proposalId } = proposal
  if (state === 'expired' || (state === 'open' && expiresOn < today))
    throw new AppError('proposalExpired', { day: expiresOn })
  if (state === 'open') return
  const trail = await findSteps(tx, workspaceId, [proposalId])
  throw new AppError('proposalDecided', { who: trail.at(-1)?.by ?? '', state })
}

/** The remedy that was chosen, with the change of the target; within the bounds that the proposal states. */
function chosen(
  { remedies }: ProposalRow,
  { remedy, percent }: Acceptance,
): { offered: Remedy; percent: number } {
  const offered = remedies.find(({ kind }) => kind === remedy)
  if (offered === undefined || offered.kind === 'ask')
    throw new AppError('invalidInput', { field: 'remedy', reason: 'notPossibleHere' })
  const asked = percent ?? offered.percent
  if (asked < offered.low || asked > offered.high)
    throw new AppError('proposalBounds', { percent: asked, low: offered.low, high: offered.high })
  return { offered, percent: asked }
}

/** The working successor that accepted proposals of this plan went into, locked; null where there is none. */
async function findSuccessor(
  tx: WorkspaceTransaction,
  workspaceId: number,
  approved: ScenarioRow,
  month: string,
): Promise<ScenarioRow | null> {
  const { rows } = await sql<{ id: number }>`select s.scenario_id as id from scenario s
    where s.workspace_id = ${workspaceId} and s.plan_id = ${approved.planId} and s.state = 'working'
      and s.origin = 'successor' and s.origin_scenario_id = ${approved.scenarioId} and s.effective_month <= ${month}
      and exists (select 1 from calibration_proposal p where p.workspace_id = ${workspaceId} and p.successor_id = s.scenario_id)
    order by s.scenario_id desc limit 1`.execute(tx)
  const id = rows[0]?.id
  return id === undefined ? null : getScenarioRow(tx, workspaceId, id, true)
}

/** The successor that a change goes into; made, with its effective month, where there is none. */
async function successorFor(
  tx: WorkspaceTransaction,
  context: CallContext,
  planId: number,
  month: string,
): Promise<ScenarioRow> {
  const { workspaceId } = context
  const approvedId = (await findScenarioRows(tx, workspaceId)).find(
    (row) => row.planId === planId && row.state === 'approved',
  )?.scenarioId
  if (approvedId === undefined) throw new AppError('calibrationNoPlan', { month })
  // Locked, so that two people who accept at once share one successor.
  const approved = await getScenarioRow(tx, workspaceId, approvedId, true)
  const known = await findSuccessor(tx, workspaceId, approved, month)
  if (known !== null) return known
  const branch = {
    scenarioId: approved.scenarioId,
    name: `${approved.name} · ${month}`.slice(0, 80),
    description: '',
  }
  const kind = { origin: 'successor', isWhatIf: false, effectiveMonth: month } as const
  const scenarioId = await copyScenario(tx, context, approved, branch, kind)
  return getScenarioRow(tx, workspaceId, scenarioId, true)
}

type Written = { successorId: number; before: number; after: number; keep: () => void }

/** Writes a proposal's change into the successor. @returns null where nothing of the target changes */
async function writeChange(
  tx: WorkspaceTransaction,
  context: CallContext,
  proposal: ProposalRow,
  months: readonly DraftMonth[],
  { percent, note }: { percent: number; note: string },
): Promise<Written | null> {
  if (percent === 0 && months.every(({ full }) => full === null)) return null
  const successor = await successorFor(tx, context, proposal.planId, months[0]?.month ?? '')
  const plan = await openPlan(context, tx, successor)
  const digits = await currencyDigits(tx, context.workspaceId)
  const changes = changesOf(plan, CALIBRATED, proposal.place, months, percent)
  const total = (pick: (change: (typeof changes)[number]) => number) =>
    changes.reduce((sum, change) => sum + pick(change), 0)
  const sums = { before: total(({ before }) => before), after: total(({ after }) => after) }
  const operation = operationOf(CALIBRATED, proposal.place, changes, digits)
  if (operation === null) return { successorId: successor.scenarioId, ...sums, keep: () => undefined }
  const { keep } = await appendEdit(context, tx, successor, operation, note)
  return { successorId: successor.scenarioId, ...sums, keep }
}

/** Accepts a proposal: its change becomes an operation of the plan's successor, with the proposal as its note. */
export async function acceptProposal(context: CallContext, input: Acceptance) {
  const { database, workspaceId, actor, clock } = context
  const at = clock.now().toISOString()
  let keep = () => {}
  const result = await inWorkspace(database, workspaceId, async (tx) => {
    const proposal = await lockProposal(tx, workspaceId, input.proposalId)
    const today = await workspaceDay(tx, context)
    await checkOpen(tx, workspaceId, proposal, today)
    const { offered, percent } = chosen(proposal, input)
    // What has begun stays: people are measured by it already.
    const months = proposal.effect.months.filter(({ month }) => month >= addMonths(today.slice(0, 7), 1))
    if (months.length === 0) throw new AppError('proposalExpired', { day: monthBounds(today.slice(0, 7)).to })
    const note = [`#${input.proposalId}`, input.note ?? ''].filter((text) => text !== '').join(' ')
    const written = await writeChange(tx, context, proposal, months, { percent, note })
    keep = written?.keep ?? keep
    const { before = 0, after = 0, successorId = null } = written ?? {}
    const same = offered === proposal.remedies[0] && percent === offered.percent
    const state = same ? ('accepted' as const) : ('changed' as const)
    await decide(tx, workspaceId, input.proposalId, state, successorId)
    const detail = { remedy: offered.kind, percent, reason: input.note || undefined, before, after }
    await noteStep(tx, workspaceId, input.proposalId, state, detail, { name: actor.name, at })
    const subject = `proposal:${input.proposalId}`
    const trail = { ...detail, successorId, place: proposal.place }
    await recordAudit(tx, context, { action: 'calibration.acceptProposal', subject, after: trail })
    await emit(tx, workspaceId, { name: 'targets.calibrated', payload: { ...input } }, clock.now())
    return { state, successorId, before, after }
  })
  keep()
  return result
}

/** Rejects a proposal with its reason; the same is not proposed again until its months are over. */
export async function rejectProposal(
  context: CallContext,
  { proposalId, reason }: { readonly proposalId: number; readonly reason: string },
) {
  const { database, workspaceId, actor, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const proposal = await lockProposal(tx, workspaceId, proposalId)
    await checkOpen(tx, workspaceId, proposal, await workspaceDay(tx, context))
    await decide(tx, workspaceId, proposalId, 'rejected')
    const by = { name: actor.name, at: clock.now().toISOString() }
    await noteStep(tx, workspaceId, proposalId, 'rejected', { reason }, by)
    const subject = `proposal:${proposalId}`
    await recordAudit(tx, context, { action: 'calibration.rejectProposal', subject, after: { reason } })
    await emit(tx, workspaceId, { name: 'targets.calibrated', payload: { proposalId } }, clock.now())
    return { state: 'rejected' as const }
  })
}
