import type { Metric } from '../../../foundation/metrics/figure-value.tsx'
import type { Answer, AnswerRow } from './use-tile.ts'

/** Distance from what a part is compared with at which it has its full tint. */
const FULL_TINT = 0.3

type Compared = Pick<AnswerRow, 'value' | 'compared'>
export type Pace = Pick<Answer, 'due' | 'compared'>

/** Share of its target that is due by now: all of it once the period is over, or where nothing is due day by day. */
export function paceOf({ due, compared }: Pace): number {
  const target = compared?.value ?? null
  return due === null || target === null || target <= 0 || due <= 0 ? 1 : due / target
}

export type Standing = {
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
  better: Metric['better'],
  pace: number,
): Standing | null {
  const other = compared?.value ?? null
  if (value === null || other === null || other === 0) return null
  const away = (value / (other * pace) - 1) / FULL_TINT
  const depth = Math.max(-1, Math.min(1, better === 'higher' ? away : -away))
  return { depth, share: value / other }
}
