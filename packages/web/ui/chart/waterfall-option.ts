import type { Language } from '../format/locale.ts'
import { axisText, compactText, formatCompact } from '../format/number.ts'
import type { Tokens } from '../theme/tokens.ts'
import type { ChartOption } from './types.ts'

type Bar = { readonly name: string; readonly value: number }

type Waterfall = {
  readonly start: Bar
  readonly steps: readonly Bar[]
  readonly end: Bar
  readonly language: Language
  readonly tokens: Tokens
}

/** The floor of each step: where the one before ended, or where it will end where it goes down. */
function floorsOf({ start, steps }: Pick<Waterfall, 'start' | 'steps'>): number[] {
  let level = start.value
  return steps.map(({ value }) => {
    const from = level
    level += value
    return Math.min(from, level)
  })
}

/** Share of the highest level above which everything lies, so that the axis need not begin at zero. */
const CROPPED = 0.6

/** A waterfall: from one total to another by steps that add up to the difference. */
export function waterfallOption({ start, steps, end, language, tokens }: Waterfall): ChartOption {
  const floors = floorsOf({ start, steps })
  const text = (value: number) => compactText(formatCompact(value, language), language)
  const bars = [
    { value: start.value, itemStyle: { color: tokens['series-6'] }, label: text(start.value) },
    ...steps.map(({ value }) => ({
      value: Math.abs(value),
      itemStyle: { color: value < 0 ? tokens.vermilion : tokens.jade },
      label: `${value > 0 ? '+' : ''}${text(value)}`,
    })),
    { value: end.value, itemStyle: { color: tokens.indigo }, label: text(end.value) },
  ]
  const low = Math.min(start.value, end.value, ...floors)
  const high = Math.max(
    start.value,
    end.value,
    ...steps.map(({ value }, i) => (floors[i] ?? 0) + Math.abs(value)),
  )
  return {
    grid: { left: 8, right: 16, top: 28, bottom: 8, containLabel: true },
    xAxis: {
      type: 'category',
      data: [start.name, ...steps.map(({ name }) => name), end.name],
      // Every bar has its name wherever there is room: by itself the axis judges by names that are not broken or cut yet.
      axisLabel: { color: tokens['ink-3'], interval: 0, hideOverlap: true, width: 84, overflow: 'truncate' },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: tokens['line-strong'] } },
    },
    yAxis: {
      type: 'value',
      // Where the steps are small beside the totals, the axis begins a little below the lowest of them.
      min: low > CROPPED * high ? Math.floor(low * 0.97) : undefined,
      axisLabel: {
        showMinLabel: low <= CROPPED * high,
        color: tokens['ink-3'],
        formatter: (value: number) => axisText(value, language),
      },
      splitLine: { lineStyle: { color: tokens.line } },
    },
    series: [
      {
        type: 'bar',
        stack: 'total',
        silent: true,
        itemStyle: { color: 'transparent' },
        data: [0, ...floors, 0],
      },
      {
        type: 'bar',
        stack: 'total',
        barMaxWidth: 46,
        // On a phone the figures of neighbouring steps would lie on each other: the table view has them all.
        labelLayout: { hideOverlap: true },
        data: bars.map(({ value, itemStyle, label }) => ({
          value,
          itemStyle,
          label: { show: true, position: 'top', color: tokens['ink-2'], formatter: label },
        })),
      },
    ],
  } as ChartOption
}
