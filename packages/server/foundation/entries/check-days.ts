import type { Kind } from '@salesloom/contract'
import { type Prepared, valueAfter } from './prepared.ts'
import { type EntryFailure, failure } from './read-values.ts'

const DAY_MS = 86_400_000

/** Somewhere the day after tomorrow has not begun yet: what is later than that has not happened anywhere. */
export function hasNotHappened(day: string, now: Date): boolean {
  return day.slice(0, 10) > new Date(now.getTime() + DAY_MS).toISOString().slice(0, 10)
}

function closedTooEarly(entry: Prepared): EntryFailure | null {
  if (!entry.columns.has('closed_on') && !entry.columns.has('day')) return null
  const [day, closed] = [valueAfter(entry, 'day'), valueAfter(entry, 'closed_on')]
  if (typeof day !== 'string' || typeof closed !== 'string' || closed >= day) return null
  return failure(entry.index, 'closedOn', closed, 'closedBeforeStart', { start: day })
}

function movedTooLate(entry: Prepared, now: Date): EntryFailure | null {
  const moved = entry.columns.get('happened_at')
  if (typeof moved !== 'string' || !hasNotHappened(moved, now)) return null
  return failure(entry.index, 'happenedAt', moved, 'inTheFuture')
}

function negativeAmount(entry: Prepared): EntryFailure | null {
  const amount = entry.columns.get('amount')
  if (amount === null || amount === undefined || Number(amount) >= 0) return null
  return failure(entry.index, 'amount', String(amount), 'outOfRange', { range: '≥ 0' })
}

/** Deals end after they began and are not worth less than nothing; stages change when they do, not in the future. */
export function impossibleDeals(kind: Kind, entries: readonly Prepared[], now: Date): EntryFailure[] {
  const checks =
    kind.name === 'opportunity'
      ? [closedTooEarly, negativeAmount]
      : kind.name === 'stageEvent'
        ? [(entry: Prepared) => movedTooLate(entry, now)]
        : []
  return entries.flatMap((entry) => checks.map((check) => check(entry)).filter((one) => one !== null))
}
