import { sql } from 'kysely'
import { AppError } from '../../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'

const TABLES = {
  person: ['person', 'person_id'],
  customer: ['customer', 'customer_id'],
  product: ['product', 'product_id'],
  orgUnit: ['org_unit', 'org_unit_id'],
  region: ['region', 'region_id'],
} as const

/** Refuses members that the workspace does not have. @throws AppError `notFound` */
export async function checkMembers(
  tx: WorkspaceTransaction,
  workspaceId: number,
  what: keyof typeof TABLES,
  ids: readonly number[],
): Promise<void> {
  const [table, key] = TABLES[what]
  const { rows } = await sql<{ id: number }>`select ${sql.ref(key)} as id from ${sql.table(table)}
    where workspace_id = ${workspaceId} and ${sql.ref(key)} = any(${[...ids]}::bigint[])`.execute(tx)
  const known = new Set(rows.map(({ id }) => id))
  const missing = ids.find((id) => !known.has(id))
  if (missing !== undefined) throw new AppError('notFound', { what, id: missing })
}

/** Whether a person belongs to the caller's part of the organisation on a day. */
export async function isWithin(
  tx: WorkspaceTransaction,
  { workspaceId, visibility }: CallContext,
  personId: number,
  day: string,
): Promise<boolean> {
  if (!visibility.whole && visibility.personIds.includes(personId)) return true
  const units = visibility.whole
    ? sql`true`
    : sql`o.org_unit_id = any(${[...visibility.orgUnitIds]}::bigint[])
        and o.valid_from <= ${day} and (o.valid_to is null or o.valid_to > ${day})`
  const { rows } = await sql<{ found: number }>`select 1 as found from person p
    left join position o on o.workspace_id = p.workspace_id and o.person_id = p.person_id
    where p.workspace_id = ${workspaceId} and p.person_id = ${personId} and ${units} limit 1`.execute(tx)
  return rows.length > 0
}
