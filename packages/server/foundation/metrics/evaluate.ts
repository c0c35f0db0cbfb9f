import type { Measure, MetricContent, Side } from '@salesloom/contract'
import { ratioOf } from '@salesloom/engine/attainment'
import {
  addDecimals,
  type Decimal,
  decimalToNumber,
  multiplyDecimals,
  parseDecimal,
  roundDecimal,
  ZERO,
} from '@salesloom/engine/money'
import { sourceOf } from '../fact-sources/index.ts'
import type { MeasureValue } from './measure-query.ts'

/** A figure as it is shown: money in minor units, counts as they are, a ratio with both its parts. */
export type Figure = {
  readonly numerator: number
  readonly denominator: number | null
  readonly value: number | null
}

const ONE: Decimal = { units: 1n, places: 0 }

const ORDER = [
  'fact',
  'aggregate',
  'of',
  'day',
  'endDay',
  'time',
  'at',
  'filters',
  'field',
  'is',
  'isNot',
  'atLeast',
  'below',
]
const keys = new WeakMap<Measure, string>()

/** What identifies a measure: equal measures are asked for once. */
export function measureKey(measure: Measure): string {
  const known = keys.get(measure)
  if (known !== undefined) return known
  const key = JSON.stringify(measure, ORDER)
  keys.set(measure, key)
  return key
}

/** Whether a measure adds up money. */
export function isMoney(measure: Measure): boolean {
  return measure.aggregate === 'sum' && sourceOf(measure.fact)?.amounts[measure.of ?? '']?.money === true
}

/** How often money is a factor of a side: 0 for a count, 1 for money, 2 for money × money. */
export function moneyPower(side: Side): number {
  return side.filter((sum) => sum.some(({ measure }) => isMoney(measure))).length
}

/** A factor as an exact decimal of at most ten places. */
function factorOf(times: number): Decimal {
  return parseDecimal(times.toFixed(10))
}

type Lookup = (measure: Measure) => MeasureValue

function sideValue(side: Side, lookup: Lookup, periodDays: number): Decimal {
  return side.reduce<Decimal>((product, sum) => {
    const added = sum.reduce<Decimal>((total, { measure, times, perPeriodDays }) => {
      const days: Decimal = { units: BigInt(perPeriodDays ? periodDays : 1), places: 0 }
      const { value } = lookup(measure)
      const factored =
        times === 1 && !perPeriodDays
          ? value
          : multiplyDecimals(multiplyDecimals(value, factorOf(times)), days)
      return addDecimals(total, factored)
    }, ZERO)
    return multiplyDecimals(product, added)
  }, ONE)
}

/** A side in numbers: minor units where it is money, rounded once after everything was added. */
function sideNumber(side: Side, lookup: Lookup, periodDays: number, digits: number): number {
  const value = sideValue(side, lookup, periodDays)
  const power = moneyPower(side)
  if (power === 1 && side.length === 1) return roundDecimal(value, digits)
  return decimalToNumber(value) * 10 ** (digits * power)
}

/** The figure of a metric from the values of its measures. */
export function evaluate(
  { numerator, denominator }: Pick<MetricContent, 'numerator' | 'denominator'>,
  lookup: Lookup,
  periodDays: number,
  digits: number,
): Figure {
  const above = sideNumber(numerator, lookup, periodDays, digits)
  if (denominator === null) return { numerator: above, denominator: null, value: above }
  const below = sideNumber(denominator, lookup, periodDays, digits)
  return { numerator: above, denominator: below, value: ratioOf(above, below) }
}

/** Every measure of a metric once, in the order in which it names them. */
export function measuresOf({
  numerator,
  denominator,
}: Pick<MetricContent, 'numerator' | 'denominator'>): Measure[] {
  const all = [...numerator, ...(denominator ?? [])].flat().map(({ measure }) => measure)
  return [...new Map(all.map((measure) => [measureKey(measure), measure])).values()]
}
