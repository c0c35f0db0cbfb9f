/** Best point found without gradients, and its value. */
export type Found = { readonly point: Float64Array; readonly value: number }

/**
 * Searches the least value of a rough function of a few variables inside a box: the simplex of Nelder and Mead (1965),
 * points outside put back onto the box. Deterministic.
 *
 * @param evaluations most calls of the function
 */
export function searchBox(
  objective: (point: Float64Array) => number,
  start: readonly number[],
  box: readonly (readonly [low: number, high: number])[],
  evaluations = 120,
): Found {
  const size = start.length
  const inside = (point: Float64Array) => {
    for (let i = 0; i < size; i++) point[i] = Math.min(box[i]![1], Math.max(box[i]![0], point[i]!))
    return point
  }
  const evaluate = (point: Float64Array) => {
    const value = objective(point)
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value
  }
  const points = Array.from({ length: size + 1 }, (_, k) => {
    const point = Float64Array.from(start)
    if (k > 0) {
      const [low, high] = box[k - 1]!
      const step = (high - low) * 0.2
      point[k - 1] = point[k - 1]! + (point[k - 1]! + step <= high ? step : -step)
    }
    return inside(point)
  })
  const values = points.map(evaluate)
  let used = size + 1
  const order = points.map((_, i) => i)
  while (used < evaluations) {
    order.sort((a, b) => values[a]! - values[b]!)
    const [best, worst, second] = [order[0]!, order[size]!, order[size - 1]!]
    if (values[worst]! - values[best]! <= 1e-7 * (Math.abs(values[best]!) + 1e-10)) break
    const centre = new Float64Array(size)
    for (const k of order.slice(0, size))
      for (let i = 0; i < size; i++) centre[i] = centre[i]! + points[k]![i]! / size
    const move = (factor: number) =>
      inside(centre.map((value, i) => value + factor * (points[worst]![i]! - value)))
    const accept = (point: Float64Array, value: number) => {
      points[worst] = point
      values[worst] = value
    }
    const reflected = move(-1)
    const reflectedValue = evaluate(reflected)
    used++
    if (reflectedValue < values[best]!) {
      const expanded = move(-2)
      const expandedValue = evaluate(expanded)
      used++
      if (expandedValue < reflectedValue) accept(expanded, expandedValue)
      else accept(reflected, reflectedValue)
    } else if (reflectedValue < values[second]!) accept(reflected, reflectedValue)
    else {
      const contracted = move(reflectedValue < values[worst]! ? -0.5 : 0.5)
      const contractedValue = evaluate(contracted)
      used++
      if (contractedValue < Math.min(reflectedValue, values[worst]!)) accept(contracted, contractedValue)
      else {
        for (const k of order.slice(1)) {
          points[k] = points[k]!.map((value, i) => (value + points[best]![i]!) / 2)
          values[k] = evaluate(points[k]!)
          used++
        }
      }
    }
  }
  const best = values.indexOf(Math.min(...values))
  return { point: points[best]!, value: values[best]! }
}
