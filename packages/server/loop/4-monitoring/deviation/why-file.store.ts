import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'

type Listed = {
  readonly fileId: number
  readonly why: string
  readonly name: string
  readonly size: number
  readonly by: string
  readonly at: Date | string
}

/** The files of a deviation's whys, oldest first, without their bytes. */
export async function findWhyFiles(tx: WorkspaceTransaction, workspaceId: number, deviationId: number) {
  const { rows } =
    await sql<Listed>`select why_file_id as "fileId", why, name, size, by_name as by, at from why_file
    where workspace_id = ${workspaceId} and deviation_id = ${deviationId} order by why_file_id`.execute(tx)
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }))
}

export type WhyFile = {
  readonly deviationId: number
  readonly why: string
  readonly name: string
  readonly mediaType: string
  readonly content: Buffer
}

/** Keeps a file. @returns its id */
export async function insertWhyFile(
  tx: WorkspaceTransaction,
  { workspaceId, actor, clock }: CallContext,
  { deviationId, why, name, mediaType, content }: WhyFile,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into why_file
      (workspace_id, deviation_id, why, name, media_type, size, content, by_name, at)
    values (${workspaceId}, ${deviationId}, ${why}, ${name}, ${mediaType}, ${content.length}, ${content}, ${actor.name},
      ${clock.now().toISOString()})
    returning why_file_id as id`.execute(tx)
  return rows[0]?.id ?? 0
}

/** Of which deviation and why a file is; undefined where there is none. */
export async function findWhyFile(tx: WorkspaceTransaction, workspaceId: number, fileId: number) {
  const { rows } = await sql<Pick<WhyFile, 'deviationId' | 'why' | 'name' | 'mediaType'>>`
    select deviation_id as "deviationId", why, name, media_type as "mediaType" from why_file
    where workspace_id = ${workspaceId} and why_file_id = ${fileId}`.execute(tx)
  return rows[0]
}

/** The bytes of a file. */
export async function readWhyFile(tx: WorkspaceTransaction, workspaceId: number, fileId: number) {
  const { rows } = await sql<{ content: Buffer }>`select content from why_file
    where workspace_id = ${workspaceId} and why_file_id = ${fileId}`.execute(tx)
  return rows[0]?.content ?? Buffer.alloc(0)
}

/** Takes a file away. */
export async function deleteWhyFile(
  tx: WorkspaceTransaction,
  workspaceId: number,
  fileId: number,
): Promise<void> {
  await sql`delete from why_file where workspace_id = ${workspaceId} and why_file_id = ${fileId}`.execute(tx)
}
