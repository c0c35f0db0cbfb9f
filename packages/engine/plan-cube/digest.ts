/**
 * A check number of cells, so that cells computed again can be held against those of the first time: 32 bits of a
 * multiplicative hash (after FNV-1a) over the bits of every value at its place. Equal cells have equal numbers; others
 * differ but for about one in 2³².
 *
 * @param values of one array of their own, not a part of another one that begins off a multiple of four bytes
 */
export function digestOf(values: Float64Array): number {
  const words = new Int32Array(values.buffer, values.byteOffset, values.length * 2)
  let [a, b] = [0x811c9dc5 | 0, 0x01000193]
  for (let i = 0; i < words.length; i += 2) {
    a = Math.imul(a ^ words[i]!, 0x01000193)
    b = Math.imul(b ^ words[i + 1]!, 0x01000193)
  }
  return Math.imul(a, 0x9e3779b1) ^ b
}
