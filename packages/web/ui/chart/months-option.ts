import type { Language } from '../format/locale.ts'
import { axisText, compactText, formatCompact } from '../format/number.ts'
import type { Tokens } from '../theme/tokens.ts'
import type { ChartOption } from './types.ts'

type Series = { readonly name: string; readonly values: readonly (number | null)[] }

/** A line that bars are compared with: a target as an ink step, a past year as a dotted trace. */
type Line = Series & { readonly kind: 'target' | 'past' }

type MonthsInput = {
  readonly months: readonly string[]
  readonly language: Language
  readonly tokens: Tokens
  readonly bars: readonly Series[]
  readonly lines: readonly Line[]
}

function lineOf(line: Line, tokens: Tokens) {
  const target = line.kind === 'target'
  const color = target ? tokens.ink : tokens['ink-3']
  return {
    type: 'line' as const,
    name: line.name,
    data: [...line.values],
    symbolSize: target ? 0 : 4,
    step: target ? ('middle' as const) : (false as const),
    color,
    lineStyle: {
      width: target ? 1.8 : 1.4,
      type: target ? ('solid' as const) : ([2, 4] as [number, number]),
      color,
    },
    connectNulls: false,
  }
}

/** Figures by month: bars for the subject, lines for what it is compared with. Values in major units. */
export function monthsOption({ months, language, tokens, bars, lines }: MonthsInput): ChartOption {
  return {
    animationDuration: 300,
    grid: { left: 4, right: 12, top: 36, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, icon: 'roundRect' },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      valueFormatter: (value) =>
        typeof value === 'number' ? compactText(formatCompact(value, language), language) : '—',
    },
    xAxis: { type: 'category', data: [...months] },
    yAxis: {
      type: 'value',
      axisLabel: { formatter: (value: number) => axisText(value, language) },
      splitNumber: 4,
    },
    series: [
      ...bars.map((bar) => ({
        type: 'bar' as const,
        name: bar.name,
        data: [...bar.values],
        barMaxWidth: 26,
        cursor: 'pointer',
      })),
      ...lines.map((line) => lineOf(line, tokens)),
    ],
  }
}
