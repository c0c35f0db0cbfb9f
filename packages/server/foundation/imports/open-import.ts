import { sql } from 'kysely'
import { type OpenTable, openTable, type ReadingWish } from '../../connectors/files/open-table.ts'
import { TableFailure } from '../../connectors/files/raw-row.ts'
import { AppError } from '../../platform/app-error.ts'
import { type Database, inWorkspace } from '../../platform/database/index.ts'
import { uploadedSource } from './upload-file.ts'

/** A failure of a file as a refusal with a sentence; anything else as it is. */
export function fileRefusal(error: unknown): unknown {
  return error instanceof TableFailure ? new AppError(error.code, { ...error.detail }) : error
}

/** Opens the file of an import as a table. */
export async function openImport(
  database: Database,
  workspaceId: number,
  run: { readonly importRunId: number; readonly fileSize: number },
  wish: ReadingWish,
): Promise<OpenTable> {
  try {
    return await openTable(uploadedSource(database, workspaceId, run.importRunId, run.fileSize), wish)
  } catch (error) {
    throw fileRefusal(error)
  }
}

/** The time zone of a workspace: days of instants are counted in it. */
export async function timeZoneOf(database: Database, workspaceId: number): Promise<string> {
  return inWorkspace(database, workspaceId, async (tx) => {
    const { rows } = await sql<{ time_zone: string }>`
      select time_zone from workspace where workspace_id = ${workspaceId}`.execute(tx)
    return rows[0]?.time_zone ?? 'UTC'
  })
}
