import type { Kind } from '@salesloom/contract'
import { civilToday } from '../../platform/clock/index.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import { dayColumnOf, fieldOfColumn } from './column-types.ts'
import { type Prepared, type StandingRow, valueAfter } from './prepared.ts'
import type { Stored } from './read-values.ts'
import type { FactChange } from './restate.ts'
import type { WrittenEntry } from './write-rows.ts'

/** The columns whose days a fact counts on: won and lost amounts of a deal count on the day that it was closed. */
function countedColumns(kind: Kind): string[] {
  const day = dayColumnOf(kind)
  return [...(day === null ? [] : [day]), ...(kind.name === 'opportunity' ? ['closed_on'] : [])]
}

function dayIn(value: Stored, isTime: boolean, timeZone: string): string | null {
  if (value === null) return null
  return isTime ? civilToday({ now: () => new Date(String(value)) }, timeZone) : String(value).slice(0, 10)
}

/**
 * The time zone in which the times of a kind have their days; any other kind has civil days, and no zone is asked for.
 */
export async function zoneOf(tx: WorkspaceTransaction, workspaceId: number, kind: Kind): Promise<string> {
  const column = dayColumnOf(kind)
  if (column === null || fieldOfColumn(kind, column)?.type !== 'time') return 'UTC'
  const row = await tx
    .selectFrom('workspace')
    .select('time_zone')
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  return row.time_zone
}

function sidesOf(kind: Kind, columnValue: (column: string) => Stored, timeZone: string) {
  return countedColumns(kind).map((column) => ({
    day: dayIn(columnValue(column), fieldOfColumn(kind, column)?.type === 'time', timeZone),
    amount: columnValue('amount'),
  }))
}

const standing = (row: StandingRow) => (column: string) => row[column] ?? null

/** What writing an entry means for the periods that it counts in, one change for each of its days. */
export function changesOf(kind: Kind, entry: WrittenEntry, timeZone: string): FactChange[] {
  const before = entry.before === null ? null : sidesOf(kind, standing(entry.before), timeZone)
  return sidesOf(kind, (column) => valueAfter(entry, column), timeZone).map((after, at) => ({
    id: entry.id,
    change: before === null ? 'added' : 'changed',
    before: before?.[at] ?? null,
    after,
  }))
}

/** What removing or restoring an entry means for the periods that it counts in. */
export function marksOf(kind: Kind, entry: Prepared, removing: boolean, timeZone: string): FactChange[] {
  if (entry.before === null) return []
  return sidesOf(kind, standing(entry.before), timeZone).map((side) => ({
    id: entry.id as number,
    change: removing ? 'removed' : 'restored',
    before: removing ? side : null,
    after: removing ? null : side,
  }))
}
