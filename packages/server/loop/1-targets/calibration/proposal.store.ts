import type { CalibrationProposal, CellAddress } from '@salesloom/contract'
import { sql } from 'kysely'
import { AppError } from '../../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { Draft, Evidence, Remedy } from './draft.ts'

/** What the first remedy of a proposal does, without the names of people. */
export type StoredEffect = Omit<CalibrationProposal['effect'], 'people'> & {
  readonly people: ReadonlyArray<{ readonly key: string; readonly before: number; readonly after: number }>
}

export type ProposalRow = {
  readonly proposalId: number
  readonly runId: number
  readonly planId: number
  readonly kind: Draft['kind']
  readonly rule: Draft['rule']
  readonly subject: string
  readonly place: CellAddress
  readonly orgUnitId: number | null
  readonly remedies: readonly Remedy[]
  readonly effect: StoredEffect
  readonly evidence: Evidence
  readonly eventId: number | null
  readonly expiresOn: string
  readonly state: CalibrationProposal['state']
  readonly successorId: number | null
}

const COLUMNS = sql`calibration_proposal_id as "proposalId", calibration_run_id as "runId", plan_id as "planId", kind, rule,
  subject, place, org_unit_id as "orgUnitId", remedies, effect, evidence, market_event_id as "eventId",
  expires_on as "expiresOn", state, successor_id as "successorId"`

/** Proposals, newest run first, within a run in the order in which they were found. */
export async function findProposalRows(
  tx: WorkspaceTransaction,
  workspaceId: number,
  { runId, state }: { readonly runId?: number | undefined; readonly state?: string | undefined },
): Promise<ProposalRow[]> {
  const { rows } = await sql<ProposalRow>`select ${COLUMNS} from calibration_proposal
    where workspace_id = ${workspaceId}
      and (${runId ?? null}::bigint is null or calibration_run_id = ${runId ?? null})
      and (${state ?? null}::text is null or state = ${state ?? null})
    order by calibration_run_id desc, calibration_proposal_id limit 500`.execute(tx)
  return rows
}

/** One proposal, locked until the transaction ends. */
export async function lockProposal(
  tx: WorkspaceTransaction,
  workspaceId: number,
  proposalId: number,
): Promise<ProposalRow> {
  const { rows } = await sql<ProposalRow>`select ${COLUMNS} from calibration_proposal
    where workspace_id = ${workspaceId} and calibration_proposal_id = ${proposalId} for update`.execute(tx)
  const row = rows[0]
  if (row === undefined) throw new AppError('notFound', { what: 'calibrationProposal', id: proposalId })
  return row
}

/** Subjects that are not proposed again: open, or decided and their months not yet over. */
export async function findQuietSubjects(
  tx: WorkspaceTransaction,
  workspaceId: number,
  planId: number,
  day: string,
): Promise<Set<string>> {
  const { rows } = await sql<{ subject: string }>`select distinct subject from calibration_proposal
    where workspace_id = ${workspaceId} and plan_id = ${planId}
      and ((state = 'open' and expires_on >= ${day}) or (state in ('accepted', 'changed', 'rejected') and quiet_until >= ${day}))`.execute(
    tx,
  )
  return new Set(rows.map(({ subject }) => subject))
}

type NewProposal = Draft & {
  readonly runId: number
  readonly planId: number
  readonly effect: StoredEffect
  readonly expiresOn: string
  readonly quietUntil: string
}

/** Writes an open proposal. @returns its id */
export async function insertProposal(
  tx: WorkspaceTransaction,
  workspaceId: number,
  draft: NewProposal,
): Promise<number> {
  const row = await tx
    .insertInto('calibration_proposal')
    .values({
      workspace_id: workspaceId,
      calibration_run_id: draft.runId,
      plan_id: draft.planId,
      kind: draft.kind,
      rule: draft.rule,
      subject: draft.subject,
      place: JSON.stringify(draft.place),
      org_unit_id: draft.orgUnitId,
      months: JSON.stringify(draft.months),
      remedies: JSON.stringify(draft.remedies),
      effect: JSON.stringify(draft.effect),
      evidence: JSON.stringify(draft.evidence),
      market_event_id: draft.eventId,
      expires_on: draft.expiresOn,
      quiet_until: draft.quietUntil,
    })
    .returning('calibration_proposal_id')
    .executeTakeFirstOrThrow()
  return row.calibration_proposal_id
}

export type StepDetail = {
  readonly remedy?: string | undefined
  readonly percent?: number | undefined
  readonly reason?: string | undefined
  readonly before?: number | undefined
  readonly after?: number | undefined
}
export type StepAction = CalibrationProposal['trail'][number]['action']

/** Adds a line to the trail of a proposal. */
export async function noteStep(
  tx: WorkspaceTransaction,
  workspaceId: number,
  proposalId: number,
  action: StepAction,
  detail: StepDetail,
  by: { readonly name: string; readonly at: string },
): Promise<void> {
  await tx
    .insertInto('calibration_step')
    .values({
      workspace_id: workspaceId,
      calibration_proposal_id: proposalId,
      action,
      detail: JSON.stringify(detail),
      by_name: by.name,
      at: by.at,
    })
    .execute()
}

export type StepRow = {
  readonly proposalId: number
  readonly action: StepAction
  readonly detail: StepDetail
  readonly by: string
  readonly at: string
}

/** The trails of proposals, oldest line first. */
export async function findSteps(
  tx: WorkspaceTransaction,
  workspaceId: number,
  proposalIds: readonly number[],
): Promise<StepRow[]> {
  const { rows } =
    await sql<StepRow>`select calibration_proposal_id as "proposalId", action, detail, by_name as by, at
    from calibration_step where workspace_id = ${workspaceId} and calibration_proposal_id = any(${[...proposalIds]}::bigint[])
    order by calibration_step_id`.execute(tx)
  return rows
}

/** Gives a proposal its new state, and the scenario that it went into. */
export async function decide(
  tx: WorkspaceTransaction,
  workspaceId: number,
  proposalId: number,
  state: ProposalRow['state'],
  successorId: number | null = null,
): Promise<void> {
  await sql`update calibration_proposal set state = ${state}, successor_id = ${successorId}
    where workspace_id = ${workspaceId} and calibration_proposal_id = ${proposalId}`.execute(tx)
}

/** Closes open funnel proposals that change the target of places whose loss a market event's proposal counts now. */
export async function withdrawCounted(
  tx: WorkspaceTransaction,
  workspaceId: number,
  planId: number,
  explained: ReadonlySet<string>,
  by: { readonly name: string; readonly at: string },
): Promise<void> {
  const open = await findProposalRows(tx, workspaceId, { state: 'open' })
  for (const { proposalId, kind, place, remedies, planId: plan } of open) {
    const counted = place.organisation !== undefined && explained.has(place.organisation)
    if (plan !== planId || kind !== 'funnel' || !counted || remedies[0]?.percent === 0) continue
    await decide(tx, workspaceId, proposalId, 'expired')
    await noteStep(tx, workspaceId, proposalId, 'replaced', {}, by)
  }
}

/** Closes what was not decided in time. @returns how many */
export async function expireProposals(
  tx: WorkspaceTransaction,
  workspaceId: number,
  planId: number,
  day: string,
  by: { readonly name: string; readonly at: string },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`update calibration_proposal set state = 'expired'
    where workspace_id = ${workspaceId} and plan_id = ${planId} and state = 'open' and expires_on < ${day}
    returning calibration_proposal_id as id`.execute(tx)
  for (const { id } of rows) await noteStep(tx, workspaceId, id, 'expired', {}, by)
  return rows.length
}
