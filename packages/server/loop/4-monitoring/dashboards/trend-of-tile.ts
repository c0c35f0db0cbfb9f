import { dayNumber, namedDays, periodMonthOf, periodsOfYearTo } from '@salesloom/engine/calendar'
import { forecastSeries } from '@salesloom/engine/forecast'
import { computeMetric } from '../../../foundation/metrics/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { courseOf, festivalOf } from '../../1-targets/index.ts'
import { comparedOf } from './compared-figure.ts'
import type { TileQuestion } from './tile-question.ts'

const YEARS_BACK = 4
/** Months that a band is drawn from, at least: two years, so that a season can be seen. */
const LEAST_MONTHS = 24
const LEVEL = 80
const MOST_DAYS_BY_DAY = 31
const MOST_DAYS_BY_WEEK = 92

export type BandPoint = {
  readonly code: string
  readonly expected: number
  readonly low: number
  readonly high: number
}

/** By what time a period is cut: short ones into days or weeks. */
export function grainOfTrend({ slice }: TileQuestion): 'day' | 'week' | 'month' {
  const days = dayNumber(slice.to) - dayNumber(slice.from) + 1
  if (days <= MOST_DAYS_BY_DAY) return 'day'
  return days <= MOST_DAYS_BY_WEEK ? 'week' : 'month'
}

/** Codes of the calendar’s months from one day to another. */
function monthCodes({ calendar }: TileQuestion, from: string, to: string): string[] {
  const codes: string[] = []
  const years = [Number(from.slice(0, 4)), Number(to.slice(0, 4)) + 1]
  for (let year = years[0] ?? 0; year <= (years[1] ?? 0); year++)
    codes.push(...periodsOfYearTo(year, calendar).months)
  const [first, last] = [periodMonthOf(from, calendar), periodMonthOf(to, calendar)]
  return [...new Set(codes)].filter((code) => code >= first && code <= last).toSorted()
}

type Series = { readonly codes: readonly string[]; readonly values: Float64Array }

/** Bands that were worked out: what is over does not change with every order, and a forecast takes milliseconds. */
const KNOWN_BANDS = new Map<string, BandPoint[]>()
const MOST_KNOWN = 2_000

/** The band of some months, from memory where the same history was asked before. */
function bandOf(series: Series, end: number, ahead: readonly string[], currency: string): BandPoint[] {
  const key = [currency, series.codes[0], ahead.join(), ...series.values.subarray(0, end)].join(' ')
  const known = KNOWN_BANDS.get(key) ?? bandFrom(series, end, ahead, currency)
  // The newest stand last, so that the oldest go first.
  KNOWN_BANDS.delete(key)
  KNOWN_BANDS.set(key, known)
  for (const old of KNOWN_BANDS.keys()) {
    if (KNOWN_BANDS.size <= MOST_KNOWN) break
    KNOWN_BANDS.delete(old)
  }
  return known
}

function bandFrom({ codes, values }: Series, end: number, codesAhead: readonly string[], currency: string) {
  if (end < LEAST_MONTHS || codesAhead.length === 0 || values.subarray(0, end).every(Number.isNaN)) return []
  const { mean, bands } = forecastSeries(
    { values: values.slice(0, end), period: 12, festivalFrom: festivalOf(currency, codes[0]) },
    codesAhead.length,
    [LEVEL],
  )
  const band = bands.get(LEVEL)
  if (band === null || band === undefined) return []
  return codesAhead.map(
    (code, h): BandPoint => ({
      code,
      expected: mean[h] ?? 0,
      low: band.lower[h] ?? 0,
      high: band.upper[h] ?? 0,
    }),
  )
}

/** Where the months before would have put each month of the period; what is ahead, from the last whole month. */
function bandsOf(question: TileQuestion, series: Series, shown: readonly string[]): BandPoint[] {
  const { asOf, calendar, currency } = question
  const now = periodMonthOf(asOf, calendar)
  const over = shown.filter((code) => code < now)
  const whole = series.codes.findIndex((code) => code >= now)
  const end = whole < 0 ? series.codes.length : whole
  const ahead = shown.filter((code) => code >= now)
  return [
    ...over.flatMap((code) => bandOf(series, series.codes.indexOf(code), [code], currency)),
    ...bandOf(series, end, ahead, currency),
  ]
}

/** A figure’s course over the period, and by months the band that each was expected in. */
export async function trendOfTile(context: CallContext, question: TileQuestion) {
  const { metric, slice, tile, asOf, calendar } = question
  const grain = grainOfTrend(question)
  const shown = monthCodes(question, slice.from, slice.to)
  const first = `${Number(slice.from.slice(0, 4)) - YEARS_BACK}${slice.from.slice(4)}`
  const from = grain === 'month' ? namedDays('month', first, calendar).from : slice.from
  const { rows } = await computeMetric(context, {
    metric: metric.code,
    slice: { ...slice, from },
    by: [grain],
    compare: tile.compare === 'none' ? [] : [tile.compare],
    everyPeriod: true,
  })
  const answer = rows.map((row) => ({
    ...row,
    compared: comparedOf(row.compared, tile.compare),
    place: null,
  }))
  if (grain !== 'month') return { by: [grain], rows: answer, band: [] }
  const codes = monthCodes(question, from, asOf)
  const found = new Map(rows.map((row) => [row.members[0]?.code ?? '', row.value]))
  const begins = codes.findIndex((code) => found.has(code))
  const missing = courseOf(metric.definition) === 'flow' ? 0 : Number.NaN
  const kept = begins < 0 ? [] : codes.slice(begins)
  const values = Float64Array.from(kept, (code) => found.get(code) ?? missing)
  return {
    by: [grain],
    rows: answer.filter((row) => shown.includes(row.members[0]?.code ?? '')),
    band: bandsOf(question, { codes: kept, values }, shown),
  }
}
