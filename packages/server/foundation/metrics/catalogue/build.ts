import type { Measure, MetricContent, Side, Term, Trilingual } from '@salesloom/contract'

/** A metric of the shipped catalogue. */
export type ShippedMetric = MetricContent & { readonly code: string }

type More = Partial<Pick<Measure, 'day' | 'endDay' | 'time' | 'at' | 'filters'>>

function measure(fact: string, aggregate: Measure['aggregate'], of: string | null, more: More): Measure {
  return {
    fact,
    aggregate,
    ...(of === null ? {} : { of }),
    time: 'during',
    at: 'end',
    filters: [],
    ...more,
  }
}

export const sum = (fact: string, of: string, more: More = {}): Measure => measure(fact, 'sum', of, more)
export const count = (fact: string, more: More = {}): Measure => measure(fact, 'count', null, more)
export const distinct = (fact: string, of: string, more: More = {}): Measure =>
  measure(fact, 'distinct', of, more)

export const where = (field: string, ...is: string[]) => ({ field, is })

export function term(of: Measure, times = 1, perPeriodDays = false): Term {
  return { measure: of, times, perPeriodDays }
}

/** One measure, or the sum of several. */
export const total = (...measures: Measure[]): Side => [measures.map((one) => term(one))]

/** The first measure less the others. */
export const less = (first: Measure, ...others: Measure[]): Side => [
  [term(first), ...others.map((one) => term(one, -1))],
]

export const say = (zh: string, zhTw: string, en: string): Trilingual => ({ zh, zhTw, en })

type Parts = Pick<ShippedMetric, 'code' | 'name' | 'description' | 'formula' | 'numerator'> &
  Partial<ShippedMetric>

/** The metrics of one group; money and higher-is-better unless told otherwise. */
export function inGroup(group: MetricContent['group'], metrics: readonly Parts[]): readonly ShippedMetric[] {
  return metrics.map((parts) => ({ group, unit: 'money', better: 'higher', denominator: null, ...parts }))
}
