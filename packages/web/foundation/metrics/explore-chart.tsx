import { useCurrency } from '../../api/money.ts'
import { useText } from '../../i18n/index.ts'
import { ChartCard } from '../../ui/chart/chart-card.tsx'
import type { ChartOption, ChartTable } from '../../ui/chart/types.ts'
import { type Language, nameIn } from '../../ui/format/locale.ts'
import { axisText } from '../../ui/format/number.ts'
import { type Tokens, useTokens } from '../../ui/theme/tokens.ts'
import { axisValue, type Computed, type ComputedRow, useFigureText } from './figure-value.tsx'
import { memberText } from './member-text.ts'
import { isTime, type Question } from './use-exploration.ts'

const MOST_SERIES = 6
const MOST_BARS = 30

type Series = { readonly name: string; readonly values: readonly (number | null)[]; readonly past: boolean }

/** Rows laid out for a picture: the first breakdown along the axis, the second as series. */
function layOut(rows: readonly ComputedRow[], language: Language) {
  const first = [...new Map(rows.map((row) => [memberText(row.members[0], language), row])).keys()]
  const series = [...new Map(rows.map((row) => [memberText(row.members[1], language), row])).keys()]
  const at = new Map(
    rows.map((row) => [
      `${memberText(row.members[0], language)}|${memberText(row.members[1], language)}`,
      row,
    ]),
  )
  return { first, series, rowAt: (axis: string, name: string) => at.get(`${axis}|${name}`) }
}

function drawingOf(
  axis: readonly string[],
  series: readonly Series[],
  write: (value: number | null) => string,
  tokens: Tokens,
  language: Language,
  { view, flat }: { readonly view: 'bars' | 'line'; readonly flat: boolean },
): ChartOption {
  const category = {
    type: 'category' as const,
    data: [...axis],
    ...(flat ? { inverse: true, axisLabel: { width: 130, overflow: 'truncate' as const } } : {}),
  }
  const value = {
    type: 'value' as const,
    splitNumber: 4,
    axisLabel: { formatter: (number: number) => axisText(number, language) },
  }
  return {
    animationDuration: 300,
    grid: { left: 4, right: 18, top: series.length > 1 ? 36 : 12, bottom: 4, containLabel: true },
    ...(series.length > 1 ? { legend: { top: 0, left: 0, icon: 'roundRect' } } : {}),
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: view === 'bars' ? 'shadow' : 'line' },
      valueFormatter: (shown) => (typeof shown === 'number' ? write(shown) : '—'),
    },
    xAxis: flat ? value : category,
    yAxis: flat ? category : value,
    series: series.map(({ name, values, past }) =>
      view === 'bars'
        ? {
            type: 'bar' as const,
            name,
            data: [...values],
            barMaxWidth: 18,
            cursor: 'pointer',
            ...(past ? { color: tokens['line-strong'] } : {}),
          }
        : {
            type: 'line' as const,
            name,
            data: [...values],
            symbolSize: past ? 4 : 6,
            ...(past
              ? {
                  color: tokens['ink-3'],
                  lineStyle: { width: 1.4, type: [2, 4] as [number, number], color: tokens['ink-3'] },
                }
              : {}),
          },
    ),
  }
}

type Props = {
  readonly question: Question
  readonly answer: Computed
  readonly onPick: (row: ComputedRow) => void
}

/** The figure by its breakdowns as bars or lines; a press on one opens the rows behind it. */
export function ExploreChart({ question, answer, onPick }: Props) {
  const { t, language } = useText()
  const tokens = useTokens()
  const currency = useCurrency()
  const { metric, by, compare } = question
  const write = useFigureText(metric.unit)
  const { first, series: names, rowAt } = layOut(answer.rows, language)
  const axis = question.view === 'bars' ? first.slice(0, MOST_BARS) : first
  const shown = names.slice(0, MOST_SERIES)
  const onAxis = (value: number | null | undefined) => axisValue(value ?? null, metric.unit, currency)
  const series: Series[] = shown.map((name) => ({
    name: by.length > 1 ? name : nameIn(metric.name, language),
    values: axis.map((member) => onAxis(rowAt(member, name)?.value)),
    past: false,
  }))
  if (by.length === 1)
    for (const name of compare)
      series.push({
        name: t(`metrics.explore.comparison.${name}`),
        values: axis.map((member) => onAxis(rowAt(member, shown[0] ?? '')?.compared[name]?.value)),
        past: true,
      })
  const back = (value: number | null) =>
    value === null
      ? '—'
      : write(
          metric.unit === 'money'
            ? value * 10 ** currency.digits
            : metric.unit === 'percent'
              ? value / 100
              : value,
        ).short
  const title = `${nameIn(metric.name, language)} · ${by.map((name) => t(`metrics.dimension.${name}`)).join(' × ')}`
  const table: ChartTable = {
    head: [by.map((name) => t(`metrics.dimension.${name}`)).join(' × '), ...series.map(({ name }) => name)],
    rows: axis.map((member, i) => ({
      key: member,
      cells: [
        { text: member, raw: member },
        ...series.map(({ values }) => ({ text: back(values[i] ?? null), raw: values[i] ?? '' })),
      ],
    })),
  }
  const flat = question.view === 'bars' && axis.length > 6 && !isTime(by[0])
  const cut = first.length > axis.length || names.length > shown.length
  return (
    <ChartCard
      title={title}
      note={cut ? t('metrics.explore.cut') : metric.unit === 'money' ? currency.code : undefined}
      summary={t('metrics.explore.summary', {
        name: title,
        count: first.length,
        total: write(answer.total.value).short,
      })}
      height={flat ? Math.max(280, axis.length * (series.length > 1 ? 36 : 26) + 60) : 320}
      option={drawingOf(axis, series, back, tokens, language, {
        view: question.view === 'line' ? 'line' : 'bars',
        flat,
      })}
      table={table}
      onPick={({ dataIndex, seriesIndex }) => {
        const row = rowAt(
          axis[dataIndex] ?? '',
          by.length > 1 ? (shown[seriesIndex] ?? '') : (shown[0] ?? ''),
        )
        if (row !== undefined) onPick(row)
      }}
    />
  )
}
