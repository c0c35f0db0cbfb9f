import { searchBox } from '../optimisation/index.ts'

function runComplex(
  values: Float64Array,
  a0: number,
  a1: number,
  start: number,
  out: Float64Array | null,
): number {
  let [level, hidden] = [start, start / 1.1]
  let error = 0
  const n = values.length
  const steps = n + (out?.length ?? 0)
  for (let t = 0; t < steps; t++) {
    const e = t < n ? values[t]! - level : 0
    if (t >= n && out !== null) out[t - n] = level
    error += e * e
    const next = level - (1 - a1) * hidden + (a0 - a1) * e
    hidden = level + (1 - a0) * hidden + (a0 + a1) * e
    level = next
  }
  return error
}

/** Complex exponential smoothing without season (Svetunkov, Kourentzes and Ord 2022): trend or level as the data say. */
export function complexForecast(values: Float64Array, horizon: number): Float64Array {
  const early = values.subarray(0, Math.min(values.length, 6))
  const first = early.reduce((sum, value) => sum + value, 0) / early.length
  const spread = Math.max(...values) - Math.min(...values) || 1
  const box = [
    [0.05, 2],
    [0.6, 1.4],
    [first - spread, first + spread],
  ] as const
  const found = searchBox((p) => runComplex(values, p[0]!, p[1]!, p[2]!, null), [1.3, 1.0, first], box, 110)
  const out = new Float64Array(horizon)
  runComplex(values, found.point[0]!, found.point[1]!, found.point[2]!, out)
  return out
}
