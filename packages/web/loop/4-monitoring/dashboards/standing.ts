import type { TileAnswer } from '@salesloom/contract'

/** Distance from what a part is compared with at which it has its full tint. */
const FULL_TINT = 0.3

type Compared = Pick<TileAnswer['rows'][number], 'value' | 'compared'>
type Pace = Pick<TileAnswer, 'due' | 'compared'>

/** Share of its target that is due by now: all of it once the period is over, or where nothing is due day by day. */
export function paceOf({ due, compared }: Pace): number {
  const target = compared?.value ?? null
  return due === null || target === null || target <= 0 || due <= 0 ? 1 : due / target
}

type Standing = {
  /** 0 at what it is compared with, ±1 at a distance of {@link FULL_TINT} and beyond; positive is good */
  readonly depth: number
  /** figure ÷ what it is compared with, the whole of it */
  readonly share: number
}

/**
 * How a part stands beside what it is compared with, in the direction that is good for its metric, while a period runs beside what of
 * its target is due; null without something to compare with.
 */
export function standingOf(
  { value, compared }: Compared,
  better: 'higher' | 'lower',
  pace: number,
): Standing | null {
  const other = compared?.value ?? null
  if (value === null || other === null || other === 0) return null
  const away = (value / (other * pace) - 1) / FULL_TINT
  const depth = Math.max(-1, Math.min(1, better === 'higher' ? away : -away))
  return { depth, share: value / other }
}
