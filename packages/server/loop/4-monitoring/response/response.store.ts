import { sql } from 'kysely'
import { AppError } from '../../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { type DeviationRow, findDeviationRows } from '../deviation/deviation.store.ts'
import { isSeen } from '../deviation/place.ts'

export type Member = { readonly personId: number; readonly role: string }

export type ResponseRow = {
  readonly responseId: number
  readonly deviationId: number
  readonly title: string
  readonly state: 'open' | 'closed'
  readonly version: number
}

const COLUMNS = sql`response_id as "responseId", deviation_id as "deviationId", title, state, version`

/** A response of the caller's part with its deviation, held where it is to be written. @throws AppError `notFound` */
export async function getResponseRow(
  tx: WorkspaceTransaction,
  context: CallContext,
  responseId: number,
  isWritten = false,
): Promise<ResponseRow & { readonly deviation: DeviationRow }> {
  const hold = isWritten ? sql`for update` : sql``
  const { rows } = await sql<ResponseRow>`select ${COLUMNS} from response
    where workspace_id = ${context.workspaceId} and response_id = ${responseId} ${hold}`.execute(tx)
  const row = rows[0]
  const missing = new AppError('notFound', { what: 'response', id: responseId })
  if (row === undefined) throw missing
  const deviation = (await findDeviationRows(tx, context.workspaceId, [row.deviationId])).get(row.deviationId)
  if (deviation === undefined || !isSeen(context, deviation.place, true)) throw missing
  return { ...row, deviation }
}

/** Responses, newest first; of one deviation where it is named. */
export async function findResponseRows(
  tx: WorkspaceTransaction,
  workspaceId: number,
  deviationId: number | null,
): Promise<ResponseRow[]> {
  const { rows } = await sql<ResponseRow>`select ${COLUMNS} from response
    where workspace_id = ${workspaceId} and (${deviationId}::bigint is null or deviation_id = ${deviationId})
    order by response_id desc limit 200`.execute(tx)
  return rows
}

/** Writes a response. @returns its id */
export async function insertResponse(
  tx: WorkspaceTransaction,
  { workspaceId, actor, clock }: CallContext,
  { deviationId, title }: { readonly deviationId: number; readonly title: string },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into response
      (workspace_id, deviation_id, title, created_by, created_at)
    values (${workspaceId}, ${deviationId}, ${title}, ${actor.name}, ${clock.now().toISOString()})
    returning response_id as id`.execute(tx)
  return rows[0]?.id ?? 0
}

/** Saves title and state of a response that is held. @returns the new version */
export async function updateResponse(
  tx: WorkspaceTransaction,
  workspaceId: number,
  { responseId, title, state }: Pick<ResponseRow, 'responseId' | 'title' | 'state'>,
): Promise<number> {
  const { rows } = await sql<{ version: number }>`update response set title = ${title}, state = ${state},
      version = version + 1 where workspace_id = ${workspaceId} and response_id = ${responseId} returning version`.execute(
    tx,
  )
  return rows[0]?.version ?? 0
}

/** Makes some people the task force of a response. */
export async function putMembers(
  tx: WorkspaceTransaction,
  workspaceId: number,
  responseId: number,
  people: readonly Member[],
): Promise<void> {
  await sql`delete from response_member where workspace_id = ${workspaceId} and response_id = ${responseId}`.execute(
    tx,
  )
  for (const { personId, role } of people)
    await sql`insert into response_member (workspace_id, response_id, person_id, role)
      values (${workspaceId}, ${responseId}, ${personId}, ${role}) on conflict do nothing`.execute(tx)
}

/** The task forces of some responses. */
export async function findMembers(
  tx: WorkspaceTransaction,
  workspaceId: number,
  responseIds: readonly number[],
): Promise<(Member & { readonly responseId: number })[]> {
  const { rows } = await sql<Member & { responseId: number }>`
    select response_id as "responseId", person_id as "personId", role from response_member
    where workspace_id = ${workspaceId} and response_id = any(${[...responseIds]}::bigint[])
    order by response_id, person_id`.execute(tx)
  return rows
}

export type MoveRow = {
  readonly moveId: number
  readonly responseId: number
  readonly fromUnitId: number
  readonly toUnitId: number
  readonly month: string
  readonly amount: number
  readonly note: string
  readonly by: string
  readonly at: Date | string
}

/** The ledger of budget moves of some responses, oldest first. */
export async function findMoves(
  tx: WorkspaceTransaction,
  workspaceId: number,
  responseIds: readonly number[],
): Promise<MoveRow[]> {
  const { rows } = await sql<MoveRow>`
    select budget_move_id as "moveId", response_id as "responseId", from_unit_id as "fromUnitId",
      to_unit_id as "toUnitId", month, amount::float8 as amount, note, by_name as by, at from budget_move
    where workspace_id = ${workspaceId} and response_id = any(${[...responseIds]}::bigint[])
    order by budget_move_id`.execute(tx)
  return rows
}
