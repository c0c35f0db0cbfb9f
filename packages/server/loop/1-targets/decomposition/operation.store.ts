import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { OperationKind, PlanOperation } from './plan-operation.ts'

/** An operation as the log holds it. One that was taken back names who took it back. */
export type OperationRow = PlanOperation & {
  readonly sequence: number
  /** of the measure's cells after it; null for operations of before there were digests */
  readonly digest: number | null
  readonly note: string | null
  readonly byName: string
  readonly at: string
  readonly undoneBy: string | null
}

const COLUMNS = sql`sequence, kind, measure, payload, digest, note, by_name as "byName", at, undone_by as "undoneBy"`

/** The log of a scenario, oldest first; without those taken back unless they are asked for. */
export async function findOperations(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
  { withUndone = false, after = 0 }: { withUndone?: boolean; after?: number } = {},
): Promise<OperationRow[]> {
  const { rows } = await sql<OperationRow>`select ${COLUMNS} from scenario_operation
    where workspace_id = ${workspaceId} and scenario_id = ${scenarioId} and sequence > ${after}
      ${withUndone ? sql`` : sql`and undone_at is null`} order by sequence`.execute(tx)
  return rows
}

/** Numbers of the operations that hold, oldest first. */
export async function findActiveSequences(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
): Promise<number[]> {
  const { rows } = await sql<{ sequence: number }>`select sequence from scenario_operation
    where workspace_id = ${workspaceId} and scenario_id = ${scenarioId} and undone_at is null order by sequence`.execute(
    tx,
  )
  return rows.map(({ sequence }) => sequence)
}

/** How many operations that hold lie beyond a scenario's checkpoint. */
export async function countBehind(
  tx: WorkspaceTransaction,
  workspaceId: number,
  { scenarioId, checkpointSequence }: { readonly scenarioId: number; readonly checkpointSequence: number },
): Promise<number> {
  const { rows } = await sql<{ behind: number }>`select count(*) as behind from scenario_operation
    where workspace_id = ${workspaceId} and scenario_id = ${scenarioId} and sequence > ${checkpointSequence}
      and undone_at is null`.execute(tx)
  return rows[0]?.behind ?? 0
}

type By = { readonly userId: string; readonly name: string; readonly at: string }

export type NewOperation = {
  readonly kind: OperationKind
  readonly measure: string
  readonly payload: unknown
  readonly digest: number | null
  readonly note?: string | null
}

/** Appends to the log. @returns the operation's number */
export async function appendOperation(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
  { kind, measure, payload, digest, note = null }: NewOperation,
  by: By,
): Promise<number> {
  const { rows } = await sql<{
    sequence: number
  }>`select coalesce(max(sequence), 0) + 1 as sequence from scenario_operation
    where workspace_id = ${workspaceId} and scenario_id = ${scenarioId}`.execute(tx)
  const sequence = rows[0]?.sequence ?? 1
  await tx
    .insertInto('scenario_operation')
    .values({
      workspace_id: workspaceId,
      scenario_id: scenarioId,
      sequence,
      kind,
      measure,
      payload: JSON.stringify(payload),
      digest,
      note,
      by_user: by.userId,
      by_name: by.name,
      at: by.at,
    })
    .execute()
  return sequence
}

/** Marks an operation as taken back; checkpoints that hold it no longer count. */
export async function markUndone(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
  sequence: number,
  by: By,
): Promise<void> {
  await sql`update scenario_operation set undone_at = ${by.at}, undone_by = ${by.name}
    where workspace_id = ${workspaceId} and scenario_id = ${scenarioId} and sequence = ${sequence}`.execute(
    tx,
  )
  await sql`update scenario set checkpoint_sequence = 0
    where workspace_id = ${workspaceId} and scenario_id = ${scenarioId} and checkpoint_sequence >= ${sequence}`.execute(
    tx,
  )
}

/** Lets an operation that was taken back hold again. */
export async function markRedone(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
  sequence: number,
): Promise<void> {
  await sql`update scenario_operation set undone_at = null, undone_by = null
    where workspace_id = ${workspaceId} and scenario_id = ${scenarioId} and sequence = ${sequence}`.execute(
    tx,
  )
}

/** The operation that a redo would let hold again: the first one taken back after the newest that holds; null without. */
export async function findRedoable(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
): Promise<OperationRow | null> {
  const log = await findOperations(tx, workspaceId, scenarioId, { withUndone: true })
  const newest = log.findLastIndex((operation) => operation.undoneBy === null)
  return log[newest + 1] ?? null
}

/** Says that the `target` chunks hold the cells as they are after an operation. */
export async function setCheckpoint(
  tx: WorkspaceTransaction,
  workspaceId: number,
  scenarioId: number,
  sequence: number,
): Promise<void> {
  await sql`update scenario set checkpoint_sequence = ${sequence}
    where workspace_id = ${workspaceId} and scenario_id = ${scenarioId}`.execute(tx)
}
