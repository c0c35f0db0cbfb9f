/** Of what length seasons are, and how many of the newest past values overlap with the one that is judged. */
export type Ground = { readonly seasonLength: number; readonly overlap: number }

/** The usual value of a period and a robust standard deviation of it. */
export type Band = { readonly middle: number; readonly spread: number }

/** Fewer past values than this tell nothing of what is usual. */
const LEAST_VALUES = 6
/** Makes the median absolute deviation of normal values their standard deviation. */
const NORMAL = 1.4826
/** Values further back than this many seasons are another time. */
const SEASONS = 2

function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort()
  const half = sorted.length >> 1
  const upper = sorted[half] as number
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] as number) + upper) / 2
}

function bandOf(values: readonly number[]): Band | null {
  if (values.length < LEAST_VALUES) return null
  const middle = medianOf(values)
  return { middle, spread: NORMAL * medianOf(values.map((value) => Math.abs(value - middle))) }
}

type Values = readonly (number | null)[]

/** Past values that do not overlap with the judged one, at most two seasons of them. */
function pastOf(values: Values, at: number, { seasonLength, overlap }: Ground): number[] {
  const from = Math.max(0, at - overlap - SEASONS * seasonLength)
  return values.slice(from, Math.max(0, at - overlap)).filter((value) => value !== null)
}

/** How many times the value a season earlier each value was. */
function growthOf(values: Values, seasonLength: number): (number | null)[] {
  return values.map((value, at) => {
    const before = values[at - seasonLength] ?? null
    return value === null || before === null || before <= 0 ? null : value / before
  })
}

const known = new WeakMap<Values, Map<string, Band | null>>()

/** Remembers bands by their series: thousands of rules look at the same ones. A series is never changed. */
function remembered(values: Values, key: string, make: () => Band | null): Band | null {
  const bands = known.get(values) ?? new Map<string, Band | null>()
  known.set(values, bands)
  const band = bands.get(key)
  if (band !== undefined) return band
  const made = make()
  bands.set(key, made)
  return made
}

/**
 * The band of a member's own past at one period; null where too little is known.
 * `recent`: median and scaled median absolute deviation of the values before (Hampel 1974). `season`: the same of how many times
 * the value of a year earlier each one was, laid on the value of a year earlier: season and growth drop out.
 */
export function bandAt(values: Values, at: number, basis: 'season' | 'recent', ground: Ground): Band | null {
  const key = `${basis} ${at} ${ground.seasonLength} ${ground.overlap}`
  return remembered(values, key, () => makeBand(values, at, basis, ground))
}

function makeBand(values: Values, at: number, basis: 'season' | 'recent', ground: Ground): Band | null {
  if (basis === 'recent') return bandOf(pastOf(values, at, ground))
  const before = values[at - ground.seasonLength] ?? null
  if (before === null || before <= 0) return null
  const first = Math.max(0, at - ground.overlap - (SEASONS + 1) * ground.seasonLength)
  const growth = growthOf(values.slice(first, at + 1), ground.seasonLength)
  const band = bandOf(pastOf(growth, at - first, ground))
  return band === null ? null : { middle: before * band.middle, spread: before * band.spread }
}
