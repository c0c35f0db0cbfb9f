import { KINDS, type Kind, type KindName, kindOf, type LinkTarget } from '@salesloom/contract'
import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { recordAudit } from '../audit/index.ts'
import { announceDays } from './after-write.ts'
import { entriesOutOfReach } from './check-entries.ts'
import { fieldOfColumn } from './column-types.ts'
import { holdRows } from './entry.store.ts'
import { marksOf, zoneOf } from './fact-changes.ts'
import { followEvents } from './follow-events.ts'
import { TARGETS } from './link-targets.ts'
import { refuseMerged } from './merge-customers.ts'
import { refuseMoneyInUse } from './money-in-use.ts'
import { permitWriting } from './permit-writing.ts'
import { daysOf, type Prepared, preparedOf, type StandingRow } from './prepared.ts'
import { refuseRemovedTargets } from './refuse-removed-targets.ts'
import { restate } from './restate.ts'
import { rateMarked, restateRates } from './restate-rates.ts'

/** Pointers to a kind that no field speaks of, each with the word that people know it by. */
const OTHERS: Partial<Record<KindName, ReadonlyArray<{ table: string; column: string; by: string }>>> = {
  customer: [{ table: 'sales_order', column: 'customer_id', by: 'orderLine' }],
  person: [
    { table: 'position', column: 'person_id', by: 'position' },
    { table: 'sales_order', column: 'person_id', by: 'orderLine' },
    { table: 'order_credit', column: 'person_id', by: 'orderLine' },
    { table: 'membership', column: 'person_id', by: 'member' },
    { table: 'quota', column: 'person_id', by: 'quota' },
  ],
}

/** The kinds and columns by which a field points to rows of this kind. */
function pointersTo(kind: Kind) {
  const target = (Object.keys(TARGETS) as LinkTarget[]).find((name) => TARGETS[name].table === kind.table)
  if (target === undefined) return []
  // Order lines are removed with their order, the history of a deal with the deal.
  const own = (from: Kind) =>
    from.name === 'orderLine' || (from.name === 'stageEvent' && kind.name === 'opportunity')
  return KINDS.filter((from) => !own(from)).flatMap((from) =>
    from.fields.filter((field) => field.to === target).map((field) => ({ from, column: field.column })),
  )
}

async function refuseInUse(
  tx: WorkspaceTransaction,
  { workspaceId }: CallContext,
  kind: Kind,
  rows: readonly StandingRow[],
): Promise<void> {
  const ids = rows.map((row) => Number(row[kind.key]))
  const counted = (table: string, column: string, standing: boolean) =>
    sql<{ id: number; count: number }>`
    select ${sql.ref(`t.${column}`)} as id, count(*)::int as count from ${sql.table(table)} t
    where t.workspace_id = ${workspaceId} and ${sql.ref(`t.${column}`)} = any(${ids}::bigint[])
      and ${standing ? sql`t.removed_at is null` : sql`true`}
    group by 1 order by 2 desc limit 1`.execute(tx)
  const refuse = (id: number, count: number, by: string) => {
    const row = rows.find((candidate) => Number(candidate[kind.key]) === Number(id))
    const titleColumn = fieldOfColumn(
      kind,
      kind.fields.find((field) => field.name === kind.title)?.column ?? '',
    )?.column
    const name = String(row?.[titleColumn ?? ''] ?? id)
    throw new AppError('entryInUse', { nameZh: name, nameEn: String(row?.['name_en'] ?? name), count, by })
  }
  for (const { from, column } of pointersTo(kind)) {
    const { rows: used } = await counted(from.table, column, true)
    if (used[0] !== undefined) refuse(used[0].id, used[0].count, from.name)
  }
  for (const { table, column, by } of OTHERS[kind.name] ?? []) {
    const { rows: used } = await counted(table, column, false)
    if (used[0] !== undefined) refuse(used[0].id, used[0].count, by)
  }
}

