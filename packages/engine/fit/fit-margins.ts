import { impossible, type Outcome, possible } from '../outcome.ts'
import { seededRandom } from '../random/index.ts'
import { balancePair } from './balance-pair.ts'
import { findCombinedConflict } from './combined-conflict.ts'
import { type Conflict, findPairConflict, findPlainConflict } from './find-conflicts.ts'
import { checkProblem, deficitsOf, deviationOf, type FitProblem, type MarginPlace } from './fit-problem.ts'
import { fitReals } from './fit-reals.ts'
import { repairMargins } from './repair-margins.ts'
import { roundByDiffusion } from './round-by-diffusion.ts'
import { searchIntegers } from './search-integers.ts'

export type Fitted = { readonly values: Float64Array; readonly iterations: number }

/** The nearest that was found: not the least possible. */
export type NearMiss = { readonly deviation: number; readonly worst: MarginPlace & { readonly by: number } }

export type FitOptions = {
  /** passes of the real fit */
  readonly iterations?: number
  /** steps of the walk that mends what rounding left */
  readonly repairSteps?: number
  /** cells that the complete search of small tables looks at before it gives up */
  readonly searchSteps?: number
  readonly seed?: number
  readonly isStopped?: () => boolean
}

const DEFAULTS = {
  iterations: 500,
  repairSteps: 200_000,
  searchSteps: 20_000_000,
  seed: 1,
  isStopped: () => false,
}

/** Cells up to which a complete search is tried: beyond, it would hardly end within its limit. */
const SEARCHED = 5_000

type FitOutcome =
  | Outcome<Fitted, 'conflicting-margins', Conflict>
  | Outcome<Fitted, 'no-integer-solution' | 'limit-reached', NearMiss>

/**
 * Whole numbers in proportion to weights that meet several sets of margins exactly, inside bounds.
 *
 * Up to two sets always have a whole-number answer where a real one exists (a network flow); with more the problem is
 * hard in theory: the answer is exact, or proved impossible (`no-integer-solution`, up to some thousand cells), or it
 * says how near it came (`limit-reached`).
 *
 * @throws RangeError naming the first field that is no number of its kind
 */
export function fitMargins(problem: FitProblem, options: FitOptions = {}): FitOutcome {
  checkProblem(problem)
  const { iterations, repairSteps, searchSteps, seed, isStopped } = { ...DEFAULTS, ...options }
  const plain = findPlainConflict(problem)
  if (plain !== null) return impossible('conflicting-margins', plain)
  const { values: reals, passes, growth } = fitReals(problem, iterations, isStopped)
  const rounded = roundByDiffusion(problem, reals)
  const [first, second, ...more] = problem.sets
  if (first === undefined) return possible({ values: rounded, iterations: passes })
  if (more.length === 0) {
    const sets = [first, second ?? { of: first.of.map(() => -1), totals: new Float64Array(0) }] as const
    const cut = balancePair({ low: problem.low, high: problem.high, sets }, rounded)
    if (cut !== null) return impossible('conflicting-margins', { kind: 'pair', sets: [0, 1], cut })
    return possible({ values: rounded, iterations: passes })
  }
  const conflict = findPairConflict(problem, rounded)
  if (conflict !== null) return impossible('conflicting-margins', conflict)
  const combined = findCombinedConflict(problem, growth)
  if (combined !== null) return impossible('conflicting-margins', { kind: 'combined', ...combined })
  const repaired = repairMargins(problem, rounded, seededRandom(seed), repairSteps, isStopped)
  if (repaired.isExact) return possible({ values: repaired.values, iterations: passes })
  const { sum, worst } = deviationOf(deficitsOf(problem, repaired.values))
  const miss = { deviation: sum, worst }
  if (problem.low.length > SEARCHED) return impossible('limit-reached', miss)
  const search = searchIntegers(problem, reals, searchSteps, isStopped)
  if (search.kind === 'found') return possible({ values: search.values, iterations: passes })
  return impossible(search.kind === 'none' ? 'no-integer-solution' : 'limit-reached', miss)
}
