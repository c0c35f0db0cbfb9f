import { chartTheme } from '../theme/chart-theme.ts'
import type { Tokens } from '../theme/tokens.ts'
import { downloadPng } from './export.ts'
import type { HeatRow } from './heat-row.ts'
import type { ChartOption } from './types.ts'

function optionOf(
  columns: readonly string[],
  rows: readonly HeatRow[],
  tokens: Tokens,
  diverging: boolean,
): ChartOption {
  const data = rows.flatMap((row, y) =>
    row.patches.flatMap((patch, x) =>
      patch === null ? [] : [{ value: [x, rows.length - 1 - y, patch.depth], name: patch.text }],
    ),
  )
  const colors = diverging
    ? [tokens.vermilion, tokens.surface, tokens.jade]
    : [tokens.surface, tokens['series-6']]
  return {
    animation: false,
    grid: { left: 140, right: 20, top: 40, bottom: 12 },
    xAxis: { type: 'category', data: [...columns], position: 'top', axisLine: { show: false } },
    yAxis: { type: 'category', data: rows.map((row) => row.name).toReversed(), axisLine: { show: false } },
    visualMap: { show: false, min: diverging ? -1 : 0, max: 1, inRange: { color: colors } },
    series: [
      {
        type: 'heatmap',
        data,
        itemStyle: { borderColor: tokens.surface, borderWidth: 3, borderRadius: 4 },
        label: { show: true, color: tokens.ink, formatter: '{b}' },
      },
    ],
  }
}

/** Draws a map of patches out of sight and offers it as PNG. */
export async function drawHeat(
  title: string,
  columns: readonly string[],
  rows: readonly HeatRow[],
  tokens: Tokens,
  diverging: boolean,
): Promise<void> {
  const { init } = await import('./echarts.ts')
  const frame = document.createElement('div')
  const size = { width: 200 + columns.length * 130, height: 60 + rows.length * 40 }
  Object.assign(frame.style, {
    position: 'fixed',
    left: '-9999px',
    width: `${size.width}px`,
    height: `${size.height}px`,
  })
  document.body.append(frame)
  const chart = init(frame, chartTheme(tokens), { renderer: 'svg' })
  chart.setOption(optionOf(columns, rows, tokens, diverging))
  const svg = frame.querySelector('svg')
  if (svg !== null) await downloadPng(title, svg, tokens.surface)
  chart.dispose()
  frame.remove()
}
