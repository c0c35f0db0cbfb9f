/** Best point found without gradients, and its value. */
export type Found = { readonly point: Float64Array; readonly value: number }

type Box = readonly (readonly [low: number, high: number])[]

/** The corners of a simplex, their values, and the corners in the order of these; nothing is allocated while it moves. */
class Simplex {
  readonly points: Float64Array[]
  readonly values: Float64Array
  /** corners, best first */
  readonly order: Int32Array
  private readonly objective: (point: Float64Array) => number
  private readonly low: Float64Array
  private readonly high: Float64Array
  private readonly centre: Float64Array
  private spare: Float64Array
  used = 0

  constructor(objective: (point: Float64Array) => number, start: readonly number[], box: Box) {
    const size = start.length
    this.objective = objective
    this.low = Float64Array.from(box, ([low]) => low)
    this.high = Float64Array.from(box, ([, high]) => high)
    this.centre = new Float64Array(size)
    this.spare = new Float64Array(size)
    this.order = Int32Array.from({ length: size + 1 }, (_, i) => i)
    this.points = Array.from({ length: size + 1 }, (_, k) => {
      const point = Float64Array.from(start)
      if (k > 0) {
        const [low, high] = box[k - 1]!
        const step = (high - low) * 0.2
        point[k - 1] = point[k - 1]! + (point[k - 1]! + step <= high ? step : -step)
      }
      this.putInside(point)
      return point
    })
    this.values = Float64Array.from(this.points, (point) => this.evaluate(point))
  }

  private putInside(point: Float64Array): void {
    const { low, high } = this
    for (let i = 0; i < point.length; i++) point[i] = Math.min(high[i]!, Math.max(low[i]!, point[i]!))
  }

  private evaluate(point: Float64Array): number {
    this.used++
    const value = this.objective(point)
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value
  }

  /** Best first, equals in the order they had; then the middle of all but the worst. */
  sort(): void {
    const { order, values, centre, points } = this
    for (let i = 1; i < order.length; i++) {
      const corner = order[i]!
      let at = i
      for (; at > 0 && values[order[at - 1]!]! > values[corner]!; at--) order[at] = order[at - 1]!
      order[at] = corner
    }
    const size = centre.length
    centre.fill(0)
    for (let k = 0; k < size; k++) {
      const point = points[order[k]!]!
      for (let i = 0; i < size; i++) centre[i] = centre[i]! + point[i]! / size
    }
  }

  /** Value of a point on the line from the middle through the worst corner. */
  tryAlong(factor: number, into: Float64Array): number {
    const { centre } = this
    const worst = this.points[this.order[centre.length]!]!
    for (let i = 0; i < centre.length; i++) into[i] = centre[i]! + factor * (worst[i]! - centre[i]!)
    this.putInside(into)
    return this.evaluate(into)
  }

  /** Puts a point in the place of the worst corner. @returns the room of that corner */
  replaceWorst(point: Float64Array, value: number): Float64Array {
    const worst = this.order[this.centre.length]!
    const room = this.points[worst]!
    this.points[worst] = point
    this.values[worst] = value
    return room
  }

  /** Draws every corner halfway to the best. */
  shrink(): void {
    const best = this.points[this.order[0]!]!
    for (let k = 1; k < this.order.length; k++) {
      const corner = this.order[k]!
      const point = this.points[corner]!
      for (let i = 0; i < point.length; i++) point[i] = (point[i]! + best[i]!) / 2
      this.values[corner] = this.evaluate(point)
    }
  }

  /** One move: reflected, stretched, drawn in, or all of it shrunk. */
  move(reflected: Float64Array): Float64Array {
    const { values, order } = this
    const size = this.centre.length
    const [best, second, worst] = [values[order[0]!]!, values[order[size - 1]!]!, values[order[size]!]!]
    const value = this.tryAlong(-1, reflected)
    if (value >= best && value < second) return this.replaceWorst(reflected, value)
    const other = this.spare
    const otherValue = this.tryAlong(value < best ? -2 : value < worst ? -0.5 : 0.5, other)
    if (value < best && otherValue >= value) return this.replaceWorst(reflected, value)
    if (otherValue < Math.min(value, value < best ? value : worst)) {
      this.spare = this.replaceWorst(other, otherValue)
      return reflected
    }
    this.shrink()
    return reflected
  }
}

/**
 * Searches the least value of a rough function of a few variables inside a box: the simplex of Nelder and Mead (1965),
 * points outside put back onto the box. Deterministic.
 *
 * @param objective must not keep the point it is given
 * @param evaluations most calls of the function
 */
export function searchBox(
  objective: (point: Float64Array) => number,
  start: readonly number[],
  box: Box,
  evaluations = 120,
): Found {
  const simplex = new Simplex(objective, start, box)
  const { order, values } = simplex
  let room = new Float64Array(start.length)
  while (simplex.used < evaluations) {
    simplex.sort()
    const [best, worst] = [values[order[0]!]!, values[order[start.length]!]!]
    if (worst - best <= 1e-7 * (Math.abs(best) + 1e-10)) break
    room = simplex.move(room) as typeof room
  }
  const best = values.indexOf(Math.min(...values))
  return { point: simplex.points[best]!, value: values[best]! }
}
