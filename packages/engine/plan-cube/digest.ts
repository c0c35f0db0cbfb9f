/**
 * A check number of cells, so that cells computed again can be held against those of the first time: 32 bits of a
 * multiplicative hash of every value at its place. Equal cells have equal numbers; others differ but for one in 2³².
 *
 * @param values whole numbers within the safe integers
 */
export function digestOf(values: Float64Array): number {
  let hash = 0x811c9dc5 | 0
  for (let cell = 0; cell < values.length; cell++) {
    const value = values[cell]!
    hash = Math.imul(hash ^ (value | 0), 0x01000193)
    hash = Math.imul(hash ^ ((value / 4_294_967_296) | 0), 0x01000193)
  }
  return hash
}
