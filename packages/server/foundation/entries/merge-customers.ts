import { KINDS, kindOf } from '@salesloom/contract'
import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace, readWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { recordAudit } from '../audit/index.ts'
import { announceDays } from './after-write.ts'
import { visibleCustomers } from './visible-entries.ts'

type Row = {
  id: number
  zh: string
  en: string
  code: string
  name_key: string
  phone_key: string
  site_key: string
}
type Reason = 'name' | 'phone' | 'website'

/** Legal forms say nothing about who it is. */
const LEGAL_FORMS =
  '(有限责任公司|股份有限公司|集团有限公司|有限公司|股份公司|集团|公司|incorporated|limited|company|corp|inc|ltd|llc|co|gmbh)'
const MOST_GROUPS = 200

function grouped(rows: readonly Row[], reason: Reason, key: (row: Row) => string) {
  return [
    ...Map.groupBy(
      rows.filter((row) => key(row) !== ''),
      key,
    ).values(),
  ]
    .filter((group) => group.length > 1)
    .map((group) => ({
      reason,
      customers: group.map((row) => ({
        id: Number(row.id),
        name: { zh: row.zh, en: row.en },
        code: row.code,
      })),
    }))
}

/** Customers that look like the same one: same name but for legal form and punctuation, same telephone, same website. */
export async function findDuplicates(context: CallContext) {
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const { rows } = await sql<Row>`
      select t.customer_id as id, t.name_zh as zh, t.name_en as en, t.code,
        regexp_replace(regexp_replace(lower(t.name_zh), '[[:punct:][:space:]（）·，。]', '', 'g'), ${LEGAL_FORMS}, '', 'g') as name_key,
        right(regexp_replace(coalesce(t.phone, ''), '[^0-9]', '', 'g'), 11) as phone_key,
        regexp_replace(lower(coalesce(t.website, '')), '^(https?://)?(www\\.)?|/.*$', '', 'g') as site_key
      from customer t where t.workspace_id = ${context.workspaceId} and t.removed_at is null
        and ${visibleCustomers(context, 't.customer_id')} order by t.customer_id`.execute(tx)
    const groups = [
      ...grouped(rows, 'name', (row) => row.name_key),
      ...grouped(rows, 'phone', (row) => (row.phone_key.length < 7 ? '' : row.phone_key)),
      ...grouped(rows, 'website', (row) => row.site_key),
    ]
    const seen = new Set<string>()
    return groups
      .filter((group) => {
        const key = group.customers.map((customer) => customer.id).join()
        return !seen.has(key) && seen.add(key)
      })
      .slice(0, MOST_GROUPS)
  })
}

const OTHER_TABLES = [{ table: 'sales_order', column: 'customer_id', name: 'order' }] as const

function pointers() {
  const kinds = KINDS.filter((kind) => kind.name !== 'orderLine').flatMap((kind) =>
    kind.fields
      .filter((field) => field.to === 'customer')
      .map((field) => ({ table: kind.table, column: field.column, name: kind.name as string })),
  )
  return [...kinds, ...OTHER_TABLES]
}

async function checkAll(
  tx: WorkspaceTransaction,
  context: CallContext,
  ids: readonly number[],
): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select t.customer_id as id from customer t where t.workspace_id = ${context.workspaceId} and t.removed_at is null
      and t.customer_id = any(${[...ids]}::bigint[]) and ${visibleCustomers(context, 't.customer_id')} for update`.execute(
    tx,
  )
  const found = new Set(rows.map((row) => Number(row.id)))
  const missing = ids.find((id) => !found.has(id))
  if (missing !== undefined) throw new AppError('notFound', { what: 'customer', id: missing })
}

/** Makes several customers one: whatever points to the others points to the one kept, and they leave the lists. */
export async function mergeCustomers(
  context: CallContext,
  input: { keep: number; merge: readonly number[] },
) {
  const { workspaceId } = context
  const others = input.merge.filter((id) => id !== input.keep)
  if (others.length === 0) throw new AppError('invalidInput', { field: 'merge', reason: 'nothingToMerge' })
  return inWorkspace(context.database, workspaceId, async (tx) => {
    await checkAll(tx, context, [input.keep, ...others])
    const now = context.clock.now().toISOString()
    const moved: Record<string, number> = {}
    for (const { table, column, name } of pointers()) {
      const result = await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${input.keep}
        where workspace_id = ${workspaceId} and ${sql.ref(column)} = any(${others}::bigint[])`.execute(tx)
      const count = Number(result.numAffectedRows ?? 0n)
      if (count > 0) moved[name] = (moved[name] ?? 0) + count
    }
    await sql`update customer set removed_at = ${now}, merged_into_id = ${input.keep}, version = version + 1, updated_at = ${now}
      where workspace_id = ${workspaceId} and customer_id = any(${others}::bigint[])`.execute(tx)
    // What was merged into one of them before stands for the one kept too.
    await sql`update customer set merged_into_id = ${input.keep}
      where workspace_id = ${workspaceId} and merged_into_id = any(${others}::bigint[])`.execute(tx)
    for (const id of others)
      await recordAudit(tx, context, {
        action: 'entries.mergeCustomers',
        subject: `customer:${id}`,
        after: { mergedInto: input.keep, moved },
      })
    // Whoever reads the trail of the one that is kept learns where its new rows came from.
    await recordAudit(tx, context, {
      action: 'entries.mergeCustomers',
      subject: `customer:${input.keep}`,
      after: { merged: others, moved },
    })
    await announceDays(tx, context, kindOf('customer'), [])
    return { moved }
  })
}

/** Restoring a merged customer would bring back an empty one: whatever it had is with the one that it was merged into. */
export async function refuseMerged(
  tx: WorkspaceTransaction,
  { workspaceId }: CallContext,
  ids: readonly number[],
): Promise<void> {
  const { rows } = await sql<{ name: string; into: string }>`
    select c.name_zh as name, k.name_zh as "into" from customer c
    join customer k on k.workspace_id = c.workspace_id and k.customer_id = c.merged_into_id
    where c.workspace_id = ${workspaceId} and c.customer_id = any(${[...ids]}::bigint[])
    order by c.customer_id limit 1`.execute(tx)
  if (rows[0] !== undefined) throw new AppError('customerMerged', rows[0])
}
