import { preciseSum } from '../money/index.ts'

/** Least and greatest value of each cell; ±Infinity where there is none. */
export type Bounds = { readonly low: Float64Array; readonly high: Float64Array }

/** Bounds that bind nothing. */
export function unbounded(count: number): Bounds {
  return {
    low: new Float64Array(count).fill(Number.NEGATIVE_INFINITY),
    high: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
  }
}

/** The least and the greatest total that bounded cells can have. */
export function reachOf({ low, high }: Bounds): { readonly low: number; readonly high: number } {
  return { low: preciseSum(low), high: preciseSum(high) }
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value))
}

type Shift = {
  readonly base: Float64Array
  /** how much a cell moves for one step of the shift; not negative */
  readonly weights: Float64Array
  readonly bounds: Bounds
}

/** Sum and slope of Σ clamp(base + t · weight) at t. */
function evaluate({ base, weights, bounds }: Shift, t: number): { sum: number; slope: number } {
  let sum = 0
  let slope = 0
  for (let i = 0; i < base.length; i++) {
    const free = base[i]! + (weights[i]! === 0 ? 0 : t * weights[i]!)
    const value = clamp(free, bounds.low[i]!, bounds.high[i]!)
    sum += value
    if (value === free) slope += weights[i]!
  }
  return { sum, slope }
}

/** Where, beyond t in the direction wanted, the next cell leaves its bound and moves again. */
function nextBreak({ base, weights, bounds }: Shift, t: number, upward: boolean): number {
  let next = upward ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
  for (let i = 0; i < base.length; i++) {
    if (weights[i]! === 0) continue
    const at = ((upward ? bounds.low[i]! : bounds.high[i]!) - base[i]!) / weights[i]!
    if (upward ? at > t && at < next : at < t && at > next) next = at
  }
  return next
}

/**
 * The shift t at which Σ clamp(base + t · weight) is the total: Newton's steps on a piecewise linear function, kept
 * inside a bracket. Exact up to floating point after finitely many steps.
 *
 * @returns null where no shift reaches the total
 */
export function findShift(shift: Shift, total: number): number | null {
  const tolerance = 1e-12 * Math.max(1, Math.abs(total))
  let [below, above] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  let t = 0
  for (let step = 0; step < 300; step++) {
    const { sum, slope } = evaluate(shift, t)
    const missing = total - sum
    if (Math.abs(missing) <= tolerance) return t
    if (missing > 0) below = t
    else above = t
    let next = slope > 0 ? t + missing / slope : nextBreak(shift, t, missing > 0)
    if (!Number.isFinite(next)) return null
    if (next <= below || next >= above) next = (below + above) / 2
    if (next === t || !Number.isFinite(next)) return t
    t = next
  }
  return t
}

/** The cells at a shift. */
export function shifted({ base, weights, bounds }: Shift, t: number): Float64Array {
  return base.map((value, i) =>
    clamp(value + (weights[i]! === 0 ? 0 : t * weights[i]!), bounds.low[i]!, bounds.high[i]!),
  )
}

/**
 * Real values in proportion that add up to the total inside their bounds. Cells without weight move only where the
 * others cannot take the whole.
 *
 * @returns null where the bounds do not allow the total
 */
export function shiftTo(shift: Shift, total: number): Float64Array | null {
  const { base, weights, bounds } = shift
  const reach = reachOf(bounds)
  if (total < reach.low || total > reach.high) return null
  const t = findShift(shift, total)
  if (t !== null) return shifted(shift, t)
  const upward = total > evaluate(shift, 0).sum
  const full = base.map((value, i) => {
    if (weights[i]! === 0) return clamp(value, bounds.low[i]!, bounds.high[i]!)
    return upward ? bounds.high[i]! : bounds.low[i]!
  })
  const idle = weights.map((weight) => (weight === 0 ? 1 : 0))
  const rest = findShift({ base: full, weights: idle, bounds }, total)
  return rest === null ? null : shifted({ base: full, weights: idle, bounds }, rest)
}

/**
 * Rounds real values to whole numbers with an exact total inside the bounds: floors, then one unit each to the largest
 * fractions, ties to the earlier cell (largest remainder).
 *
 * @param bounds whole numbers
 * @returns null where the bounds leave no room
 */
export function roundToTotal(reals: Float64Array, total: number, bounds: Bounds): Float64Array | null {
  const whole = reals.map((value, i) => clamp(Math.floor(value), bounds.low[i]!, bounds.high[i]!))
  let rest = total - preciseSum(whole)
  if (rest === 0) return whole
  const order = Array.from(reals.keys())
  order.sort((a, b) => reals[b]! - whole[b]! - (reals[a]! - whole[a]!) || a - b)
  if (rest < 0) order.reverse()
  const step = Math.sign(rest)
  while (rest !== 0) {
    const before = rest
    for (const i of order) {
      if (rest === 0) break
      const next = whole[i]! + step
      if (next < bounds.low[i]! || next > bounds.high[i]!) continue
      whole[i] = next
      rest -= step
    }
    if (rest === before) return null
  }
  return whole
}

/** Whole numbers in proportion with an exact total inside the bounds; all-zero weights are an equal split. */
export function spreadWithin(shift: Shift, total: number): Float64Array | null {
  const idle = shift.weights.every((weight) => weight === 0)
  const reals = shiftTo(idle ? { ...shift, weights: shift.weights.map(() => 1) } : shift, total)
  return reals === null ? null : roundToTotal(reals, total, shift.bounds)
}
