/** One place to go to. Times and durations are in one unit throughout. */
export type Visit = {
  readonly duration: number
  /** service starts inside one of them; in order and apart from each other */
  readonly windows: readonly (readonly [open: number, close: number])[]
  readonly score: number
  /** must be visited if at all possible */
  readonly required: boolean
  readonly load: number
}

export type Break = { readonly window: readonly [open: number, close: number]; readonly duration: number }

/** One day of one person: leaves the start not before it opens, is at the end not after it closes. */
export type Day = {
  readonly window: readonly [open: number, close: number]
  readonly capacity: number
  readonly breaks: readonly Break[]
}

/** A visit that stays on a day; with `start` not before that time. */
export type FixedStop = { readonly visit: number; readonly day: number; readonly start: number | null }

/**
 * Visits, days and travel. Nodes of the matrices: visit v is v; the start of day d is visits + 2d, its end the next.
 */
export type RouteProblem = {
  readonly visits: readonly Visit[]
  readonly days: readonly Day[]
  readonly durations: Float64Array
  readonly distances: Float64Array
  /** `score`: the greatest score, then the least distance; `distance`: every visit, then the least distance */
  readonly objective: 'score' | 'distance'
  /** in their order; they stand at the beginning of their day and stay there */
  readonly fixed: readonly FixedStop[]
}

export function nodeCount({ visits, days }: RouteProblem): number {
  return visits.length + 2 * days.length
}
