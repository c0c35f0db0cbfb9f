import { type Interval, wilsonInterval } from './wilson.ts'

/** How long until a case ended, and how: 'wanted', 'other' (a competing end), or 'open' when the watch ended. */
export type Course = { readonly days: number; readonly end: 'wanted' | 'other' | 'open' }

export type Incidence = Interval & { readonly estimate: number }

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
