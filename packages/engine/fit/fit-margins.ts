import { impossible, type Outcome, possible } from '../outcome.ts'
import { seededRandom } from '../random/index.ts'
import { balancePair } from './balance-pair.ts'
import { findCombinedConflict } from './combined-conflict.ts'
import { type Conflict, findPairConflict, findPlainConflict } from './find-conflicts.ts'
import { checkProblem, deficitsOf, deviationOf, type FitProblem, type MarginPlace } from './fit-problem.ts'
import { fitReals, type RealFit } from './fit-reals.ts'
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

/** Passes after which margins that still do not settle are looked at for conflicts: most tables need fewer. */
const QUICK = 40

/** One or two sets: a network, in which an answer in whole numbers exists wherever one exists at all. */
function fitNetwork(problem: FitProblem, { values: reals, passes }: RealFit): FitOutcome {
  const { low, high } = problem
  const values = roundByDiffusion(problem, reals)
  const [first, second] = problem.sets
  if (first === undefined) return possible({ values, iterations: passes })
  const nobody = { of: new Int32Array(low.length).fill(-1), totals: new Float64Array(0) }
  const cut = balancePair({ low, high, sets: [first, second ?? nobody] }, values)
  if (cut !== null) return impossible('conflicting-margins', { kind: 'pair', sets: [0, 1], cut })
  return possible({ values, iterations: passes })
}

/** Small tables are searched to the end; of larger ones the nearest that was found is told. */
function decideSmall(
  problem: FitProblem,
  nearest: Float64Array,
  { values: reals, passes }: RealFit,
  limit: number,
  isStopped: () => boolean,
): FitOutcome {
  const { sum, worst } = deviationOf(deficitsOf(problem, nearest))
  const miss = { deviation: sum, worst }
  if (problem.low.length > SEARCHED) return impossible('limit-reached', miss)
  const search = searchIntegers(problem, reals, limit, isStopped)
  if (search.kind === 'found') return possible({ values: search.values, iterations: passes })
  return impossible(search.kind === 'none' ? 'no-integer-solution' : 'limit-reached', miss)
}

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
  if (problem.sets.length <= 2) return fitNetwork(problem, fitReals(problem, iterations, isStopped))
  const begun = fitReals(problem, Math.min(iterations, QUICK), isStopped)
  const early = begun.isSettled ? null : findPairConflict(problem, roundByDiffusion(problem, begun.values))
  if (early !== null) return impossible('conflicting-margins', early)
  const fitted = begun.isSettled ? begun : fitReals(problem, iterations, isStopped)
  let conflict: Conflict | null = null
  const { values, isExact } = repairMargins(problem, roundByDiffusion(problem, fitted.values), {
    random: seededRandom(seed),
    steps: repairSteps,
    isStopped,
    isHopeless: (near) => {
      conflict = findPairConflict(problem, near) ?? findCombinedConflict(problem, fitted.growth)
      return conflict !== null
    },
  })
  if (isExact) return possible({ values, iterations: fitted.passes })
  if (conflict !== null) return impossible('conflicting-margins', conflict)
  return decideSmall(problem, values, fitted, searchSteps, isStopped)
}
