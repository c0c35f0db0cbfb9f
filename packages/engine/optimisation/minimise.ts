/** A smooth function: its value at a point, and its gradient written into the second argument. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number

export type Minimum = {
  readonly point: Float64Array
  readonly value: number
  readonly iterations: number
  /** the gradient vanished; false where the limit of iterations or of precision came first */
  readonly converged: boolean
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0)
}

function identity(size: number): Float64Array[] {
  return Array.from({ length: size }, (_, i) =>
    Float64Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)),
  )
}

function along(point: Float64Array, direction: Float64Array, step: number): Float64Array {
  return point.map((value, i) => value + step * direction[i]!)
}

/** H ← (I − ρ s yᵀ) H (I − ρ y sᵀ) + ρ s sᵀ, expanded, so that it costs n². */
function updateInverse(inverse: Float64Array[], s: Float64Array, y: Float64Array): void {
  const curvature = dot(s, y)
  if (curvature <= 1e-14) return
  const hy = Float64Array.from(inverse, (row) => dot(row, y))
  const scale = (1 + dot(y, hy) / curvature) / curvature
  for (const [i, row] of inverse.entries())
    for (let j = 0; j < row.length; j++)
      row[j] = row[j]! + scale * s[i]! * s[j]! - (hy[i]! * s[j]! + s[i]! * hy[j]!) / curvature
}

/**
 * The least value of a smooth function of a few variables: the method of Broyden, Fletcher, Goldfarb and Shanno with a
 * step that is halved until the value falls enough (Armijo). Deterministic. Where the function is no number the search ends.
 *
 * @param start a point where the function is finite
 * @param tolerance greatest component of the gradient at which the search ends
 */
export function minimise(
  objective: Objective,
  start: Float64Array,
  { iterations = 200, tolerance = 1e-7 }: { readonly iterations?: number; readonly tolerance?: number } = {},
): Minimum {
  let point = start
  let gradient = new Float64Array(start.length)
  let value = objective(point, gradient)
  const inverse = identity(start.length)
  for (let k = 0; k < iterations; k++) {
    if (Math.max(...gradient.map(Math.abs)) < tolerance)
      return { point, value, iterations: k, converged: true }
    let direction = Float64Array.from(inverse, (row) => -dot(row, gradient))
    if (dot(direction, gradient) >= 0) direction = gradient.map((part) => -part)
    const longest = Math.max(...direction.map(Math.abs))
    let step = Math.min(1, 2 / longest)
    const slope = dot(direction, gradient)
    const nextGradient = new Float64Array(start.length)
    let next = along(point, direction, step)
    let nextValue = objective(next, nextGradient)
    while (!(nextValue <= value + 1e-4 * step * slope)) {
      step /= 2
      // also where the slope is no number: then no step is too short and none is long enough
      if (!(step * longest >= 1e-14)) return { point, value, iterations: k, converged: false }
      next = along(point, direction, step)
      nextValue = objective(next, nextGradient)
    }
    updateInverse(
      inverse,
      next.map((part, i) => part - point[i]!),
      nextGradient.map((part, i) => part - gradient[i]!),
    )
    point = next
    value = nextValue
    gradient = nextGradient
  }
  return { point, value, iterations, converged: false }
}
