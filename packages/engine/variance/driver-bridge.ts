import { preciseSum } from '../money/index.ts'
import { roundEffects } from './round-effects.ts'

/** Deals of one segment (a product line, a team) that were to close in a period, and what became of them. */
export type SegmentDeals = {
  readonly segment: string
  /** deals that were to close in the period */
  readonly due: number
  /** of those, won or lost within it */
  readonly closed: number
  /** of those, won */
  readonly won: number
  /** what the won ones cost by the price list, minor units */
  readonly listAmount: number
  /** what they were won for, minor units */
  readonly amount: number
}

export const DRIVERS = ['volume', 'mix', 'timing', 'winRate', 'dealSize', 'price'] as const
export type Driver = (typeof DRIVERS)[number]

/** The part of each driver in a difference, whole minor units; they add up to `difference`. */
export type DriverBridge = { readonly difference: number } & Readonly<Record<Driver, number>>

/** The factors whose product is a segment's amount; null where a period says nothing about it. */
type Factors = Readonly<Record<Exclude<Driver, 'volume'>, number | null>>
type Period = { readonly volume: number; readonly factors: ReadonlyMap<string, Factors> }

const COUNTS = ['due', 'closed', 'won', 'listAmount', 'amount'] as const

function checkSegment(name: string, segment: SegmentDeals): void {
  for (const field of COUNTS)
    if (!Number.isSafeInteger(segment[field]) || segment[field] < 0)
      throw new RangeError(`${name}.${field} is ${segment[field]}`)
  const { due, closed, won, listAmount, amount } = segment
  if (closed > due) throw new RangeError(`${name}.closed is ${closed}, more than the ${due} due`)
  if (won > closed) throw new RangeError(`${name}.won is ${won}, more than the ${closed} closed`)
  if (won === 0 && (amount > 0 || listAmount > 0))
    throw new RangeError(`${name}.amount is ${amount}, and none was won`)
  if (listAmount === 0 && amount > 0)
    throw new RangeError(`${name}.listAmount is 0, and the amount ${amount}`)
}

const ratio = (part: number, whole: number) => (whole === 0 ? null : part / whole)

function periodOf(name: string, segments: readonly SegmentDeals[]): Period {
  const factors = new Map<string, Factors>()
  const volume = segments.reduce((sum, { due }) => sum + due, 0)
  for (const [i, segment] of segments.entries()) {
    checkSegment(`${name}[${i}]`, segment)
    if (factors.has(segment.segment)) throw new RangeError(`${name}[${i}].segment is there twice`)
    const { due, closed, won, listAmount, amount } = segment
    factors.set(segment.segment, {
      mix: ratio(due, volume),
      timing: ratio(closed, due),
      winRate: ratio(won, closed),
      dealSize: ratio(listAmount, won),
      price: ratio(amount, listAmount),
    })
  }
  return { volume, factors }
}

/** A factor that one period cannot tell is taken from the other: it then explains nothing. */
function pairOf(
  before: Factors | undefined,
  after: Factors | undefined,
  driver: keyof Factors,
  isEmpty: boolean,
) {
  // A segment that a period does not have has no share of its deals, unless the period has no deals at all.
  const absent = driver === 'mix' && !isEmpty ? 0 : null
  const [first, second] = [before?.[driver] ?? absent, after?.[driver] ?? absent]
  return [first ?? second ?? 0, second ?? first ?? 0] as const
}

/** The amount if the drivers of a set were as in the second period and the others as in the first: 64 of them. */
function amountsOfAllSets(before: Period, after: Period): Float64Array {
  const segments = [...new Set([...before.factors.keys(), ...after.factors.keys()])].sort()
  const isEmpty = before.volume === 0 || after.volume === 0
  const pairs = segments.map((segment) =>
    DRIVERS.map((driver) =>
      driver === 'volume'
        ? ([before.volume, after.volume] as const)
        : pairOf(before.factors.get(segment), after.factors.get(segment), driver, isEmpty),
    ),
  )
  return Float64Array.from({ length: 1 << DRIVERS.length }, (_, set) =>
    preciseSum(
      pairs.map((drivers) => drivers.reduce((product, pair, d) => product * pair[(set >> d) & 1]!, 1)),
    ),
  )
}

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1))

/** Mean over all orders in which the drivers may change of what each adds when its turn comes (Shapley 1953). */
function shapleyValue(amounts: Float64Array, driver: number): number {
  const count = DRIVERS.length
  const parts: number[] = []
  for (let set = 0; set < amounts.length; set++) {
    if ((set >> driver) & 1) continue
    const size = DRIVERS.filter((_, d) => (set >> d) & 1).length
    const weight = (factorial(size) * factorial(count - size - 1)) / factorial(count)
    parts.push(weight * (amounts[set | (1 << driver)]! - amounts[set]!))
  }
  return preciseSum(parts)
}

/**
 * Why deals of one period brought another amount than those of a reference period, by what a sales team can change. The
 * amount is Σ over segments of deals due × share of the segment × closed in time × won × list amount × (1 − discount); each
 * driver gets its Shapley value, so no order of the drivers is preferred and the parts add up exactly.
 *
 * @returns parts in whole minor units
 * @throws RangeError naming a count that is none, or an amount without a won deal
 */
export function computeDriverBridge(
  before: readonly SegmentDeals[],
  after: readonly SegmentDeals[],
): DriverBridge {
  const amounts = amountsOfAllSets(periodOf('before', before), periodOf('after', after))
  const difference =
    preciseSum(after.map(({ amount }) => amount)) - preciseSum(before.map(({ amount }) => amount))
  const effects = Object.fromEntries(
    DRIVERS.map((driver, d) => [driver, shapleyValue(amounts, d)]),
  ) as Record<Driver, number>
  return { difference, ...roundEffects(effects, difference) }
}
