import { preciseSum } from '../money/index.ts'

/**
 * What one person has on record for a rate: `events` out of `cases`. `squares` is the sum of squared amounts where the
 * events are amounts, such as the worth of each deal.
 */
export type RateRecord = { readonly events: number; readonly cases: number; readonly squares?: number }

/**
 * How a rate varies by chance. `share`: events among cases (beta-binomial). `count`: events for each case, as many as there
 * be (gamma-Poisson). `amount`: a mean of amounts (Bühlmann and Straub).
 */
export type RateKind = 'share' | 'count' | 'amount'

/** A team's rate and how much it weighs against what one person has on record. */
export type TeamRate = {
  /** Σ events ÷ Σ cases; a ratio of sums */
  readonly rate: number
  /** cases that the team's rate counts for; `Infinity` where people do not differ by more than chance */
  readonly strength: number
  /** people with cases */
  readonly people: number
}

/** Chance variance of one case at the team's rate. */
function chanceVariance(kind: RateKind, rate: number, records: readonly RateRecord[], cases: number): number {
  if (kind === 'share') return rate * (1 - rate)
  if (kind === 'count') return rate
  const within = records.map(({ events, cases: n, squares = 0 }) => squares - (events * events) / n)
  const freedom = cases - records.length
  return freedom > 0 ? Math.max(0, preciseSum(within)) / freedom : Number.POSITIVE_INFINITY
}

/** Spread of the rates between people, by the method of moments; not above 0 where chance explains it all. */
function spreadBetween(kind: RateKind, rate: number, records: readonly RateRecord[], chance: number): number {
  const cases = preciseSum(records.map((record) => record.cases))
  const between = preciseSum(records.map(({ events, cases: n }) => n * (events / n - rate) ** 2))
  const groups = records.length - 1
  const effective = cases - preciseSum(records.map((record) => record.cases ** 2)) / cases
  // A case of a beta-binomial varies less about its own person's share than about the team's.
  const below = kind === 'share' ? effective - groups : effective
  return below > 0 ? (between - groups * chance) / below : 0
}

/**
 * A team's rate with the strength of its prior, estimated from how far people differ beyond chance.
 *
 * @param records one for each person; those without cases say nothing
 * @returns null where nobody has a case
 * @see Kleinman 1973 (beta-binomial moments); Bühlmann and Straub 1970
 */
export function teamRate(kind: RateKind, records: readonly RateRecord[]): TeamRate | null {
  const known = records.filter(({ cases }) => cases > 0)
  const cases = preciseSum(known.map((record) => record.cases))
  if (cases === 0) return null
  const rate = preciseSum(known.map(({ events }) => events)) / cases
  const chance = chanceVariance(kind, rate, known, cases)
  const between = known.length < 2 ? 0 : spreadBetween(kind, rate, known, chance)
  const people = known.length
  if (!(between > 0)) return { rate, strength: Number.POSITIVE_INFINITY, people }
  const strength = chance / between - (kind === 'share' ? 1 : 0)
  return { rate, strength: Math.max(0, strength), people }
}

/**
 * A person's rate, drawn towards the team's where they have little on record:
 * (events + strength × team) ÷ (cases + strength). It lies between the two.
 */
export function shrinkRate({ events, cases }: RateRecord, { rate, strength }: TeamRate): number {
  if (strength === Number.POSITIVE_INFINITY || cases === 0) return rate
  return (events + strength * rate) / (cases + strength)
}
