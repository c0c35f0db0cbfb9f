import { preciseSum } from '../money/index.ts'
import { type Bounds, findShift, roundToTotal, shifted } from './bounded-spread.ts'
import { roundAtoms } from './round-atoms.ts'

/** Cells (positions in the problem) that must add up to a total. */
export type SumRule = { readonly cells: Int32Array; readonly total: number }

export type ConstrainedSpread = {
  readonly base: Float64Array
  readonly weights: Float64Array
  readonly bounds: Bounds
  readonly rules: readonly SumRule[]
}

/** Rounds of a small problem; a large one gets as many as its size allows, so that nothing hangs. */
const MOST_ROUNDS = 2_000
const MOST_STEPS = 300_000_000

function greatest(values: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY
  for (const value of values) most = Math.max(most, value)
  return most
}

function pick(values: Float64Array, cells: Int32Array): Float64Array {
  return Float64Array.from(cells, (cell) => values[cell]!)
}

function pickBounds(bounds: Bounds, cells: Int32Array): Bounds {
  return { low: pick(bounds.low, cells), high: pick(bounds.high, cells) }
}

/** A cell of weight 0 must be able to move where nothing else can: it gets a trace of weight. */
function withTrace(weights: Float64Array): Float64Array {
  const mean = preciseSum(weights) / weights.length
  const trace = mean > 0 ? mean * 1e-9 : 1
  return weights.map((weight) => Math.max(weight, trace))
}

/**
 * Values nearest to the base, in the sense of Σ (y − base)² ÷ weight, that keep every sum and bound: block-coordinate
 * ascent on the multipliers of the sums (Hildreth 1957). One sum alone is the proportional spread.
 */
function solveReals({ base, weights, bounds, rules }: ConstrainedSpread): Float64Array | null {
  const weight = withTrace(weights)
  const multipliers = new Float64Array(rules.length)
  const shift = new Float64Array(base.length)
  const parts = rules.map(({ cells }) => ({
    weights: pick(weight, cells),
    bounds: pickBounds(bounds, cells),
  }))
  const heaviest = parts.map((part) => greatest(part.weights))
  const steps = rules.reduce((sum, { cells }) => sum + cells.length, 0)
  const rounds = Math.min(MOST_ROUNDS, Math.max(20, Math.floor(MOST_STEPS / (10 * steps))))
  const values = () =>
    shifted({ base: base.map((b, i) => b + weight[i]! * shift[i]!), weights: weight, bounds }, 0)
  for (let round = 0; round < rounds; round++) {
    let moved = 0
    for (const [r, { cells, total }] of rules.entries()) {
      const others = Float64Array.from(
        cells,
        (cell) => base[cell]! + weight[cell]! * (shift[cell]! - multipliers[r]!),
      )
      const found = findShift({ base: others, ...parts[r]! }, total)
      if (found === null) return null
      const change = found - multipliers[r]!
      moved = Math.max(moved, Math.abs(change) * heaviest[r]!)
      for (const cell of cells) shift[cell] = shift[cell]! + change
      multipliers[r] = found
    }
    if (moved < 1e-7) return values()
  }
  const answer = values()
  const worst = Math.max(
    ...rules.map(({ cells, total }) => Math.abs(preciseSum(pick(answer, cells)) - total)),
  )
  return worst < 0.5 ? answer : null
}

/** Cells that stand in the same sums: within such an atom only the total matters to the rules. */
export function atomsOf(count: number, rules: readonly SumRule[]): { cells: Int32Array; rules: number[] }[] {
  const signatures: string[] = Array.from({ length: count }, () => '')
  for (const [r, { cells }] of rules.entries()) for (const cell of cells) signatures[cell] += `${r},`
  const atoms = new Map<string, number[]>()
  for (const [cell, signature] of signatures.entries()) {
    const cells = atoms.get(signature)
    if (cells === undefined) atoms.set(signature, [cell])
    else cells.push(cell)
  }
  return [...atoms].map(([signature, cells]) => ({
    cells: Int32Array.from(cells),
    rules: signature.split(',').filter(Boolean).map(Number),
  }))
}

/**
 * Whole numbers that keep several sums at once, overlapping or not, inside their bounds.
 *
 * The reals are found first; then the totals of the atoms (cells in the same sums) are rounded so that every sum is
 * met, and each atom is rounded to its total by largest remainder.
 *
 * @returns null where no such values exist, or none was found near the real ones
 */
export function spreadUnderRules(problem: ConstrainedSpread): Float64Array | null {
  const reals = solveReals(problem)
  if (reals === null) return null
  const atoms = atomsOf(reals.length, problem.rules)
  const totals = roundAtoms({
    reals: atoms.map(({ cells }) => preciseSum(pick(reals, cells))),
    low: atoms.map(({ cells }) => preciseSum(pick(problem.bounds.low, cells))),
    high: atoms.map(({ cells }) => preciseSum(pick(problem.bounds.high, cells))),
    rules: problem.rules.map(({ total }, r) => ({
      members: atoms.map((atom) => (atom.rules.includes(r) ? 1 : 0)),
      total,
    })),
  })
  if (totals === null) return null
  const answer = new Float64Array(reals.length)
  for (const [a, { cells }] of atoms.entries()) {
    const part = roundToTotal(pick(reals, cells), totals[a]!, pickBounds(problem.bounds, cells))
    if (part === null) return null
    for (const [i, cell] of cells.entries()) answer[cell] = part[i]!
  }
  return answer
}
