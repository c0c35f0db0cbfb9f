import { bestSmoothing, fitLine, smoothedLevel } from './theta.ts'

/** Below this many points nothing clever beats simple smoothing. */
export const FEW_POINTS = 12

/** Simple smoothing; quarterly series take half the drift of the line along, as Theta does. */
export function shortForecast(values: Float64Array, period: number, horizon: number): Float64Array {
  const level = values.length < 4 ? values.at(-1)! : smoothedLevel(values, bestSmoothing(values))
  const drift = period === 4 && values.length >= 4 ? fitLine(values).slope / 2 : 0
  return Float64Array.from({ length: horizon }, (_, h) => level + drift * (h + 1))
}

/** Share of zeros from which demand counts as intermittent. */
export const MANY_ZEROS = 0.3

function runIntermittent(values: Float64Array, alpha: number, beta: number) {
  const first = values.findIndex((value) => value !== 0)
  let probability = values.filter((value) => value !== 0).length / values.length
  let size = values[Math.max(0, first)]!
  let squares = 0
  for (const value of values) {
    squares += (value - probability * size) ** 2
    if (value !== 0) size += beta * (value - size)
    probability += alpha * ((value === 0 ? 0 : 1) - probability)
  }
  return { squares, rate: probability * size }
}

/** Demand with many zeros: probability and size smoothed apart (Teunter, Syntetos and Babai 2011). */
export function intermittentForecast(values: Float64Array, horizon: number): Float64Array {
  let best = runIntermittent(values, 0.1, 0.1)
  for (const alpha of [0.02, 0.05, 0.1, 0.2, 0.3])
    for (const beta of [0.05, 0.1, 0.2, 0.3]) {
      const run = runIntermittent(values, alpha, beta)
      if (run.squares < best.squares) best = run
    }
  return new Float64Array(horizon).fill(best.rate)
}
