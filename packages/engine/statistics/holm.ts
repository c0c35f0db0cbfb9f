/**
 * Holm’s (1979) adjustment of several probabilities of one family: the smallest is multiplied by their number, the next
 * by one less, and none falls below the one before. Below 0.05 the chance of any false finding is at most 5 %.
 */
export function adjustHolm(probabilities: readonly number[]): number[] {
  const wrong = probabilities.findIndex((p) => !(p >= 0 && p <= 1))
  if (wrong >= 0)
    throw new RangeError(`probabilities[${wrong}]: expected 0 to 1, got ${probabilities[wrong]}`)
  const order = [...probabilities.keys()].sort((a, b) => probabilities[a]! - probabilities[b]! || a - b)
  const adjusted = new Array<number>(order.length)
  let floor = 0
  for (const [rank, at] of order.entries()) {
    floor = Math.max(floor, Math.min(1, (order.length - rank) * probabilities[at]!))
    adjusted[at] = floor
  }
  return adjusted
}
