import type { Change } from './intent.ts'

/**
 * The value that a change asks for, from the baseline. `points` and `amount` are added, `relative` multiplies. Null where
 * it is unclear which is meant.
 */
export function resolveTarget(baseline: number, change: Change): number | null {
  switch (change.kind) {
    case 'points':
    case 'amount':
      return baseline + change.by
    case 'relative':
      return baseline * (1 + change.by)
    case 'ambiguous':
      return null
  }
}

/** Both values that “by 5 %” of a percentage may mean. */
export function bothReadings(
  baseline: number,
  by: number,
): { readonly points: number; readonly relative: number } {
  return { points: baseline + by, relative: baseline * (1 + by) }
}
