import type { CivilDate } from '../calendar/index.ts'

/** What a name in an intent can stand for. */
export type MemberKind = 'product' | 'region' | 'customerType' | 'orgUnit' | 'person'

/** A member of the workspace with every name that it goes by. */
export type NamedMember = {
  readonly kind: MemberKind
  readonly id: string
  readonly names: readonly string[]
}

export type MetricUnit = 'money' | 'count' | 'percent' | 'days' | 'minutes' | 'score' | 'times'

/** A metric that an intent may mean. Its names are the catalogue’s; the words of the trade are known here. */
export type KnownMetric = {
  readonly code: string
  readonly names: readonly string[]
  readonly unit: MetricUnit
  readonly better: 'higher' | 'lower'
}

/**
 * By how much: `points` of a percentage (0.05 = 5 points), `relative` to the baseline (0.1 = 10 %), `amount` in the
 * metric’s unit (money in whole currency). `ambiguous`: a percentage of a percentage that could be either.
 */
export type Change = {
  readonly kind: 'points' | 'relative' | 'amount' | 'ambiguous'
  readonly by: number
  /** the baseline is the same period a year before, and not what there is now */
  readonly against?: 'lastYear'
}

/** What a figure is an average of: for each person, for each of some stretches of time, or both. */
export type AverageOf = {
  readonly person: boolean
  readonly span: 'day' | 'week' | 'month' | 'quarter' | null
}

/** What has to be asked back before an intent is a goal. */
export type Question =
  | 'metric'
  | 'metricChoice'
  | 'slice'
  | 'value'
  | 'pointsOrRelative'
  | 'contradiction'
  | 'deadline'
  | 'owner'
  | 'actions'

export type IntentField =
  | 'metric'
  | 'slice'
  | 'baseline'
  | 'change'
  | 'value'
  | 'deadline'
  | 'owner'
  | 'action'
  | 'vague'

/** Where in the sentence something was found. */
export type Span = { readonly field: IntentField; readonly from: number; readonly until: number }

/** An intent in plain words, read. Null and empty where nothing is said. */
export type Intent = {
  readonly metric: string | null
  /** metrics that the words could mean, where it is not one */
  readonly metricChoices: readonly string[]
  readonly members: readonly NamedMember[]
  /** whether it says that everything is meant */
  readonly whole: boolean
  /** in the metric’s unit; a percentage as 0 to 1 */
  readonly baseline: number | null
  readonly change: Change | null
  readonly value: number | null
  /** what baseline, change and value are said of; null where they are of the whole, over all of its time */
  readonly average: AverageOf | null
  /** first day of the period that was named; null where only its end is known */
  readonly periodFrom: CivilDate | null
  readonly deadline: CivilDate | null
  /** id of a person, or `me` for the writer */
  readonly owner: string | null
  readonly actions: readonly string[]
  /** words that cannot be measured, as written */
  readonly vague: readonly string[]
  readonly asks: readonly Question[]
  readonly spans: readonly Span[]
}

export type IntentContext = {
  readonly today: CivilDate
  /** calendar month in which the fiscal year starts */
  readonly fiscalStart: number
  readonly members: readonly NamedMember[]
  readonly metrics: readonly KnownMetric[]
}
