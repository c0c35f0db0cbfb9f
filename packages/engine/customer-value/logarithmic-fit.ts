import { minimise, type Objective } from '../optimisation/index.ts'

/** Beyond e^±10 of the data's own scale a parameter says “none” or “all”: a soft wall keeps it there. */
const WALL = 10

export type PositiveFit = {
  readonly parameters: Float64Array
  readonly logLikelihood: number
  /** a parameter stands at the wall: the data do not tell it from zero or infinity */
  readonly atBoundary: boolean
  readonly converged: boolean
}

/**
 * Maximum likelihood over positive parameters, searched on their logarithms.
 * @param logLikelihood mean log-likelihood of an observation, its gradient by the parameters themselves
 */
export function fitPositive(
  logLikelihood: Objective,
  start: readonly number[],
  iterations: number,
): PositiveFit {
  const objective: Objective = (logs, gradient) => {
    const parameters = logs.map(Math.exp)
    let value = -logLikelihood(parameters, gradient)
    for (let i = 0; i < logs.length; i++) {
      const beyond = Math.abs(logs[i]!) - WALL
      gradient[i] = -gradient[i]! * parameters[i]!
      if (beyond <= 0) continue
      value += beyond ** 2
      gradient[i] = gradient[i]! + 2 * beyond * Math.sign(logs[i]!)
    }
    return value
  }
  const found = minimise(objective, Float64Array.from(start, Math.log), { iterations, tolerance: 1e-8 })
  const parameters = found.point.map(Math.exp)
  return {
    parameters,
    logLikelihood: logLikelihood(parameters, new Float64Array(start.length)),
    atBoundary: found.point.some((log) => Math.abs(log) > WALL - 1),
    converged: found.converged,
  }
}
