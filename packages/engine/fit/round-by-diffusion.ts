import { type FitProblem, isBounded } from './fit-problem.ts'

/** How strongly the error so far pulls: small stays near the real fit, large leaves fewer margins to mend. */
const GAIN = 0.3

/** Rounds so that the error of every margin stays small all along: error diffusion in all sets at once. */
export function roundByDiffusion(problem: FitProblem, reals: Float64Array): Float64Array {
  const { low, high, sets } = problem
  const hasBounds = isBounded(problem)
  const errors = sets.map(({ totals }) => new Float64Array(totals.length))
  const places = sets.map(({ of }) => of)
  const count = sets.length
  const result = new Float64Array(reals.length)
  for (let cell = 0; cell < reals.length; cell++) {
    const real = reals[cell]!
    const floor = Math.floor(real)
    let error = 0
    for (let s = 0; s < count; s++) {
      const margin = places[s]![cell]!
      if (margin >= 0) error += errors[s]![margin]!
    }
    const isUp = real > floor && GAIN * error < count * (real - floor - 0.5)
    let value = isUp ? floor + 1 : floor
    if (hasBounds) value = Math.min(high[cell]!, Math.max(low[cell]!, value))
    result[cell] = value
    for (let s = 0; s < count; s++) {
      const margin = places[s]![cell]!
      if (margin >= 0) errors[s]![margin] = errors[s]![margin]! + value - real
    }
  }
  return result
}
