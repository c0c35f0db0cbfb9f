/** How a whole number is split over weights of one sign. */
export type Apportionment = {
  /** not negative */
  readonly total: number
  /** their sizes count; all of one sign, or zero */
  readonly weights: ArrayLike<number>
  /** Σ of their sizes, above 0 */
  readonly sum: number
  /** whether the weights and their sum are safe whole numbers: then remainders are compared exactly */
  readonly whole: boolean
}

/** Cells whose remainder is near the cut: position, and what is left of their quota beyond its whole part. */
type Candidates = { at: Int32Array; remainders: Float64Array; count: number }

/** Up to here every cell is a candidate; beyond, a sample says near which fraction the cut lies. */
const SMALL = 32_768
const SAMPLE = 32_768
/** Half the width of the window around the expected cut, in shares of the cells: four standard errors. */
const MARGIN = 2 / Math.sqrt(SAMPLE)
/** Quotas beyond this have too few binary places left for their fraction to be believed. */
const LARGE_QUOTA = 2 ** 40

const SPLITTER = 2 ** 27 + 1

/** What floating point loses in a × b (Dekker 1971). */
function productError(a: number, b: number, product: number): number {
  const aSplit = a * SPLITTER
  const bSplit = b * SPLITTER
  const aHigh = aSplit - (aSplit - a)
  const bHigh = bSplit - (bSplit - b)
  const [aLow, bLow] = [a - aHigh, b - bHigh]
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow)
}

/**
 * Quotient and remainder of a × b ÷ c for safe whole numbers with a ≤ c, exact although a × b may need 106 bits.
 * @returns into `result`: quotient, remainder
 */
export function divideProduct(a: number, b: number, c: number, result: Float64Array): void {
  const product = a * b
  let quotient = Math.floor(product / c)
  const taken = quotient * c
  let remainder = product - taken + (productError(a, b, product) - productError(quotient, c, taken))
  while (remainder < 0) {
    quotient--
    remainder += c
  }
  while (remainder >= c) {
    quotient++
    remainder -= c
  }
  result[0] = quotient
  result[1] = remainder
}

function openCandidates(capacity: number): Candidates {
  return { at: new Int32Array(capacity), remainders: new Float64Array(capacity), count: 0 }
}

function addCandidate(candidates: Candidates, at: number, remainder: number): void {
  if (candidates.count === candidates.at.length) {
    const grown = openCandidates(candidates.count * 2)
    grown.at.set(candidates.at)
    grown.remainders.set(candidates.remainders)
    candidates.at = grown.at
    candidates.remainders = grown.remainders
  }
  candidates.at[candidates.count] = at
  candidates.remainders[candidates.count++] = remainder
}

const parts = new Float64Array(2)

/** Whole part of a cell's quota; its remainder goes to the candidates. */
function weigh(split: Apportionment, i: number, candidates: Candidates): number {
  const weight = Math.abs(split.weights[i]!)
  if (weight === 0) return 0
  if (split.whole) {
    divideProduct(weight, split.total, split.sum, parts)
  } else {
    const quota = split.total * (weight / split.sum)
    parts[0] = Math.floor(quota)
    parts[1] = quota - parts[0]
  }
  addCandidate(candidates, i, parts[1]!)
  return parts[0]!
}

/** The fractions of the quotas that lie `MARGIN` below and above the expected cut. */
function expectWindow({ total, weights, sum }: Apportionment): readonly [low: number, high: number] {
  const stride = weights.length / SAMPLE
  const factor = total / sum
  const fractions = new Float64Array(SAMPLE)
  let mean = 0
  for (let k = 0; k < SAMPLE; k++) {
    const quota = Math.abs(weights[Math.floor(k * stride)]!) * factor
    fractions[k] = quota - Math.floor(quota)
    mean += fractions[k]! / SAMPLE
  }
  fractions.sort()
  const at = (share: number) => fractions[Math.max(0, Math.min(SAMPLE - 1, Math.floor(share * SAMPLE)))]!
  const low = at(1 - mean - MARGIN)
  const high = at(1 - mean + MARGIN)
  return [Math.max(low - 1e-6, 1e-6), Math.min(high + 1e-6, 1)]
}

