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

type Run = { readonly squares: number; readonly rate: number }

const PROBABILITY_WEIGHTS = [0.02, 0.05, 0.1, 0.2, 0.3]
const SIZE_WEIGHTS = [0.05, 0.1, 0.2, 0.3]

/** Probability and size of a demand smoothed apart, in every period (Teunter, Syntetos and Babai 2011). */
function runByProbability(values: Float64Array, alpha: number, beta: number): Run {
  let probability = values.filter((value) => value !== 0).length / values.length
  let size = values.find((value) => value !== 0)!
  let squares = 0
  for (const value of values) {
    squares += (value - probability * size) ** 2
    if (value !== 0) size += beta * (value - size)
    probability += alpha * ((value === 0 ? 0 : 1) - probability)
  }
  return { squares, rate: probability * size }
}

/** Interval and size smoothed apart when a demand comes (Croston 1972), less the bias (Syntetos and Boylan 2005). */
function runByInterval(values: Float64Array, beta: number): Run {
  let interval = usualInterval(values)
  let size = values.find((value) => value !== 0)!
  let [squares, since] = [0, 0]
  const rate = () => ((1 - beta / 2) * size) / interval
  for (const value of values) {
    since++
    squares += (value - rate()) ** 2
    if (value === 0) continue
    size += beta * (value - size)
    interval += beta * (since - interval)
    since = 0
  }
  return { squares, rate: rate() }
}

/** Mean number of periods from one demand to the next, the quiet ones since the last left out. */
function usualInterval(values: Float64Array): number {
  const last = values.findLastIndex((value) => value !== 0)
  return (last + 1) / values.filter((value) => value !== 0).length
}

function leastSquares(runs: readonly Run[]): Run {
  return runs.reduce((best, run) => (run.squares < best.squares ? run : best))
}

/** Whether nothing has come for longer than it usually takes: the demand may have died out. */
function isQuiet(values: Float64Array): boolean {
  const last = values.findLastIndex((value) => value !== 0)
  return values.length - 1 - last > usualInterval(values)
}

/**
 * Demand with many zeros. While it goes on, interval and size are smoothed apart (Syntetos and Boylan); once it has been
 * quiet for longer than usual, probability and size (Teunter and others), which lets dead demand fade. Choosing by
 * squared errors of the past instead helps nowhere.
 *
 * @param values not negative, at least one above zero
 */
export function intermittentForecast(values: Float64Array, horizon: number): Float64Array {
  const runs = isQuiet(values)
    ? PROBABILITY_WEIGHTS.flatMap((alpha) =>
        SIZE_WEIGHTS.map((beta) => runByProbability(values, alpha, beta)),
      )
    : SIZE_WEIGHTS.map((beta) => runByInterval(values, beta))
  return new Float64Array(horizon).fill(leastSquares(runs).rate)
}
