import type { Language } from '../format/locale.ts'
import { compactText, formatCompact } from '../format/number.ts'
import type { ChartOption } from './types.ts'

type Series = { readonly name: string; readonly values: readonly (number | null)[] }

type MonthsInput = {
  readonly months: readonly string[]
  readonly language: Language
  readonly bars: readonly Series[]
  readonly lines: readonly (Series & { readonly dashed?: boolean; readonly step?: boolean })[]
}

/** Figures by month: bars for what happened, lines for what they are compared with. Values in major units. */
export function monthsOption({ months, language, bars, lines }: MonthsInput): ChartOption {
  const compact = (value: number) => compactText(formatCompact(value, language), language)
  return {
    animationDuration: 300,
    grid: { left: 4, right: 12, top: 36, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, icon: 'roundRect' },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      valueFormatter: (value) => (typeof value === 'number' ? compact(value) : '—'),
    },
    xAxis: { type: 'category', data: [...months] },
    yAxis: { type: 'value', axisLabel: { formatter: (value: number) => compact(value) }, splitNumber: 4 },
    series: [
      ...bars.map((bar) => ({
        type: 'bar' as const,
        name: bar.name,
        data: [...bar.values],
        barMaxWidth: 26,
        cursor: 'pointer',
      })),
      ...lines.map((line) => ({
        type: 'line' as const,
        name: line.name,
        data: [...line.values],
        symbolSize: 5,
        step: line.step === true ? ('middle' as const) : (false as const),
        lineStyle: {
          width: line.dashed === true ? 1.6 : 2.2,
          type: line.dashed === true ? ('dashed' as const) : ('solid' as const),
        },
        connectNulls: false,
      })),
    ],
  }
}
