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
  let sum = 0
  for (const weight of weights) sum += weight
  const trace = sum > 0 ? (sum / weights.length) * 1e-7 : 1
  const scaled = new Float64Array(weights.length)
  for (let cell = 0; cell < weights.length; cell++) scaled[cell] = weights[cell]! > 0 ? weights[cell]! : trace
  return scaled
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

/** Bounds of cells, where there are any. */
type Bounds = Pick<FitProblem, 'low' | 'high'> | null

/** Scales every cell by its margin’s factor, keeps it inside its bounds, and adds it up for the next set: one pass. */
function scaleAndSum(
  bounds: Bounds,
  scaled: Float64Array,
  of: Int32Array,
  factors: Float64Array,
  next: Int32Array,
  { inner, fixed }: Sums,
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
    if (bounds !== null) {
      const bound = Math.min(bounds.high[cell]!, Math.max(bounds.low[cell]!, value))
      if (bound !== value) {
        fixed[into] = fixed[into]! + bound
        continue
      }
    }
    inner[into] = inner[into]! + value
  }
}

function clamp(scaled: Float64Array, { low, high }: Pick<FitProblem, 'low' | 'high'>): void {
  for (let cell = 0; cell < scaled.length; cell++)
    scaled[cell] = Math.min(high[cell]!, Math.max(low[cell]!, scaled[cell]!))
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
  const [first] = sets
  const growth = sets.map(({ totals }) => new Float64Array(totals.length))
  let passes = 0
  let worst = first === undefined ? 0 : Number.POSITIVE_INFINITY
  if (first !== undefined) {
    const nobody = new Int32Array(scaled.length).fill(-1)
    let sums = emptySums(first)
    scaleAndSum(bounds, scaled, nobody, new Float64Array(0), first.of, sums)
    while (passes < most && worst > 0.25 && !isStopped()) {
      passes++
      worst = 0
      for (const [s, set] of sets.entries()) {
        const { factors, worst: here } = factorsOf(set, sums)
        worst = Math.max(worst, here)
        if (2 * passes > most) addLogarithms(growth[s]!, factors)
        const following = sets[(s + 1) % sets.length]!
        sums = emptySums(following)
        scaleAndSum(bounds, scaled, set.of, factors, following.of, sums)
      }
    }
  }
  if (bounds !== null) clamp(scaled, bounds)
  return { values: scaled, passes, isSettled: worst <= 0.25, growth }
}
