import { type FitProblem, isBounded, type MarginSet } from './fit-problem.ts'

export type RealFit = {
  readonly values: Float64Array
  readonly passes: number
  /** every margin is met within a quarter of a unit */
  readonly isSettled: boolean
  /** how the logarithms of the factors grew in the second half of the passes allowed, by set and margin */
  readonly growth: readonly Float64Array[]
}

/** Weights that can be scaled: zero weights get a trace, so that they can take what nothing else can. */
function startingWeights({ weights }: FitProblem): Float64Array {
  const scaled = weights.slice()
  let sum = 0
  let hasZeros = false
  for (let cell = 0; cell < weights.length; cell++) {
    const weight = weights[cell]!
    sum += weight
    if (weight === 0) hasZeros = true
  }
  if (!hasZeros) return scaled
  const trace = sum > 0 ? (sum / weights.length) * 1e-7 : 1
  return scaled.map((weight) => (weight > 0 ? weight : trace))
}

/** Sums of a set’s margins: cells that can still be scaled, and cells that stand at a bound. */
type Sums = { readonly inner: Float64Array; readonly fixed: Float64Array }

function emptySums({ totals }: MarginSet): Sums {
  return { inner: new Float64Array(totals.length), fixed: new Float64Array(totals.length) }
}

/** Factors that bring each margin to its total, as far as its free cells can. */
function factorsOf({ totals }: MarginSet, { inner, fixed }: Sums): { factors: Float64Array; worst: number } {
  let worst = 0
  const factors = totals.map((total, margin) => {
    worst = Math.max(worst, Math.abs(total - inner[margin]! - fixed[margin]!))
    const wanted = total - fixed[margin]!
    if (wanted <= 0) return inner[margin]! > 0 || wanted < 0 ? 0.25 : 1
    return inner[margin]! > 0 ? wanted / inner[margin]! : 4
  })
  return { factors, worst }
}

function addLogarithms(growth: Float64Array, factors: Float64Array): void {
  for (let margin = 0; margin < growth.length; margin++)
    growth[margin] = growth[margin]! + Math.log(factors[margin]!)
}

type Bounds = Pick<FitProblem, 'low' | 'high'>

/** What one set's pass works on: every cell's margin with its factor, and the sums of the next set to fill. */
type Pass = {
  readonly of: Int32Array
  readonly factors: Float64Array
  readonly next: Int32Array
  readonly sums: Sums
}

/**
 * A pass where no cell has a bound: half the time of the other. Nothing may vanish for good, so 1e-300 is the least; as a
 * named constant it would double the time (the engine then takes it for anything).
 */
function scaleFree(scaled: Float64Array, { of, factors, next, sums: { inner } }: Pass): void {
  for (let cell = 0; cell < scaled.length; cell++) {
    const margin = of[cell]!
    let value = scaled[cell]!
    if (margin >= 0) {
      value *= factors[margin]!
      if (value < 1e-300) value = 1e-300
      scaled[cell] = value
    }
    const into = next[cell]!
    if (into >= 0) inner[into] = inner[into]! + value
  }
}

function scaleBounded(
  { low, high }: Bounds,
  scaled: Float64Array,
  { of, factors, next, sums: { inner, fixed } }: Pass,
): void {
  for (let cell = 0; cell < scaled.length; cell++) {
    const margin = of[cell]!
    let value = scaled[cell]!
    if (margin >= 0) {
      value *= factors[margin]!
      if (value < 1e-300) value = 1e-300
      scaled[cell] = value
    }
    const into = next[cell]!
    if (into < 0) continue
    const bound = Math.min(high[cell]!, Math.max(low[cell]!, value))
    if (bound === value) inner[into] = inner[into]! + value
    else fixed[into] = fixed[into]! + bound
  }
}

/** Scales every cell by its margin’s factor, keeps it inside its bounds, and adds it up for the next set. */
function scaleAndSum(bounds: Bounds | null, scaled: Float64Array, pass: Pass): void {
  if (bounds === null) scaleFree(scaled, pass)
  else scaleBounded(bounds, scaled, pass)
}

function clamp(scaled: Float64Array, { low, high }: Bounds): void {
  for (let cell = 0; cell < scaled.length; cell++)
    scaled[cell] = Math.min(high[cell]!, Math.max(low[cell]!, scaled[cell]!))
}

/** Sums of the first set before anything is scaled. */
function firstSums(bounds: Bounds | null, scaled: Float64Array, [first]: readonly MarginSet[]): Sums {
  if (first === undefined) return { inner: new Float64Array(0), fixed: new Float64Array(0) }
  const [sums, factors] = [emptySums(first), new Float64Array(first.totals.length).fill(1)]
  scaleAndSum(bounds, scaled, { of: first.of, factors, next: first.of, sums })
  return sums
}

/**
 * Real values in proportion to the weights that meet the margins within a quarter of a unit: iterative proportional
 * fitting (Deming and Stephan 1940), with cells at a bound set aside in each pass (the dual ascent of Bregman 1967).
 *
 * @param most passes over all sets
 */
export function fitReals(problem: FitProblem, most: number, isStopped: () => boolean): RealFit {
  const { sets } = problem
  const bounds = isBounded(problem) ? problem : null
  const scaled = startingWeights(problem)
  const growth = sets.map(({ totals }) => new Float64Array(totals.length))
  let [step, settled] = [0, 0]
  let sums = firstSums(bounds, scaled, sets)
  for (; step < most * sets.length; step++) {
    if (step % sets.length === 0 && isStopped()) break
    const s = step % sets.length
    const { factors, worst } = factorsOf(sets[s]!, sums)
    settled = worst <= 0.25 ? settled + 1 : 0
    if (settled === sets.length) break
    if (2 * step >= most * sets.length) addLogarithms(growth[s]!, factors)
    const following = sets[(s + 1) % sets.length]!
    sums = emptySums(following)
    scaleAndSum(bounds, scaled, { of: sets[s]!.of, factors, next: following.of, sums })
  }
  if (bounds !== null) clamp(scaled, bounds)
  const passes = Math.ceil(step / Math.max(1, sets.length))
  return { values: scaled, passes, isSettled: settled === sets.length, growth }
}
