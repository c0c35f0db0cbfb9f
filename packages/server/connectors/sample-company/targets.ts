import { diceFor } from './dice.ts'
import type { Organisation, Seller } from './organisation.ts'
import { STORIES, storyOf } from './stories.ts'
import { FUTURE_QUARTERS, PAST_QUARTERS, type Timeline } from './timeline.ts'

/** What a seller's own customers are to bring in a quarter, and what they will. In cents. */
export type QuarterPlan = { readonly quota: number; readonly sales: number }

/** By seller and quarter. */
export type Targets = (seller: Seller, quarter: number) => QuarterPlan

const STEP = 1_000_000

/** Share of a full quota that a seller is given: new people grow into it. */
function rampOf(seller: Seller, quarter: number): number {
  if (!seller.newHire) return 1
  if (quarter < STORIES.newHires.from) return 0
  return STORIES.newHires.quota[quarter - STORIES.newHires.from] ?? 1
}

/** What is left of a book's sales after its representative went; only part of quarter −1 is touched. */
function keptOf(seller: Seller, quarter: number): number {
  if (seller.person.left === null || quarter < -1) return 1
  const [inQuarter, now, later] = STORIES.handover.kept
  return quarter === -1 ? 0.4 + 0.6 * inQuarter : quarter === 0 ? now : later
}

type Share = (seller: Seller, quarter: number) => number

/** What a person attains beside the team: some more, some less, nothing in the sum. */
function personalShares(seed: number, sellers: readonly Seller[]): Share {
  const shares = new Map<string, number>()
  for (let quarter = -PAST_QUARTERS; quarter <= FUTURE_QUARTERS; quarter++) {
    for (const team of Map.groupBy(sellers, (seller) => seller.team.code).values()) {
      const dice = diceFor(seed, 'attained', team[0]?.team.code ?? '', quarter)
      const teamShare = storyOf(team[0]?.area.code ?? '', team[0]?.team.code ?? '', quarter)
      const level = teamShare ?? dice.between(0.97, 1.045)
      const own = team.map(() => dice.between(-0.09, 0.09))
      const weights = team.map((seller) => seller.capacity * rampOf(seller, quarter))
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      const mean = own.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0) / total
      team.forEach((seller, i) => {
        shares.set(`${seller.person.id} ${quarter}`, level * (1 + (own[i] ?? 0) - mean))
      })
    }
  }
  return (seller, quarter) => shares.get(`${seller.person.id} ${quarter}`) ?? 1
}

/** Targets with season, growth and ramp, and the sales that the stories leave of them. */
export function targetsOf(seed: number, { sellers }: Organisation, timeline: Timeline): Targets {
  const shareOf = personalShares(seed, sellers)
  return (seller, quarter) => {
    const full = seller.capacity * timeline.level(quarter) * rampOf(seller, quarter)
    const quota = Math.round(full / STEP) * STEP
    return { quota, sales: quota * shareOf(seller, quarter) * keptOf(seller, quarter) }
  }
}
