import type { Kind } from '@salesloom/contract'
import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { TARGETS } from './link-targets.ts'

/**
 * Entries come back only to what is still there: a payment whose invoice was removed meanwhile would pay nothing that any
 * list shows.
 *
 * @throws AppError linkRemoved with the field and the name of what has to be restored first
 */
export async function refuseRemovedTargets(
  tx: WorkspaceTransaction,
  { workspaceId }: CallContext,
  kind: Kind,
  ids: readonly number[],
): Promise<void> {
  for (const { name, column, to } of kind.fields) {
    if (to === null || !TARGETS[to].removable) continue
    const target = TARGETS[to]
    const { rows } = await sql<{ value: string }>`
      select ${sql.ref(`l.${target.zh}`)} as value from ${sql.table(kind.table)} t
      join ${sql.table(target.table)} l on l.workspace_id = ${workspaceId}
        and ${sql.ref(`l.${target.key}`)} = ${sql.ref(`t.${column}`)}
      where t.workspace_id = ${workspaceId} and ${sql.ref(`t.${kind.key}`)} = any(${[...ids]}::bigint[])
        and t.removed_at is not null and l.removed_at is not null
      order by ${sql.ref(`t.${kind.key}`)} limit 1`.execute(tx)
    if (rows[0] !== undefined) throw new AppError('linkRemoved', { field: name, value: rows[0].value })
  }
}
