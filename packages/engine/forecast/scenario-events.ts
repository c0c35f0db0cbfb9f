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

/** What one event does to a forecast. */
export type EventEffect = {
  /** as if it were certain */
  readonly full: Float64Array
  readonly confidence: number
  /** whether it stretches the forecast, and its errors with it */
  readonly proportional: boolean
  /** what it adds: confidence × full effect, or what is left above the floor */
  readonly contribution: Float64Array
}

export type EventForecast = {
  /** the forecast without events + the contributions, added in the order of the events, exactly */
  readonly mean: Float64Array
  readonly bands: ReadonlyMap<number, Band | null>
  readonly effects: readonly EventEffect[]
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

/** By how much percentages stretch the forecast, and its errors with it. */
function stretchOf(effects: readonly EventEffect[], base: Float64Array): Float64Array {
  return base.map((value, h) => {
    let change = 0
    for (const { full, confidence, proportional } of effects)
      if (proportional && value !== 0) change += (confidence * full[h]!) / value
    return Math.max(0, 1 + change)
  })
}

/** Variance of whether the events happen, p (1 − p) · effect² each, as independent. */
function doubtOf(effects: readonly EventEffect[], steps: number): Float64Array {
  const result = new Float64Array(steps)
  for (const { full, confidence } of effects)
    for (let h = 0; h < steps; h++) result[h] = result[h]! + confidence * (1 - confidence) * full[h]! ** 2
  return result
}

/** Bands around the new mean: the forecast's own, stretched, and the doubt whether the events happen. */
function widenBands(
  forecast: Forecast,
  mean: Float64Array,
  effects: readonly EventEffect[],
  floor: number | null,
): EventForecast['bands'] {
  const stretch = stretchOf(effects, forecast.mean)
  const doubt = doubtOf(effects, mean.length)
  const bands = [...forecast.bands].map(([level, band]): [number, Band | null] => {
    if (band === null) return [level, null]
    const z = normalQuantile((1 + level / 100) / 2, 0, 1)
    const half = (edge: Float64Array, h: number) =>
      Math.hypot(Math.abs(edge[h]! - forecast.mean[h]!) * stretch[h]!, z * Math.sqrt(doubt[h]!))
    const least = floor ?? Number.NEGATIVE_INFINITY
    return [
      level,
      {
        lower: mean.map((value, h) => Math.max(least, value - half(band.lower, h))),
        upper: mean.map((value, h) => value + half(band.upper, h)),
      },
    ]
  })
  return new Map(bands)
}

/** What an event adds to the mean so far, which grows by it. */
function layOnto(
  mean: Float64Array,
  full: Float64Array,
  confidence: number,
  { floor = null, whole = false }: Pick<Options, 'floor' | 'whole'>,
): Float64Array {
  return full.map((effect, h) => {
    const wanted = whole ? Math.round(effect * confidence) : effect * confidence
    const allowed = floor === null ? wanted : Math.max(wanted, Math.min(0, floor - mean[h]!))
    mean[h] = mean[h]! + allowed
    return allowed + 0
  })
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
  const mean = base.slice()
  const effects = events.map((event): EventEffect => {
    const full = effectOf(event, base, first, monthsAPoint)
    const { confidence, size } = event
    const contribution = layOnto(mean, full, confidence, { floor, whole })
    return { full, confidence, proportional: 'percent' in size, contribution }
  })
  return { mean, bands: widenBands(forecast, mean, effects, floor), effects }
}

/**
 * The forecast of a sum with the events of its parts: it moves by what they add, and its band widens by their doubts.
 * @param forecast of the sum, without events
 */
export function sumEvents(forecast: Forecast, parts: readonly EventForecast[]): EventForecast {
  const effects = parts.flatMap((part) => part.effects)
  const mean = forecast.mean.slice()
  for (const { contribution } of effects)
    for (let h = 0; h < mean.length; h++) mean[h] = mean[h]! + contribution[h]!
  return { mean, bands: widenBands(forecast, mean, effects, null), effects }
}