/** Marks entries as removed or as standing again, with all that follows. @returns how many there were */
export async function mark(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  ids: readonly number[],
  removing: boolean,
): Promise<number> {
  const rows = await holdRows(
    tx,
    context.workspaceId,
    kind,
    sql`${sql.ref(`t.${kind.key}`)} = any(${[...ids]}::bigint[])
      and ${removing ? sql`t.removed_at is null` : sql`t.removed_at is not null`}`,
  )
  const prepared = rows.map((row, index) => preparedOf(kind, row, index))
  const [outside] = await entriesOutOfReach(tx, context, kind, prepared)
  if (outside !== undefined) throw new AppError(outside.code, outside.detail)
  if (removing) {
    await refuseInUse(tx, context, kind, rows)
    await refuseMoneyInUse(tx, context.workspaceId, kind, rows)
  }
  const now = context.clock.now().toISOString()
  if (kind.name === 'opportunity')
    await markHistory(
      tx,
      context,
      rows.map((row) => Number(row[kind.key])),
      removing ? now : null,
    )
  await sql`update ${sql.table(kind.table)} t set removed_at = ${removing ? now : null}, version = t.version + 1, updated_at = ${now}
    where t.workspace_id = ${context.workspaceId} and ${sql.ref(`t.${kind.key}`)} = any(${rows.map((row) => Number(row[kind.key]))}::bigint[])`.execute(
    tx,
  )
  await follow(tx, context, kind, prepared, removing)
  return rows.length
}

const STAGE_EVENT = kindOf('stageEvent')

/** The changes of stage of deals go with them, and those that went with them come back. */
async function markHistory(
  tx: WorkspaceTransaction,
  context: CallContext,
  opportunityIds: readonly number[],
  removedAt: string | null,
): Promise<void> {
  const { workspaceId, clock } = context
  const gone = removedAt === null ? sql`e.removed_at = o.removed_at` : sql`e.removed_at is null`
  const { rows } = await sql<{ day: string }>`
    with marked as (
      update stage_event e set removed_at = ${removedAt}::timestamptz, version = e.version + 1,
        updated_at = ${clock.now().toISOString()}
      from opportunity o
      where e.workspace_id = ${workspaceId} and o.workspace_id = ${workspaceId} and o.opportunity_id = e.opportunity_id
        and o.opportunity_id = any(${[...opportunityIds]}::bigint[]) and ${gone}
      returning e.happened_at)
    select distinct to_char(happened_at, 'YYYY-MM-DD') as day from marked`.execute(tx)
  await announceDays(
    tx,
    context,
    STAGE_EVENT,
    rows.map(({ day }) => day),
  )
}

async function follow(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  entries: readonly Prepared[],
  removing: boolean,
): Promise<void> {
  const zone = await zoneOf(tx, context.workspaceId, kind)
  await restate(
    tx,
    context,
    kind,
    entries.flatMap((entry) => marksOf(kind, entry, removing, zone)),
  )
  await restateRates(
    tx,
    context,
    kind,
    entries.flatMap((entry) => rateMarked(entry, removing)),
  )
  if (kind.name === 'stageEvent')
    await followEvents(
      tx,
      context,
      entries.map((entry) => Number(entry.before?.['opportunity_id'])),
    )
  const action = removing ? 'entries.removeEntries' : 'entries.restoreEntries'
  for (const entry of entries) await recordAudit(tx, context, { action, subject: `${kind.name}:${entry.id}` })
  await announceDays(
    tx,
    context,
    kind,
    entries.map((entry) => daysOf(kind, entry).before),
  )
}

async function markAll(
  context: CallContext,
  input: { kind: KindName; ids: readonly number[] },
  removing: boolean,
) {
  const kind = kindOf(input.kind)
  permitWriting(context, kind)
  if (kind.name === 'orderLine') throw new AppError('forbidden', { action: 'orders' })
  return inWorkspace(context.database, context.workspaceId, async (tx) => {
    if (!removing && kind.name === 'customer') await refuseMerged(tx, context, input.ids)
    if (!removing) await refuseRemovedTargets(tx, context, kind, input.ids)
    return { changed: await mark(tx, context, kind, input.ids, removing) }
  })
}

/** Takes entries out of every list and figure. What others still point to is refused, with what points to it. */
export function removeEntries(context: CallContext, input: { kind: KindName; ids: readonly number[] }) {
  return markAll(context, input, true)
}

/** Brings removed entries back as they were. */
export function restoreEntries(context: CallContext, input: { kind: KindName; ids: readonly number[] }) {
  return markAll(context, input, false)
}

/** Takes entries of a source out by their external ids. @returns how many stood and no longer do */
export async function removeFromSource(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  source: string,
  externalIds: readonly string[],
): Promise<number> {
  permitWriting(context, kind)
  const rows = await holdRows(
    tx,
    context.workspaceId,
    kind,
    sql`t.source = ${source} and t.external_id = any(${[...externalIds]}::text[]) and t.removed_at is null`,
  )
  if (rows.length === 0) return 0
  return mark(
    tx,
    context,
    kind,
    rows.map((row) => Number(row[kind.key])),
    true,
  )
}
