import { adjustSeason, restoreSeason } from './season.ts'

/** Straight lines over the gaps; the ends carry on flat. */
function interpolate(values: Float64Array): Float64Array {
  const known = Array.from(values.keys()).filter((t) => !Number.isNaN(values[t]))
  const result = values.slice()
  let next = 0
  for (let t = 0; t < values.length; t++) {
    while (next < known.length && known[next]! < t) next++
    if (known[next] === t) continue
    const [before, after] = [known[next - 1], known[next]]
    if (before === undefined || after === undefined) {
      result[t] = values[before ?? after!]!
      continue
    }
    const share = (t - before) / (after - before)
    result[t] = values[before]! * (1 - share) + values[after]! * share
  }
  return result
}

/** Fills missing points: straight lines on the series without its season, which is then put back. */
export function fillMissing(values: Float64Array, period: number): Float64Array {
  if (!values.some(Number.isNaN)) return values
  const rough = interpolate(values)
  const adjusted = adjustSeason(rough, period)
  if (adjusted.indices === null) return rough
  const plain = interpolate(adjusted.values.map((value, t) => (Number.isNaN(values[t]) ? Number.NaN : value)))
  const seasoned = restoreSeason(plain, adjusted, 0)
  return values.map((value, t) => (Number.isNaN(value) ? seasoned[t]! : value))
}

/** How far away a point lies that must be a slip of the pen: wide, because nearer fences cost accuracy on real series. */
const FENCE = 25

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.round(share * (sorted.length - 1))]!
}

/**
 * Replaces single impossible points by their neighbours' median: 25 interquartile ranges away while both neighbours lie
 * within one. A change that stays is no outlier, and the last point may be the beginning of one.
 */
export function replaceOutliers(values: Float64Array): Float64Array {
  const n = values.length
  if (n < 12) return values
  const around = values.map((_, t) => {
    const from = Math.max(0, Math.min(n - 5, t - 2))
    return quantile(values.slice(from, from + 5).sort(), 0.5)
  })
  const distances = values.map((value, t) => Math.abs(value - around[t]!))
  const steps = values.map((value, t) => value - around[t]!).sort()
  const range = quantile(steps, 0.75) - quantile(steps, 0.25)
  if (range <= 0) return values
  const isSpike = (t: number) =>
    distances[t]! > FENCE * range && distances[t - 1]! <= range && distances[t + 1]! <= range
  return values.map((value, t) => (t > 0 && t < n - 1 && isSpike(t) ? around[t]! : value))
}

/** Points that {@link replaceOutliers} takes for slips, by their index. */
export function findOutliers(values: Float64Array, period: number): number[] {
  const plain = adjustSeason(values, period).values
  const clean = replaceOutliers(plain)
  return clean === plain ? [] : Array.from(plain.keys()).filter((t) => clean[t] !== plain[t])
}
