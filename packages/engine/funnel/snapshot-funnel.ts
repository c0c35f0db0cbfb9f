import { checkDeals, type Deal, pathOf } from './deal-path.ts'

/** How many deals, and their amount. */
export type DealSum = { readonly deals: number; readonly amount: number }

/** The funnel as it stood at a moment: where the open deals were, and what had been closed by then. */
export type FunnelSnapshot = {
  readonly at: number
  /** open deals by the stage that they were in, not the furthest one */
  readonly stages: readonly DealSum[]
  readonly won: DealSum
  readonly lost: DealSum
}

type Sum = { deals: number; amount: number }

function emptySum(): Sum {
  return { deals: 0, amount: 0 }
}

/** First place in ordered moments that is not before a moment. */
function firstFrom(moments: readonly number[], moment: number): number {
  let [low, high] = [0, moments.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (moments[middle]! < moment) low = middle + 1
    else high = middle
  }
  return low
}

function checkMoments(moments: readonly number[]): void {
  for (const [m, moment] of moments.entries())
    if (!(Number.isFinite(moment) && (m === 0 || moment > moments[m - 1]!)))
      throw new RangeError(`moments[${m}]: expected a moment after the one before, got ${moment}`)
}

/**
 * A series of snapshots from the histories alone: each deal is counted where it stood. At every moment the open deals
 * of all stages + won + lost are the deals that had begun.
 *
 * @param moments milliseconds, rising
 * @throws RangeError naming the field that is wrong
 */
export function snapshotFunnel(
  stageCount: number,
  deals: readonly Deal[],
  moments: readonly number[],
): FunnelSnapshot[] {
  checkMoments(moments)
  checkDeals(stageCount, deals, moments.at(-1) ?? 0)
  const snapshots = moments.map((at) => ({
    at,
    stages: Array.from({ length: stageCount }, emptySum),
    won: emptySum(),
    lost: emptySum(),
  }))
  for (const deal of deals) {
    const { visits } = pathOf(deal, Number.POSITIVE_INFINITY)
    const last = visits.at(-1)?.from ?? Number.NEGATIVE_INFINITY
    const closed = deal.outcome === null ? Number.POSITIVE_INFINITY : (deal.closedAt ?? last)
    const add = (from: number, until: number, sumOf: (snapshot: (typeof snapshots)[number]) => Sum) => {
      const end = firstFrom(moments, until)
      for (let m = firstFrom(moments, from); m < end; m++) {
        const sum = sumOf(snapshots[m]!)
        sum.deals++
        sum.amount += deal.amount
      }
    }
    for (const { stage, from, to } of visits)
      add(from, Math.min(to, closed), (snapshot) => snapshot.stages[stage]!)
    const { outcome } = deal
    if (outcome !== null) add(closed, Number.POSITIVE_INFINITY, (snapshot) => snapshot[outcome])
  }
  return snapshots
}
