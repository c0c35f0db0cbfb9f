import type { Tile } from '@salesloom/contract'
import { useCurrency } from '../../../api/money.ts'
import { axisValue, type Metric } from '../../../foundation/metrics/figure-value.tsx'
import { memberText } from '../../../foundation/metrics/member-text.ts'
import { useText } from '../../../i18n/index.ts'
import { Drawing } from '../../../ui/chart/drawing.tsx'
import type { ChartOption } from '../../../ui/chart/types.ts'
import { formatMonth } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { axisText } from '../../../ui/format/number.ts'
import { type Tokens, useTokens } from '../../../ui/theme/tokens.ts'
import type { OnPick } from './member-button.tsx'
import { ChanceTag, ProjectionLine } from './tile-number.tsx'
import { type Answer, useTileText } from './use-tile.ts'

type Props = {
  readonly tile: Tile
  readonly metric: Metric
  readonly answer: Answer
  readonly height: number
  readonly onPick: OnPick
}

type Point = {
  readonly code: string
  readonly name: string
  readonly value: number | null
  readonly compared: number | null
  readonly band: { readonly low: number; readonly high: number } | null
}

/** Points in time: those that have a figure, and those ahead that have only a band. */
function usePoints({ metric, answer }: Pick<Props, 'metric' | 'answer'>): Point[] {
  const { language } = useText()
  const currency = useCurrency()
  const onAxis = (value: number | null | undefined) => axisValue(value ?? null, metric.unit, currency)
  const bands = new Map(answer.band.map((point) => [point.code, point]))
  const rows = new Map(answer.rows.map((row) => [row.members[0]?.code ?? '', row]))
  return [...new Set([...rows.keys(), ...bands.keys()])].toSorted().map((code) => {
    const row = rows.get(code)
    const band = bands.get(code)
    return {
      code,
      name: row === undefined ? formatMonth(code, language, true) : memberText(row.members[0], language),
      value: onAxis(row?.value),
      compared: onAxis(row?.compared?.value),
      band: band === undefined ? null : { low: onAxis(band.low) ?? 0, high: onAxis(band.high) ?? 0 },
    }
  })
}

function optionOf(
  points: readonly Point[],
  names: { readonly figure: string; readonly compared: string | null; readonly band: string },
  tokens: Tokens,
  axis: (value: number) => string,
): ChartOption {
  const band = {
    type: 'line' as const,
    stack: 'band',
    symbol: 'none',
    silent: true,
    z: 1,
    lineStyle: { opacity: 0 },
  }
  const hasBand = points.some((point) => point.band !== null)
  return {
    animationDuration: 300,
    grid: { left: 4, right: 12, top: 32, bottom: 4, containLabel: true },
    legend: {
      top: 0,
      left: 0,
      icon: 'roundRect',
      data: [
        names.figure,
        ...(names.compared === null ? [] : [names.compared]),
        ...(hasBand ? [names.band] : []),
      ],
    },
    tooltip: {
      trigger: 'axis',
      valueFormatter: (shown) => (typeof shown === 'number' ? axis(shown) : '—'),
    },
    xAxis: { type: 'category', data: points.map(({ name }) => name), axisLabel: { hideOverlap: true } },
    yAxis: { type: 'value', splitNumber: 4, axisLabel: { formatter: axis } },
    series: [
      ...(hasBand
        ? [
            {
              ...band,
              name: '',
              data: points.map((point) => point.band?.low ?? null),
              tooltip: { show: false },
            },
            {
              ...band,
              name: names.band,
              data: points.map((point) => (point.band === null ? null : point.band.high - point.band.low)),
              areaStyle: { color: tokens['indigo-line'], opacity: 0.45 },
              color: tokens['indigo-line'],
              tooltip: { show: false },
            },
          ]
        : []),
      {
        type: 'bar' as const,
        name: names.figure,
        data: points.map(({ value }) => value),
        barMaxWidth: 22,
        z: 2,
        cursor: 'pointer',
        color: tokens.indigo,
      },
      ...(names.compared === null
        ? []
        : [
            {
              type: 'line' as const,
              name: names.compared,
              data: points.map(({ compared }) => compared),
              step: 'middle' as const,
              symbol: 'none',
              color: tokens.ink,
              lineStyle: { width: 1.6, color: tokens.ink },
            },
          ]),
    ],
  }
}

/** A figure’s course: bars for what came, the band in which it was expected, the target as a step. */
export function TileTrend({ tile, metric, answer, height, onPick }: Props) {
  const { t, language } = useText()
  const tokens = useTokens()
  const write = useTileText(metric)
  const points = usePoints({ metric, answer })
  const name = nameIn(metric.name, language)
  const names = {
    figure: name,
    compared: tile.compare === 'none' ? null : t(`metrics.explore.comparison.${tile.compare}`),
    band: t('dashboards.band'),
  }
  return (
    <div className="tile-trend">
      <Drawing
        option={optionOf(points, names, tokens, (value) => axisText(value, language))}
        height={height}
        summary={t('metrics.explore.summary', {
          name,
          count: answer.rows.length,
          total: write(answer.total.value).short,
        })}
        onPick={({ dataIndex }) => {
          const row = answer.rows.find(({ members }) => members[0]?.code === points[dataIndex]?.code)
          if (row !== undefined) onPick(row)
        }}
      />
      <span className="tile-foot">
        <ProjectionLine metric={metric} answer={answer} />
        <ChanceTag projection={answer.projection} />
      </span>
    </div>
  )
}
