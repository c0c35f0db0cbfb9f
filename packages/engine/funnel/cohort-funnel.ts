import { type Incidence, incidenceWithin } from '../survival/index.ts'
import { checkDeals, type Deal, type DealPath, pathsOf } from './deal-path.ts'
import { type Funnel, funnelOf } from './funnel.ts'
import { conversionCourse, DAY, firstEntry, hasBeenIn, startOf, winCourse } from './stage-courses.ts'

export type CohortRequest = {
  /** stage whose first entry puts a deal into its cohort; null takes the beginning of the deal */
  readonly stage: number | null
  /** name of the cohort of a moment, such as `2024-Q3`; cohorts come in the order of their names */
  readonly cohortOf: (moment: number) => string
  /** days after the entry at which cohorts are compared, however old they are */
  readonly horizonDays: readonly number[]
}

export type CohortAtHorizon = {
  readonly days: number
  /** share that went on from the stage by then; null without a stage, or where it is too early to know */
  readonly advanced: Incidence | null
  /** share won by then, being lost competing; null where it is too early to know */
  readonly won: Incidence | null
}

export type Cohort = {
  readonly cohort: string
  readonly deals: number
  /** still open: the figures of the cohort are not final */
  readonly open: number
  readonly funnel: Funnel
  readonly within: readonly CohortAtHorizon[]
}

function within(
  paths: readonly DealPath[],
  entryOf: (path: DealPath) => number,
  { stage, horizonDays }: CohortRequest,
  asOf: number,
): CohortAtHorizon[] {
  const watched = paths.reduce((most, path) => Math.max(most, (asOf - entryOf(path)) / DAY), 0)
  return horizonDays.map((days) => ({
    days,
    advanced:
      stage === null
        ? null
        : incidenceWithin(
            paths.map((path) => conversionCourse(path, stage)),
            days,
            watched,
          ),
    won: incidenceWithin(
      paths.map((path) => winCourse(path, entryOf(path))),
      days,
      watched,
    ),
  }))
}

/**
 * Funnels of the deals that began, or entered a stage, in the same period. A young cohort has had less time: its
 * open deals are censored, and `within` compares cohorts at the same age.
 *
 * @throws RangeError naming the field that is wrong
 */
export function computeCohorts(
  stageCount: number,
  deals: readonly Deal[],
  asOf: number,
  request: CohortRequest,
): Cohort[] {
  checkDeals(stageCount, deals, asOf)
  const { stage, cohortOf, horizonDays } = request
  if (stage !== null && !(Number.isInteger(stage) && stage >= 0 && stage < stageCount))
    throw new RangeError(`stage: expected 0 to ${stageCount - 1}, got ${stage}`)
  const wrong = horizonDays.findIndex((days) => !(days > 0 && days < Number.POSITIVE_INFINITY))
  if (wrong >= 0) throw new RangeError(`horizonDays[${wrong}]: expected above 0, got ${horizonDays[wrong]}`)
  const entryOf = (path: DealPath) => (stage === null ? startOf(path) : firstEntry(path, stage))
  const paths = pathsOf(deals, asOf)
    .map(({ path }) => path)
    .filter((path) => stage === null || hasBeenIn(path, stage))
  const cohorts = [...Map.groupBy(paths, (path) => cohortOf(entryOf(path)))]
  return cohorts
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([cohort, members]) => ({
      cohort,
      deals: members.length,
      open: members.filter(({ state }) => state === 'open').length,
      funnel: funnelOf(stageCount, members),
      within: within(members, entryOf, request, asOf),
    }))
}
