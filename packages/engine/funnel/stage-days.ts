import { checkDeals, type Deal, pathOf } from './deal-path.ts'
import { daysIn } from './stage-courses.ts'

/** Where a deal has been, and where it is. */
export type StageDays = {
  /** days in each stage, all visits together, up to the day looked at */
  readonly days: readonly number[]
  /** the stage that an open deal is in; null once it is closed, or before it has begun */
  readonly current: number | null
}

/**
 * Days that one deal has spent in each stage.
 *
 * @param asOf milliseconds; what is later has not happened
 * @throws RangeError naming the field that is wrong
 */
export function stageDays(stageCount: number, deal: Deal, asOf: number): StageDays {
  checkDeals(stageCount, [deal], asOf)
  const path = pathOf(deal, asOf)
  return {
    days: Array.from({ length: stageCount }, (_, stage) => daysIn(path, stage)),
    current: path.state === 'open' ? (path.visits.at(-1)?.stage ?? null) : null,
  }
}

/** The stage in which a deal was at a moment: the last one that it had come to, the first where it was to begin later. */
export function stageAt(deal: Deal, moment: number): number | null {
  const { visits } = pathOf(deal, Number.POSITIVE_INFINITY)
  const last = visits.findLast(({ from }) => from <= moment) ?? visits[0]
  return last?.stage ?? null
}
