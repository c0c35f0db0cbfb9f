import { type Estimate, wilsonInterval } from '../statistics/index.ts'

/** How long until a case ended, and how: 'wanted', 'other' (a competing end), or 'open' when the watch ended. */
export type Course = { readonly days: number; readonly end: 'wanted' | 'other' | 'open' }

/** A share with its 95 % interval. */
export type Incidence = Estimate

type Step = {
  readonly atRisk: number
  readonly wanted: number
  readonly ended: number
  /** share not yet ended just before */
  readonly before: number
  /** incidence just after */
  readonly incidence: number
}

function stepsOf(courses: readonly Course[]): Step[] {
  const times = [...Map.groupBy(courses, ({ days }) => days)].toSorted(([a], [b]) => a - b)
  let [atRisk, survival, incidence] = [courses.length, 1, 0]
  const steps: Step[] = []
  for (const [, group] of times) {
    const wanted = group.filter(({ end }) => end === 'wanted').length
    const ended = group.filter(({ end }) => end !== 'open').length
    if (ended > 0) {
      incidence += (survival * wanted) / atRisk
      steps.push({ atRisk, wanted, ended, before: survival, incidence })
      survival *= 1 - ended / atRisk
    }
    atRisk -= group.length
  }
  return steps
}

/** Variance of the incidence at the end (Marubini and Valsecchi 1995, by the delta method). */
function varianceOf(steps: readonly Step[], estimate: number): number {
  let variance = 0
  for (const { atRisk, wanted, ended, before, incidence } of steps) {
    const rest = estimate - incidence
    if (atRisk > ended) variance += (rest ** 2 * ended) / (atRisk * (atRisk - ended))
    variance += (before ** 2 * wanted * (atRisk - wanted)) / atRisk ** 3
    variance -= (2 * rest * before * wanted) / atRisk ** 2
  }
  return variance
}

/**
 * The share that comes to the wanted end, another end competing, open cases censored (Aalen and Johansen 1978). The
 * interval is Wilson's with the number of cases that has the same variance: without open cases the plain one.
 *
 * @returns null without a case
 */
export function cumulativeIncidence(courses: readonly Course[]): Incidence | null {
  if (courses.length === 0) return null
  const steps = stepsOf(courses)
  const estimate = Math.min(1, steps.at(-1)?.incidence ?? 0)
  const variance = varianceOf(steps, estimate)
  const ended = courses.filter(({ end }) => end !== 'open').length
  const spread = estimate * (1 - estimate)
  const count = variance > 1e-15 && spread > 1e-15 ? Math.min(courses.length, spread / variance) : ended
  return { estimate, ...wilsonInterval(estimate, count) }
}

/**
 * The share that has come to the wanted end within a time: what cohorts of different age can be compared by.
 *
 * @param courses those that took longer are open at the horizon
 * @param watched days for which the case watched longest has been watched
 * @returns null where nobody has been watched so long while cases are still open: too early to know
 */
export function incidenceWithin(
  courses: readonly Course[],
  horizonDays: number,
  watched: number,
): Incidence | null {
  if (watched < horizonDays && courses.some(({ end }) => end === 'open')) return null
  return cumulativeIncidence(
    courses.map((course) => (course.days > horizonDays ? { days: horizonDays, end: 'open' } : course)),
  )
}
