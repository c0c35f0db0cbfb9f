import { adjustSeason } from './season.ts'

/** A level that moved and stayed. */
export type LevelShift = {
  /** index of the first point on the new level */
  readonly at: number
  /** new level ÷ old one for a positive series, null otherwise */
  readonly factor: number | null
  /** new level − old one, in the unit of the series and without its season */
  readonly size: number
}

/** Points on both sides that a shift must be seen on; fewer may be an outlier or the beginning of one. */
const STAYED = 4
/** How many usual steps (robust deviations) the jump must be: nearer fences cost accuracy on real series. */
const FENCE = 7
const MOST_SHIFTS = 3
const LEAST_POINTS = 16

function median(values: Float64Array): number {
  const sorted = values.toSorted()
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

type Jump = { readonly at: number; readonly size: number }

/** Whether the points after a jump stay nearer to the new level than to the old one, and those before the other way. */
function stays(values: Float64Array, at: number, before: number, after: number): boolean {
  const middle = (before + after) / 2
  const up = Math.sign(after - before)
  const old = values.subarray(at - STAYED, at)
  const fresh = values.subarray(at, at + STAYED)
  return old.every((value) => up * (value - middle) < 0) && fresh.every((value) => up * (value - middle) > 0)
}

/** The largest jump that stayed; null where none stands out. */
function largestJump(values: Float64Array): Jump | null {
  const steps = values.subarray(1).map((value, t) => value - values[t]!)
  const drift = median(steps)
  const usual = 1.4826 * median(steps.map((step) => Math.abs(step - drift)))
  const fence = FENCE * usual + 1e-9 * median(values.map(Math.abs))
  let best: Jump | null = null
  for (let at = STAYED; at <= values.length - STAYED; at++) {
    if (Math.abs(steps[at - 1]! - drift) <= fence) continue
    const before = median(values.subarray(at - STAYED, at))
    const after = median(values.subarray(at, at + STAYED))
    const size = after - before - STAYED * drift
    if (Math.abs(size) <= Math.max(fence, Math.abs(best?.size ?? 0))) continue
    if (stays(values, at, before, after)) best = { at, size }
  }
  return best
}

export type Levelled = {
  /** the series with everything before a shift brought to the newest level, season included */
  readonly values: Float64Array
  readonly shifts: readonly LevelShift[]
}

/**
 * Finds levels that moved for good and brings the past onto the newest level: in proportion for a positive series, by
 * addition otherwise. A shift is a jump seven usual steps high from which at least four points did not return; a point
 * that returns is an outlier, and one in the last three may be either: neither is touched.
 *
 * @param period points in a year; the season is taken out before jumps are sought
 */
export function levelShifts(values: Float64Array, period: number): Levelled {
  if (values.length < LEAST_POINTS) return { values, shifts: [] }
  const positive = values.every((value) => value > 0)
  const adjusted = adjustSeason(values, period)
  let plain = positive ? adjusted.values.map(Math.log) : adjusted.values
  let levelled = values
  const shifts: LevelShift[] = []
  for (let round = 0; round < MOST_SHIFTS; round++) {
    const jump = largestJump(plain)
    if (jump === null) break
    const { at, size } = jump
    plain = plain.map((value, t) => (t < at ? value + size : value))
    const factor = Math.exp(size)
    levelled = levelled.map((value, t) => (t >= at ? value : positive ? value * factor : value + size))
    const old = median(adjusted.values.subarray(at - STAYED, at))
    shifts.push({ at, factor: positive ? factor : null, size: positive ? old * (factor - 1) : size })
  }
  return { values: levelled, shifts: shifts.sort((a, b) => a.at - b.at) }
}