/**
 * Rounds down below the window and up above it; what is inside, and quotas too large to be believed, become candidates
 * with their exact remainders. One pass over the weights.
 *
 * @returns Σ of what was given
 */
function roundOutside(
  split: Apportionment,
  [low, high]: readonly [low: number, high: number],
  shares: Float64Array,
  candidates: Candidates,
): number {
  const { weights } = split
  const factor = split.total / split.sum
  const lift = 1 - high
  const edge = 1 - (high - low)
  let given = 0
  for (let i = 0; i < shares.length; i++) {
    const lifted = Math.abs(weights[i]!) * factor + lift
    let share = Math.floor(lifted)
    if (lifted - share >= edge || lifted > LARGE_QUOTA) share = weigh(split, i, candidates)
    shares[i] = share
    given += share
  }
  return given
}

/** Every cell with a weight a candidate. @returns Σ of the whole parts */
function roundDown(split: Apportionment, shares: Float64Array, candidates: Candidates): number {
  let given = 0
  for (let i = 0; i < shares.length; i++) {
    const share = weigh(split, i, candidates)
    shares[i] = share
    given += share
  }
  return given
}

const BUCKETS = 4_096

/** The remainder of rank `rank` (1 = the largest): buckets first, then the one that holds it is sorted. */
function rankedRemainder(remainders: Float64Array, rank: number): number {
  if (remainders.length <= BUCKETS) return remainders.slice().sort()[remainders.length - rank]!
  let [least, most] = [remainders[0]!, remainders[0]!]
  for (const value of remainders) {
    if (value < least) least = value
    if (value > most) most = value
  }
  if (least === most) return least
  const scale = (BUCKETS - 1) / (most - least)
  const counts = new Int32Array(BUCKETS)
  for (const value of remainders) counts[Math.floor((value - least) * scale)]!++
  let bucket = BUCKETS - 1
  let left = rank
  while (left > counts[bucket]!) left -= counts[bucket--]!
  const inside = remainders.filter((value) => Math.floor((value - least) * scale) === bucket).sort()
  return inside[inside.length - left]!
}

/** One unit each to the `rest` largest remainders, ties to the earlier position. */
function award(shares: Float64Array, { at, remainders, count }: Candidates, rest: number): void {
  if (rest === 0) return
  const cut = rankedRemainder(remainders.subarray(0, count), rest)
  let ties = rest
  for (let k = 0; k < count; k++) if (remainders[k]! > cut) ties--
  for (let k = 0; k < count; k++) {
    if (remainders[k]! < cut || (remainders[k] === cut && ties-- <= 0)) continue
    shares[at[k]!]!++
  }
}

/** Floating point lost so much that the rest exceeds the cells: units in turn, or taken back from the largest. */
function distributeRest(shares: Float64Array, { at, remainders, count }: Candidates, rest: number): void {
  const keys = rest > 0 ? remainders : Float64Array.from(at.subarray(0, count), (i) => shares[i]!)
  const order = Array.from({ length: count }, (_, k) => k).sort((a, b) => keys[b]! - keys[a]! || a - b)
  const each = Math.trunc(rest / count)
  const more = Math.abs(rest - each * count)
  for (const [k, candidate] of order.entries())
    shares[at[candidate]!]! += each + (k < more ? Math.sign(rest) : 0)
}

/**
 * Splits a whole number over weights by largest remainder (Hamilton 1792), in time that grows with the number of cells
 * and no faster: where there are many, only those near the cut are compared, and these exactly.
 *
 * @param shares takes the answer; another array than the weights
 */
export function splitByRemainder(split: Apportionment, shares: Float64Array): void {
  if (shares.length > SMALL) {
    const near = openCandidates(SMALL)
    const rest = split.total - roundOutside(split, expectWindow(split), shares, near)
    if (rest > 0 && rest < near.count) {
      award(shares, near, rest)
      return
    }
  }
  const all = openCandidates(Math.max(1, shares.length))
  const rest = split.total - roundDown(split, shares, all)
  if (rest >= 0 && rest <= all.count) award(shares, all, rest)
  else distributeRest(shares, all, rest)
}
