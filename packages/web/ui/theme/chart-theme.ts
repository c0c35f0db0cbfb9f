import type { Tokens } from './tokens.ts'

/** What every chart shares: type, axes as thin pencil lines, a tooltip like a slip of paper. */
export function chartTheme(tokens: Tokens) {
  const axis = {
    axisLine: { lineStyle: { color: tokens['line-strong'] } },
    axisTick: { show: false },
    axisLabel: { color: tokens['ink-3'], fontSize: 12 },
    splitLine: { lineStyle: { color: tokens.line } },
    nameTextStyle: { color: tokens['ink-3'], fontSize: 12 },
  }
  return {
    color: [1, 2, 3, 4, 5, 6].map((index) => tokens[`series-${index as 1}`]),
    textStyle: { fontFamily: tokens.font, color: tokens.ink },
    backgroundColor: 'transparent',
    categoryAxis: { ...axis, splitLine: { show: false } },
    valueAxis: { ...axis, axisLine: { show: false } },
    line: { symbol: 'circle', symbolSize: 5, lineStyle: { width: 2.2 } },
    bar: { itemStyle: { borderRadius: [2, 2, 0, 0] } },
    legend: { textStyle: { color: tokens['ink-2'], fontSize: 12 }, itemWidth: 18, itemHeight: 8 },
    tooltip: {
      backgroundColor: tokens.surface,
      borderColor: tokens['line-strong'],
      borderWidth: 1,
      padding: [8, 12],
      textStyle: { color: tokens.ink, fontSize: 13 },
      extraCssText: `box-shadow: ${tokens['shadow-2']}; border-radius: 8px;`,
      axisPointer: {
        lineStyle: { color: tokens['line-strong'] },
        shadowStyle: { color: tokens['indigo-soft'], opacity: 0.5 },
      },
    },
  }
}
