import type { Outlook } from './outlook.ts'

/** A ratio of one month: numerator and denominator, each a sum. */
export type RatePart = { readonly numerator: number; readonly denominator: number }

export type RateOutlook = Outlook & {
  /** change of the ratio in a month, 0 where it cannot be told from chance */
  readonly drift: number
  /** what a unit of the denominator scatters by: of a share at least √(p(1 − p)) */
  readonly scatter: number
  /** months with a denominator */
  readonly months: number
}

type Question = {
  /** oldest first, the newest of them the last whole month; months without a denominator are passed over */
  readonly history: readonly RatePart[]
  /** what of the period is over */
  readonly done: RatePart
  /** denominator that the rest of the period is expected to have */
  readonly restDenominator: number
  /** months from the newest of the history to the middle of the rest */
  readonly stepsAhead: number
  /** whether each case counts wholly or not at all, as with won deals */
  readonly share: boolean
}

/** Months that a drift is looked for in, at least. */
const LEAST_FOR_DRIFT = 6
/** How many standard errors a drift must be away from none to be believed. */
const BELIEVED = 2

type Point = { readonly x: number; readonly rate: number; readonly weight: number }

const sumOf = (points: readonly Point[], of: (point: Point) => number): number =>
  points.reduce((sum, point) => sum + of(point), 0)

/** The straight line through monthly ratios, each weighing as much as its denominator. */
function fitLine(points: readonly Point[]) {
  const total = sumOf(points, ({ weight }) => weight)
  const middle = sumOf(points, ({ x, weight }) => x * weight) / total
  const level = sumOf(points, ({ rate, weight }) => rate * weight) / total
  const square = sumOf(points, ({ x, weight }) => weight * (x - middle) ** 2)
  const slope =
    square > 0 ? sumOf(points, ({ x, rate, weight }) => weight * (x - middle) * (rate - level)) / square : 0
  const scatterAround = (drift: number, lost: number) =>
    sumOf(points, ({ x, rate, weight }) => weight * (rate - level - drift * (x - middle)) ** 2) /
    Math.max(1, points.length - lost)
  const variance = scatterAround(slope, 2)
  const believed =
    points.length >= LEAST_FOR_DRIFT &&
    square > 0 &&
    Math.abs(slope) >= BELIEVED * Math.sqrt(variance / square)
  return {
    total,
    middle,
    level,
    square,
    drift: believed ? slope : 0,
    variance: believed ? variance : scatterAround(0, 1),
  }
}

/**
 * What a ratio will be at the end of its period, through its numerator and denominator. Monthly ratios scatter around a
 * level, or a line where its slope is twice its standard error, with a variance that falls with their denominator: at least
 * that of the binomial distribution where cases are counted. The rest of the period adds its own scatter, and joins what
 * is there already as numerators and denominators, never as an average of ratios.
 *
 * @throws RangeError without a month that has a denominator
 */
export function rateOutlook({ history, done, restDenominator, stepsAhead, share }: Question): RateOutlook {
  const points = history.flatMap(({ numerator, denominator }, i): Point[] =>
    denominator > 0
      ? [{ x: i - history.length + 1, rate: numerator / denominator, weight: denominator }]
      : [],
  )
  if (points.length === 0) throw new RangeError('history: no month has a denominator')
  const { total, middle, level, square, drift, variance } = fitLine(points)
  const expected = level + drift * (stepsAhead - middle)
  const rate = share ? Math.min(1, Math.max(0, expected)) : expected
  const least = share ? Math.max(0, rate * (1 - rate)) : 0
  const scatter = Math.sqrt(Math.max(variance, least))
  const whole = done.denominator + restDenominator
  if (!(restDenominator > 0)) {
    const centre = whole > 0 ? done.numerator / whole : level
    return { centre, spread: 0, degrees: points.length, drift, scatter, months: points.length }
  }
  const lean = drift === 0 ? 0 : (stepsAhead - middle) ** 2 / square
  const deviation = scatter * Math.sqrt(1 / total + lean + 1 / restDenominator)
  return {
    centre: (done.numerator + rate * restDenominator) / whole,
    spread: (deviation * restDenominator) / whole,
    degrees: Math.max(1, points.length - (drift === 0 ? 1 : 2)),
    drift,
    scatter,
    months: points.length,
  }
}
