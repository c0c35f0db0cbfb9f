import normalQuantile from '@stdlib/stats-base-dists-normal-quantile'
import type { Band } from './forecast.ts'
import type { Month } from './spring-festival.ts'

/**
 * How an event works: `pulse` in its first month only; `step` from its first month on; `ramp` rising evenly to its full
 * size in its last month and staying there; `decay` full in its first month and halved with every half-life.
 */
export type EventKind = 'pulse' | 'step' | 'ramp' | 'decay'

export type ScenarioEvent = {
  readonly kind: EventKind
  readonly start: Month
  /** last month of the effect, for a ramp the month in which it is complete; null = open */
  readonly end: Month | null
  /** full size, in the unit of the forecast or as percent of the forecast without events; of either sign */
  readonly size: { readonly absolute: number } | { readonly percent: number }
  /** probability that it happens, above 0 and up to 1 */
  readonly confidence: number
  /** months in which a decay loses half of its size; no other kind has it */
  readonly halfLife?: number
}

export type EventForecast = {
  readonly mean: Float64Array
  readonly bands: ReadonlyMap<number, Band | null>
  /** one row for each event, in their order: mean = forecast without events + the rows, added in this order, exactly */
  readonly contributions: readonly Float64Array[]
}

function monthIndex({ year, month }: Month): number {
  return year * 12 + month - 1
}

function check(event: ScenarioEvent, path: string): void {
  const { kind, start, end, size, confidence, halfLife } = event
  const amount = 'absolute' in size ? size.absolute : size.percent
  if (!Number.isFinite(amount)) throw new RangeError(`${path}.size: ${amount} is not finite`)
  if ('percent' in size && amount < -100)
    throw new RangeError(`${path}.size.percent: ${amount} is below −100`)
  if (!(confidence > 0 && confidence <= 1))
    throw new RangeError(`${path}.confidence: ${confidence} is not above 0 and at most 1`)
  if (end !== null && monthIndex(end) < monthIndex(start))
    throw new RangeError(`${path}.end: before its start`)
  if (kind === 'ramp' && end === null) throw new RangeError(`${path}.end: a ramp needs one`)
  if (kind === 'pulse' && end !== null && monthIndex(end) !== monthIndex(start))
    throw new RangeError(`${path}.end: a pulse ends in its first month`)
  if (kind === 'decay' ? !(halfLife! > 0 && halfLife! < 1e6) : halfLife !== undefined)
    throw new RangeError(`${path}.halfLife: ${halfLife} does not fit a ${kind}`)
}

/** Share of its full size that an event has so many months after its start (negative: before). */
function shareAt({ kind, start, end, halfLife }: ScenarioEvent, month: number): number {
  const since = month - monthIndex(start)
  if (since < 0) return 0
  const last = end === null ? Number.POSITIVE_INFINITY : monthIndex(end)
  switch (kind) {
    case 'pulse':
      return since === 0 ? 1 : 0
    case 'ramp':
      return Math.min(1, (since + 1) / (last - monthIndex(start) + 1))
    case 'step':
      return month <= last ? 1 : 0
    case 'decay':
      return month <= last ? 0.5 ** (since / halfLife!) : 0
  }
}

/** Full effect of an event at each step, as if it were certain. */
function effectOf(
  event: ScenarioEvent,
  base: Float64Array,
  first: Month,
  monthsAPoint: number,
): Float64Array {
  return base.map((value, h) => {
    let share = 0
    for (let k = 0; k < monthsAPoint; k++) share += shareAt(event, monthIndex(first) + h * monthsAPoint + k)
    // an absolute size is one of months and adds up over a quarter; a percentage is one of the whole point
    return 'absolute' in event.size
      ? event.size.absolute * share
      : (value * event.size.percent * share) / 100 / monthsAPoint
  })
}

type Forecast = { readonly mean: Float64Array; readonly bands: ReadonlyMap<number, Band | null> }

type Options = {
  /** month of the first step of the forecast */
  readonly first: Month
  /** months in a step: 1, 3 for quarters, 12 for years */
  readonly monthsAPoint?: number
  /** below this no forecast falls; null where it may be negative */
  readonly floor?: number | null
  /** contributions (and the mean, where it is whole) in whole units, so that any order of adding them is exact */
  readonly whole?: boolean
}

/**
 * Half the width of a band with events: the forecast's own, in proportion where events are percentages, and the doubt
 * whether they happen, p (1 − p) · effect² each, as independent.
 */
function widened(half: number, scale: number, doubt: number, level: number): number {
  const z = normalQuantile((1 + level / 100) / 2, 0, 1)
  return Math.hypot(half * scale, z * Math.sqrt(doubt))
}

/**
 * Lays events onto a forecast. Each contributes its expected effect, confidence × full effect; percentages are of the
 * forecast without events and so do not compound. An event that pressed the forecast below the floor contributes only
 * what is left above it.
 *
 * @throws RangeError with the place of what does not fit
 * @see docs/methods/scenario-events.md
 */
export function applyEvents(
  forecast: Forecast,
  events: readonly ScenarioEvent[],
  { first, monthsAPoint = 1, floor = null, whole = false }: Options,
): EventForecast {
  for (const [e, event] of events.entries()) check(event, `events[${e}]`)
  const base = whole ? forecast.mean.map(Math.round) : forecast.mean
  const effects = events.map((event) => effectOf(event, base, first, monthsAPoint))
  const mean = base.slice()
  const contributions = effects.map((effect, e) =>
    effect.map((value, h) => {
      const expected = value * events[e]!.confidence
      const wanted = whole ? Math.round(expected) : expected
      const before = mean[h]!
      const allowed = floor === null ? wanted : Math.max(wanted, Math.min(0, floor - before))
      mean[h] = before + allowed
      return allowed + 0
    }),
  )
  const scale = scales(events, effects, base)
  const doubt = doubts(events, effects, base.length)
  const bands = [...forecast.bands].map(([level, band]): [number, Band | null] => {
    if (band === null) return [level, null]
    const half = (edge: Float64Array) =>
      edge.map((value, h) => widened(Math.abs(value - forecast.mean[h]!), scale[h]!, doubt[h]!, level))
    const [down, up] = [half(band.lower), half(band.upper)]
    return [
      level,
      {
        lower: mean.map((value, h) => Math.max(floor ?? Number.NEGATIVE_INFINITY, value - down[h]!)),
        upper: mean.map((value, h) => value + up[h]!),
      },
    ]
  })
  return { mean, bands: new Map(bands), contributions }
}

/** By how much percentages stretch the forecast, and its errors with it. */
function scales(events: readonly ScenarioEvent[], effects: readonly Float64Array[], base: Float64Array) {
  return base.map((value, h) => {
    let change = 0
    for (const [e, { size, confidence }] of events.entries())
      if ('percent' in size && value !== 0) change += (confidence * effects[e]![h]!) / value
    return Math.max(0, 1 + change)
  })
}

/** Variance of whether the events happen, at each step. */
function doubts(events: readonly ScenarioEvent[], effects: readonly Float64Array[], steps: number) {
  const result = new Float64Array(steps)
  for (const [e, { confidence }] of events.entries())
    for (let h = 0; h < steps; h++)
      result[h] = result[h]! + confidence * (1 - confidence) * effects[e]![h]! ** 2
  return result
}
