import { type ForecastAnswer, type ForecastInput, forecastInput } from '@salesloom/contract/calc'
import { CN_WORKING_CALENDAR } from '@salesloom/engine/calendar'
import {
  applyEvents,
  type Backtest,
  backtest,
  type EventForecast,
  type Forecast,
  forecastSeries,
  type Month,
  monthAfter,
  type ScenarioEvent,
  type Series,
  sumEvents,
  workingDaysFrom,
} from '@salesloom/engine/forecast'
import { calculation, MalformedInput } from './calculation.ts'
import { reconcileForecasts } from './forecast-hierarchy.ts'
import { indexIds } from './read-structure.ts'

type Input = ForecastInput['series'][number]
type Answer = ForecastAnswer['series'][number]

function readMonth(text: string): Month {
  const [year, month] = text.split('-').map(Number)
  return { year: year!, month: month! }
}

function readWorkingDays(series: Input, start: Month | null, horizon: number, path: string) {
  const { values, calendar, workingDays } = series
  const count = values.length + horizon
  if (workingDays === undefined)
    return calendar === undefined || start === null || series.period !== 12
      ? {}
      : { workingDays: workingDaysFrom(CN_WORKING_CALENDAR, start, count) }
  if (workingDays.length !== count)
    throw new MalformedInput(
      `${path}.workingDays`,
      `${count} numbers, for the values and the horizon`,
      workingDays.length,
    )
  return { workingDays: Float64Array.from(workingDays, (days) => days ?? Number.NaN) }
}

function readSeries(series: Input, horizon: number, path: string): Series {
  const { values, period, calendar, events } = series
  if (values.every((value) => value === null))
    throw new MalformedInput(`${path}.values`, 'a value that is not null', null)
  if ((calendar !== undefined || events !== undefined) && series.start === undefined)
    throw new MalformedInput(`${path}.start`, 'YYYY-MM, because the calendar and events need it', undefined)
  const start = series.start === undefined ? null : readMonth(series.start)
  return {
    values: Float64Array.from(values, (value) => value ?? Number.NaN),
    period,
    festivalFrom: calendar === 'CN' ? start : null,
    ...readWorkingDays(series, start, horizon, path),
  }
}

function readEvents(series: Input, path: string): ScenarioEvent[] {
  if (series.events !== undefined && 12 % series.period !== 0)
    throw new MalformedInput(`${path}.period`, 'a divisor of 12, because events have months', series.period)
  return (series.events ?? []).map(({ start, end, halfLife, ...event }) => ({
    ...event,
    start: readMonth(start),
    end: end === undefined ? null : readMonth(end),
    ...(halfLife === undefined ? {} : { halfLife }),
  }))
}

/** The engine names the field; here it becomes part of the request's path. */
function withPath<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const [field = '', ...reason] = error.message.split(': ')
    throw new MalformedInput(`${path}.${field}`, 'a possible event', reason.join(': '))
  }
}

function layEvents(series: Input, forecast: Forecast, path: string): EventForecast {
  const monthsAPoint = 12 / series.period
  const events = readEvents(series, path)
  if (events.length === 0) return { ...forecast, effects: [] }
  const first = monthAfter(readMonth(series.start!), series.values.length * monthsAPoint)
  const floor = series.values.every((value) => value === null || value >= 0) ? 0 : null
  return withPath(path, () => applyEvents(forecast, events, { first, monthsAPoint, floor }))
}

function answerOf(id: Input['id'], forecast: Forecast, laid: EventForecast, tested: Backtest): Answer {
  const { method, levelShifts, outliers, calendar } = forecast
  const { mean, bands, effects } = laid
  return {
    id,
    method,
    mean: [...mean],
    intervals: Object.fromEntries(
      [...bands].map(([level, band]) => [
        String(level),
        band === null ? null : { lower: [...band.lower], upper: [...band.upper] },
      ]),
    ),
    backtest: tested,
    levelShifts: [...levelShifts],
    outliers: [...outliers],
    calendar,
    ...(effects.length === 0
      ? {}
      : {
          events: {
            base: [...forecast.mean],
            contributions: effects.map(({ contribution }) => [...contribution]),
          },
        }),
  }
}

type Forecasted = {
  readonly id: Input['id']
  readonly series: Series
  readonly forecast: Forecast
  readonly laid: EventForecast
}

/** The series by themselves. */
function forecastAll(input: ForecastInput, read: readonly Series[]): Forecasted[] {
  return input.series.map((given, s) => {
    const series = read[s]!
    const forecast = forecastSeries(series, input.horizon, input.levels)
    return { id: given.id, series, forecast, laid: layEvents(given, forecast, `series[${s}]`) }
  })
}

/** The series and their sums, reconciled; events of the series move the sums too. */
function forecastTogether(
  input: ForecastInput,
  read: readonly Series[],
  index: ReadonlyMap<Input['id'], number>,
  hierarchy: NonNullable<ForecastInput['hierarchy']>,
): Forecasted[] {
  const { nodes, structure } = reconcileForecasts(read, index, hierarchy, input.horizon, input.levels)
  const laid = input.series.map((given, s) => layEvents(given, nodes[s]!.forecast, `series[${s}]`))
  const sums = structure.aggregates.map((members, a) =>
    sumEvents(
      nodes[structure.leaves + a]!.forecast,
      Array.from(members, (leaf) => laid[leaf]!),
    ),
  )
  const ids = [...index.keys(), ...hierarchy.aggregates.map(({ id }) => id)]
  const all = [...laid, ...sums]
  return nodes.map((node, s) => ({ ...node, id: ids[s]!, laid: all[s]! }))
}

export const forecastCalculation = calculation({
  name: 'forecast',
  summary: 'forecasts with bands and a backtest, by a combination of methods',
  input: forecastInput,
  calculate: (input) => {
    const { horizon, hierarchy } = input
    const index = indexIds(
      input.series.map(({ id }) => id),
      'series',
    )
    const read = input.series.map((series, s) => readSeries(series, horizon, `series[${s}]`))
    const found =
      hierarchy === undefined ? forecastAll(input, read) : forecastTogether(input, read, index, hierarchy)
    const answer: ForecastAnswer = {
      series: found.map(({ id, series, forecast, laid }) =>
        answerOf(id, forecast, laid, backtest(series, horizon)),
      ),
    }
    return { ok: true, value: answer }
  },
})
