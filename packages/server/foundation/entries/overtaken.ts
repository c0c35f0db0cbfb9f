import type { Kind } from '@salesloom/contract'
import { AppError } from '../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import type { StandingRow } from './prepared.ts'

/** Who wrote about a subject last, as the trail has it. */
export async function lastEditor(
  tx: WorkspaceTransaction,
  workspaceId: number,
  subject: string,
): Promise<string> {
  const row = await tx
    .selectFrom('audit_entry')
    .select('actor_name')
    .where('workspace_id', '=', workspaceId)
    .where('subject', '=', subject)
    .orderBy('audit_entry_id', 'desc')
    .executeTakeFirst()
  return row?.actor_name ?? '—'
}

/** Refuses a row of which somebody has made another version than the one that was seen. */
export async function refuseOvertaken(
  tx: WorkspaceTransaction,
  { workspaceId }: CallContext,
  kind: Kind,
  row: StandingRow,
  seen: number,
): Promise<void> {
  if (row.version === seen) return
  throw new AppError('versionConflict', {
    who: await lastEditor(tx, workspaceId, `${kind.name}:${Number(row[kind.key])}`),
    theirs: row.version,
    yours: seen,
  })
}

/** The same for many rows at once, with how many they are and the first by name. */
export async function refuseAnyOvertaken(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  rows: readonly StandingRow[],
  seen: ReadonlyMap<number, number | undefined>,
): Promise<void> {
  const overtaken = rows.filter((row) => {
    const version = seen.get(Number(row[kind.key]))
    return version !== undefined && version !== row.version
  })
  const [first] = overtaken
  if (first === undefined) return
  const title = kind.fields.find((field) => field.name === kind.title)
  const id = Number(first[kind.key])
  throw new AppError('versionsConflict', {
    count: overtaken.length,
    who: await lastEditor(tx, context.workspaceId, `${kind.name}:${id}`),
    name: String((title === undefined ? null : first[title.column]) ?? id),
  })
}
