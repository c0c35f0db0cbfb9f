import { type ForecastAnswer, type ForecastInput, forecastInput } from '@salesloom/contract/calc'
import { backtest, forecastSeries, type Series } from '@salesloom/engine/forecast'
import { calculation, MalformedInput } from './calculation.ts'

type Input = ForecastInput['series'][number]

function readSeries(series: Input, path: string): Series {
  const { values, period, start, calendar } = series
  if (values.every((value) => value === null))
    throw new MalformedInput(`${path}.values`, 'a value that is not null', null)
  if (calendar !== undefined && start === undefined)
    throw new MalformedInput(`${path}.start`, 'YYYY-MM, because the calendar needs it', start)
  const [year, month] = (start ?? '').split('-').map(Number)
  return {
    values: Float64Array.from(values, (value) => value ?? Number.NaN),
    period,
    festivalFrom: calendar === 'CN' && year !== undefined && month !== undefined ? { year, month } : null,
  }
}

function answerOf(
  series: Series,
  id: Input['id'],
  { horizon, levels }: ForecastInput,
): ForecastAnswer['series'][number] {
  const { method, mean, bands } = forecastSeries(series, horizon, levels)
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
    backtest: backtest(series, horizon),
  }
}

export const forecastCalculation = calculation({
  name: 'forecast',
  summary: 'forecasts with bands and a backtest, by a combination of methods',
  input: forecastInput,
  calculate: (input) => {
    const ids = new Set<Input['id']>()
    const read = input.series.map((series, s) => {
      if (ids.has(series.id)) throw new MalformedInput(`series[${s}].id`, 'an id used once', series.id)
      ids.add(series.id)
      return { id: series.id, series: readSeries(series, `series[${s}]`) }
    })
    const answer: ForecastAnswer = { series: read.map(({ id, series }) => answerOf(series, id, input)) }
    return { ok: true, value: answer }
  },
})
