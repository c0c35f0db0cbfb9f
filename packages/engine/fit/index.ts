export type { Cut } from './balance-pair.ts'
export type { Conflict } from './find-conflicts.ts'
export { type FitOptions, type Fitted, fitMargins, type NearMiss } from './fit-margins.ts'
export { deficitsOf, deviationOf, type FitProblem, type MarginPlace, type MarginSet } from './fit-problem.ts'
