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

/** Cells whose remainder is near the cut, ascending, and what is left of their quotas beyond the whole parts. */
type Candidates = { at: Int32Array; remainders: Float64Array; count: number }

/** Up to here every cell is a candidate; beyond, a sample says near which fraction the cut lies. */
const SMALL = 32_768
const SAMPLE = 524_288
/** Neighbours that are sampled together: memory is read in lines, and lines in a row come by themselves. */
const TOGETHER = 512
/** Half the width of the window around the expected cut, in shares of the cells: four standard errors. */
const MARGIN = 2 / Math.sqrt(SAMPLE)
/** How much wider the second window is: neighbours that resemble each other make a sample worth less. */
const WIDER = 8
/** Quotas beyond this have too few binary places left for their fraction to be believed. */
const LARGE_QUOTA = 2 ** 40

const SPLITTER = 2 ** 27 + 1

/** What floating point loses in a × b (Dekker 1971). */
function productError(a: number, b: number, product: number): number {
  const aSplit = a * SPLITTER
  const bSplit = b * SPLITTER
  const aHigh = aSplit - (aSplit - a)
  const bHigh = bSplit - (bSplit - b)
  const aLow = a - aHigh
  const bLow = b - bHigh
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

const BUCKETS = 4_096

/** The bucket that `rank` values from the top reach down to. */
function bucketFromTop(counts: Int32Array, rank: number): { readonly bucket: number; readonly left: number } {
  let bucket = BUCKETS - 1
  let left = rank
  while (bucket > 0 && left > counts[bucket]!) left -= counts[bucket--]!
  return { bucket, left }
}

/** Counts a stretch of quotas by their fractions. @returns Σ of the fractions */
function countFractions(
  { total, weights, sum }: Apportionment,
  [from, to]: Stretch,
  counts: Int32Array,
): number {
  const factor = total / sum
  let fractions = 0
  for (let i = from; i < to; i++) {
    const quota = Math.abs(weights[i]!) * factor
    const fraction = quota - Math.floor(quota)
    counts[Math.floor(fraction * BUCKETS)]!++
    fractions += fraction
  }
  return fractions
}

/** The fractions of the quotas that lie a margin below and above the expected cut. */
function expectWindow(split: Apportionment, margin: number): Window {
  const { length } = split.weights
  const groups = Math.floor(Math.min(SAMPLE, length) / TOGETHER)
  const stride = length / groups
  const counts = new Int32Array(BUCKETS)
  let expected = 0
  for (let group = 0; group < groups; group++) {
    const first = Math.floor(group * stride)
    expected += countFractions(split, [first, first + TOGETHER], counts)
  }
  const around = margin * groups * TOGETHER
  const low = bucketFromTop(counts, expected + around).bucket / BUCKETS
  const high = (bucketFromTop(counts, expected - around).bucket + 1) / BUCKETS
  return [Math.max(low, 1e-6), high]
}

/** Cells at a time: they stay in the processor's cache while their candidates are weighed. */
const STRETCH = 32_768

type Window = readonly [low: number, high: number]
type Stretch = readonly [from: number, to: number]

function makeRoom(candidates: Candidates, more: number): void {
  const { at, remainders, count } = candidates
  if (count + more <= at.length) return
  candidates.at = new Int32Array(2 * at.length + more)
  candidates.at.set(at)
  candidates.remainders = new Float64Array(2 * at.length + more)
  candidates.remainders.set(remainders)
}

/**
 * Rounds down below the window and up above it; what is inside is put to the candidates, and {@link weigh}
 * writes it again. Written and added before it is asked, because that is a third faster, and this loop is nearly all
 * the work.
 *
 * @returns Σ of what was given, candidates too
 */
function roundOutside(
  { weights, total, sum }: Apportionment,
  [low, high]: Window,
  [from, to]: Stretch,
  shares: Float64Array,
  candidates: Candidates,
): number {
  const factor = total / sum
  const lift = 1 - high
  const edge = 1 - (high - low)
  const { at } = candidates
  let { count } = candidates
  // A sum that begins with a whole number is kept as one and looked at for overflow at every cell.
  let given = -0
  for (let i = from; i < to; i++) {
    const lifted = Math.abs(weights[i]!) * factor + lift
    const share = Math.floor(lifted)
    shares[i] = share
    given += share
    if (lifted - share >= edge) at[count++] = i
  }
  candidates.count = count
  return given
}

/** The same for a stretch in which quotas may be too large to be believed: these are candidates too. */
function roundLarge(
  { weights, total, sum }: Apportionment,
  [low, high]: Window,
  [from, to]: Stretch,
  shares: Float64Array,
  candidates: Candidates,
): number {
  const factor = total / sum
  let given = 0
  for (let i = from; i < to; i++) {
    const lifted = Math.abs(weights[i]!) * factor + (1 - high)
    const share = Math.floor(lifted)
    const isCandidate = lifted - share >= 1 - (high - low) || lifted > LARGE_QUOTA
    shares[i] = isCandidate ? 0 : share
    if (isCandidate) candidates.at[candidates.count++] = i
    else given += share
  }
  return given
}

/**
 * Gives candidates from the `first` on the whole parts of their quotas instead of what they had, and keeps the
 * remainders; those without a weight get nothing and are no candidates.
 *
 * @returns by how much Σ grew
 */
function weigh(split: Apportionment, shares: Float64Array, candidates: Candidates, first: number): number {
  const { total, weights, sum, whole } = split
  const { at, remainders } = candidates
  const parts = new Float64Array(2)
  let kept = first
  let given = 0
  for (let k = first; k < candidates.count; k++) {
    const i = at[k]!
    const weight = Math.abs(weights[i]!)
    if (whole) divideProduct(weight, total, sum, parts)
    else {
      const quota = total * (weight / sum)
      parts[0] = Math.floor(quota)
      parts[1] = quota - parts[0]
    }
    given += parts[0]! - shares[i]!
    shares[i] = parts[0]!
    if (weight === 0) continue
    at[kept] = i
    remainders[kept++] = parts[1]!
  }
  candidates.count = kept
  return given
}

/** Gives every cell its whole part, and one unit to those above the window. @returns what is left, and the candidates */
function roundAll(
  split: Apportionment,
  window: Window,
  shares: Float64Array,
): { readonly rest: number; readonly candidates: Candidates } {
  const room = Math.max(Math.min(SMALL, shares.length), shares.length >>> 6)
  const candidates = { at: new Int32Array(room), remainders: new Float64Array(room), count: 0 }
  let rest = split.total
  for (let from = 0; from < shares.length; from += STRETCH) {
    const to = Math.min(from + STRETCH, shares.length)
    makeRoom(candidates, to - from)
    const first = candidates.count
    const given = roundOutside(split, window, [from, to], shares, candidates)
    if (given > LARGE_QUOTA) candidates.count = first
    rest -= given > LARGE_QUOTA ? roundLarge(split, window, [from, to], shares, candidates) : given
    rest -= weigh(split, shares, candidates, first)
  }
  return { rest, candidates }
}

/** All fractions: every cell is a candidate. */
const EVERY_CELL: Window = [0, 1]

/** The remainder of rank `rank` (1 = the largest): buckets first, then the one that holds it is sorted. */
function rankedRemainder(remainders: Float64Array, rank: number): number {
  let least = remainders[0]!
  let most = least
  for (let k = 0; k < remainders.length; k++) {
    const value = remainders[k]!
    if (value < least) least = value
    if (value > most) most = value
  }
  if (least === most) return least
  const scale = (BUCKETS - 1) / (most - least)
  const counts = new Int32Array(BUCKETS)
  for (let k = 0; k < remainders.length; k++) counts[Math.floor((remainders[k]! - least) * scale)]!++
  const { bucket, left } = bucketFromTop(counts, rank)
  const inside = new Float64Array(counts[bucket]!)
  let filled = 0
  for (let k = 0; k < remainders.length; k++) {
    const value = remainders[k]!
    if (Math.floor((value - least) * scale) === bucket) inside[filled++] = value
  }
  inside.sort()
  return inside[filled - left]!
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
  for (const margin of shares.length > SMALL ? [MARGIN, WIDER * MARGIN] : []) {
    const { rest, candidates } = roundAll(split, expectWindow(split, margin), shares)
    if (rest <= 0 || rest >= candidates.count) continue
    award(shares, candidates, rest)
    return
  }
  const { rest, candidates } = roundAll(split, EVERY_CELL, shares)
  if (rest >= 0 && rest <= candidates.count) award(shares, candidates, rest)
  else distributeRest(shares, candidates, rest)
}
