/** The columns of a purchase history, not yet trusted. */
type Columns = Readonly<Record<'frequency' | 'recency' | 'age', Float64Array>>

function refuse(path: string, expected: string, got: number): never {
  throw new RangeError(`${path}: expected ${expected}, got ${got}`)
}

function isFiniteFrom(value: number, least: number): boolean {
  return value >= least && value < Number.POSITIVE_INFINITY
}

/** @throws RangeError naming the first entry that is no count or time of its kind */
export function checkHistory({ frequency, recency, age }: Columns): void {
  const count = frequency.length
  if (recency.length !== count) refuse('recency', `${count} entries`, recency.length)
  if (age.length !== count) refuse('age', `${count} entries`, age.length)
  for (let i = 0; i < count; i++) {
    const [x, last, watched] = [frequency[i]!, recency[i]!, age[i]!]
    if (!(Number.isSafeInteger(x) && x >= 0)) refuse(`frequency[${i}]`, 'a whole number of 0 or more', x)
    if (!(isFiniteFrom(watched, 0) && watched > 0)) refuse(`age[${i}]`, 'a time above 0', watched)
    if (!(last >= 0 && last <= watched)) refuse(`recency[${i}]`, `0 to ${watched}`, last)
    if (x === 0 && last > 0) refuse(`recency[${i}]`, '0 without a repeat purchase', last)
  }
}

/** Amounts below this are nothing: their logarithm would pull a whole fit towards itself, or be none. */
export const LEAST_AMOUNT = 1e-12

/** @throws RangeError naming the first amount that is negative, not finite, or too small to be one */
export function checkAmounts(monetary: Float64Array, count: number): void {
  if (monetary.length !== count) refuse('monetary', `${count} entries`, monetary.length)
  const wrong = monetary.findIndex((amount) => amount !== 0 && !isFiniteFrom(amount, LEAST_AMOUNT))
  if (wrong >= 0) refuse(`monetary[${wrong}]`, `0 or an amount from ${LEAST_AMOUNT}`, monetary[wrong]!)
}

/** Horizon in times watched beyond which nothing can be said, and the series of the expectation would not end. */
const FARTHEST = 100

/** @throws RangeError for what is no horizon, rate or share */
export function checkRequest(request: {
  readonly horizon: number
  readonly discountRate: number
  readonly margin: number
}): void {
  for (const [name, value] of Object.entries(request))
    if (!isFiniteFrom(value, 0)) refuse(name, 'a number of 0 or more', value)
}

/** @throws RangeError for a horizon that is out of all proportion to the time watched */
export function checkHorizon(horizon: number, alpha: number, age: number): void {
  const most = FARTHEST * (alpha + age)
  if (!(horizon <= most)) refuse('horizon', `at most ${FARTHEST} times the time watched (${most})`, horizon)
}
