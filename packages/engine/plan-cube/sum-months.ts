import { type PlanShape, type Selection, selectMonths } from '../allocation/index.ts'

export type Period = 'month' | 'quarter' | 'year' | 'all'

/** Months that are summed together, and what they are called. */
export type PeriodMonths = { readonly key: string; readonly months: readonly number[] }

const LENGTHS = { month: 1, quarter: 3, year: 12, all: Number.POSITIVE_INFINITY } as const

function periodKey(shape: PlanShape, period: Period, index: number): string {
  return period === 'month' ? `month:${shape.months[index]}` : `${period}:${index + 1}`
}

/**
 * The periods of a plan's months, cut from its first month: quarters of three, years of twelve. Of a selection only its
 * months count, and periods without any are left out.
 */
export function periodsOf(shape: PlanShape, period: Period, within: Selection = {}): PeriodMonths[] {
  const periods = new Map<number, number[]>()
  for (const month of new Set(selectMonths(shape, within).sort((a, b) => a - b))) {
    const index = Math.floor(month / LENGTHS[period])
    const months = periods.get(index)
    if (months === undefined) periods.set(index, [month])
    else months.push(month)
  }
  return [...periods].map(([index, months]) => ({ key: periodKey(shape, period, index), months }))
}

/** Twelve sums at a time: a year's months of neighbouring combinations, each cell read once. */
function addYears(values: Float64Array, from: number, to: number, sums: Float64Array): void {
  let [a, b, c, d, e, f] = [0, 0, 0, 0, 0, 0]
  let [g, h, i, j, k, l] = [0, 0, 0, 0, 0, 0]
  for (let at = from; at < to; at += 12) {
    a += values[at]!
    b += values[at + 1]!
    c += values[at + 2]!
    d += values[at + 3]!
    e += values[at + 4]!
    f += values[at + 5]!
    g += values[at + 6]!
    h += values[at + 7]!
    i += values[at + 8]!
    j += values[at + 9]!
    k += values[at + 10]!
    l += values[at + 11]!
  }
  const year = [a, b, c, d, e, f, g, h, i, j, k, l]
  for (let m = 0; m < 12; m++) sums[m]! += year[m]!
}

/**
 * Adds the cells of neighbouring combinations to sums by month.
 * @param months the months wanted; those of the whole year are faster together
 */
export function addMonths(
  values: Float64Array,
  [from, to]: readonly [from: number, to: number],
  months: readonly number[],
  sums: Float64Array,
): void {
  const width = sums.length
  if (width === 12 && months.length === 12 && to - from > 1) {
    addYears(values, from * 12, to * 12, sums)
    return
  }
  for (let c = from; c < to; c++) for (const month of months) sums[month]! += values[c * width + month]!
}
