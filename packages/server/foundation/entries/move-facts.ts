import { KINDS, type Kind } from '@salesloom/contract'
import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { addOrders, lockForOrders, takeOrders } from '../rollups/index.ts'
import { announceDays } from './after-write.ts'
import { dayColumnOf, hasColumn } from './column-types.ts'

/** Facts of a person that stood in one unit and belong to another from a day on, up to a last day where there is one. */
export type UnitMove = {
  readonly personId: number
  readonly from: number
  readonly to: number
  readonly since: string
  readonly lastDay: string | null
}

/** Kinds that keep the unit of their person; lines of orders follow their order. */
const CREDITED = KINDS.filter(
  (kind) =>
    kind.name !== 'orderLine' &&
    hasColumn(kind, 'person_id') &&
    hasColumn(kind, 'org_unit_id') &&
    dayColumnOf(kind) !== null,
)

/** Which rows of a table called `t` move. */
function moving({ personId, from, since, lastDay }: UnitMove, day: string) {
  const column = sql.ref(`t.${day}`)
  return sql`t.person_id = ${personId} and t.org_unit_id = ${from} and ${column}::date >= ${since}::date
    and (${lastDay}::date is null or ${column}::date <= ${lastDay}::date)`
}

async function moveKind(
  tx: WorkspaceTransaction,
  context: CallContext,
  kind: Kind,
  move: UnitMove,
): Promise<number> {
  const day = dayColumnOf(kind) as string
  const { rows } = await sql<{ day: string; count: number }>`
    with moved as (
      update ${sql.table(kind.table)} t set org_unit_id = ${move.to}, version = t.version + 1,
        updated_at = ${context.clock.now().toISOString()}
      where t.workspace_id = ${context.workspaceId} and ${moving(move, day)}
      returning to_char(${sql.ref(`t.${day}`)}, 'YYYY-MM-DD') as day)
    select day, count(*)::int as count from moved group by day`.execute(tx)
  if (rows.length > 0)
    await announceDays(
      tx,
      context,
      kind,
      rows.map((row) => row.day),
    )
  return rows.reduce((sum, { count }) => sum + count, 0)
}

async function moveOrders(
  tx: WorkspaceTransaction,
  { workspaceId }: CallContext,
  move: UnitMove,
): Promise<number> {
  await lockForOrders(tx, workspaceId)
  const { rows } = await sql<{ id: number; day: string }>`
    select t.order_id as id, to_char(t.order_date, 'YYYY-MM-DD') as day from sales_order t
    where t.workspace_id = ${workspaceId} and ${moving(move, 'order_date')} for update`.execute(tx)
  const ids = rows.map((row) => Number(row.id))
  await takeOrders(tx, workspaceId, ids)
  await sql`update sales_order t set org_unit_id = ${move.to}, version = t.version + 1
    where t.workspace_id = ${workspaceId} and t.order_id = any(${ids}::bigint[])`.execute(tx)
  await addOrders(tx, workspaceId, ids, [...new Set(rows.map((row) => row.day))].toSorted())
  return ids.length
}

/**
 * A move that is entered late takes along what happened since: facts stand where their person stood on the day, whenever
 * that became known. Days before stay.
 * @returns how many facts moved, by kind
 */
export async function moveFacts(
  tx: WorkspaceTransaction,
  context: CallContext,
  move: UnitMove,
): Promise<Record<string, number>> {
  const moved: Record<string, number> = { order: await moveOrders(tx, context, move) }
  for (const kind of CREDITED) moved[kind.name] = await moveKind(tx, context, kind, move)
  return Object.fromEntries(Object.entries(moved).filter(([, count]) => count > 0))
}
