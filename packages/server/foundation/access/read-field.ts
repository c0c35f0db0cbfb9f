import { FIELD_ACTION, FIELD_ROLES, FIELDS, type LimitedField, mayDo, type Role } from '@salesloom/contract'
import { AppError } from '../../platform/app-error.ts'
import { type Database, inWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'

/** The limited fields that a role reads in a workspace: the defaults of the contract, and what the workspace changed. */
export async function readableFields(
  database: Database,
  workspaceId: number,
  role: Role,
): Promise<readonly LimitedField[]> {
  const byDefault = FIELDS.filter((field) => mayDo(role, FIELD_ACTION[field]))
  if (!FIELD_ROLES.some((configurable) => configurable === role)) return byDefault
  const rows = await inWorkspace(database, workspaceId, (tx) =>
    tx
      .selectFrom('field_limit')
      .select(['field', 'readable'])
      .where('workspace_id', '=', workspaceId)
      .where('role', '=', role)
      .execute(),
  )
  const changed = new Map(rows.map((row) => [row.field, row.readable]))
  return FIELDS.filter((field) => changed.get(field) ?? byDefault.includes(field))
}

/**
 * Whether the caller may see a limited field. Everything that answers with a cost or a margin, or with a figure made
 * of one, asks here first: lists, totals, breakdowns, exports, search.
 */
export function mayReadField(context: Pick<CallContext, 'fields'>, field: LimitedField): boolean {
  return context.fields.includes(field)
}

/** Refuses where the question itself is about a limited field that the caller does not read. */
export function requireField(context: Pick<CallContext, 'fields'>, field: LimitedField): void {
  if (!mayReadField(context, field)) throw new AppError('forbidden', { action: FIELD_ACTION[field] })
}
