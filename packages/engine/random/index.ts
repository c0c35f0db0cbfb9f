/** Numbers from 0 (inclusive) to 1 (exclusive), the same for the same seed on every machine. */
export type Random = () => number

/** A small fast generator (sfc32, Doty-Humphrey, PractRand), seeded by one whole number. */
export function seededRandom(seed: number): Random {
  let [a, b, c, counter] = [0x9e3779b9 | 0, seed | 0, (seed / 0x1_0000_0000) | 0, 1]
  const next = () => {
    const t = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + t) | 0
    return (t >>> 0) / 4_294_967_296
  }
  for (let i = 0; i < 15; i++) next()
  return next
}
