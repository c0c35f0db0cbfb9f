import { apportion, preciseSum } from '../money/index.ts'
import { type Bounds, roundToTotal, spreadWithin } from './bounded-spread.ts'

function isWithin(values: Float64Array, bounds: Bounds): boolean {
  return values.every((value, i) => value >= bounds.low[i]! && value <= bounds.high[i]!)
}

function signOf(values: Float64Array): 'same' | 'mixed' {
  return values.every((value) => value >= 0) || values.every((value) => value <= 0) ? 'same' : 'mixed'
}

/**
 * A total in proportion to the values, in whole numbers: x · T ÷ Σx; where signs are mixed and that breaks a bound or Σx is 0, each cell moves
 * by its own size instead. All-zero values become equal.
 *
 * @returns null where the bounds do not allow the total
 */
export function spreadInProportion(values: Float64Array, bounds: Bounds, total: number): Float64Array | null {
  const sum = preciseSum(values)
  const sizes = values.map(Math.abs)
  if (signOf(values) === 'same') {
    const plain = apportion(total, sizes)
    if (isWithin(plain, bounds)) return plain
    return spreadWithin({ base: new Float64Array(values.length), weights: sizes, bounds }, total)
  }
  const scaled = values.map((value) => (value * total) / sum)
  if (sum !== 0 && isWithin(scaled, bounds)) return roundToTotal(scaled, total, bounds)
  return spreadWithin({ base: values, weights: sizes, bounds }, total)
}
