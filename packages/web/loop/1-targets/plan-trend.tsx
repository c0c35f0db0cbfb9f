import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useCurrency } from '../../api/money.ts'
import { useText } from '../../i18n/index.ts'
import { ChartCard } from '../../ui/chart/chart-card.tsx'
import { monthsOption } from '../../ui/chart/months-option.ts'
import { formatMonth } from '../../ui/format/date.ts'
import { shortMoney, toMajor } from '../../ui/format/money.ts'
import { Loaded } from '../../ui/page/loaded.tsx'
import { useTokens } from '../../ui/theme/tokens.ts'
import type { PlanGridData } from './plan-cells.ts'

function TrendOf({ grid }: { readonly grid: PlanGridData }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const tokens = useTokens()
  const { fiscalYear, baseYear } = grid.scenario
  const rows = grid.rows.filter((row) => row.axis === 'month' && row.at.time !== undefined)
  const months = rows.map((row) => formatMonth(row.at.time?.slice(6) ?? '', language))
  const major = (minor: number) => toMajor(minor, currency.digits)
  const base = t('targets.scenarios.base', { base: baseYear })
  const target = t('targets.scenarios.target', { year: fiscalYear })
  const option = monthsOption({
    months,
    language,
    tokens,
    bars: [{ name: target, values: rows.map((row) => major(row.total)) }],
    lines: [{ name: base, values: rows.map((row) => major(row.base)), kind: 'past' }],
  })
  const peak = rows.reduce((best, row, index) => (row.total > (rows[best]?.total ?? 0) ? index : best), 0)
  const money = (minor: number) => shortMoney(minor, currency, language)
  return (
    <ChartCard
      title={t('targets.trend.title')}
      note={`${t('targets.trend.note')} · ${currency.code}`}
      summary={t('targets.trend.summary', {
        year: fiscalYear,
        base: baseYear,
        month: months[peak] ?? '',
        amount: money(rows[peak]?.total ?? 0),
      })}
      option={option}
      height={360}
      table={{
        head: [t('targets.plan.axis.month'), base, target],
        rows: rows.map((row, index) => ({
          key: row.key,
          cells: [
            { text: months[index] ?? '', raw: row.at.time?.slice(6) ?? '' },
            { text: money(row.base), raw: major(row.base) },
            { text: money(row.total), raw: major(row.total) },
          ],
        })),
      }}
    />
  )
}

/** The plan month by month beside its base year. */
export default function PlanTrend({ scenarioId }: { readonly scenarioId: number }) {
  const query = useQuery(
    api.targets.getTargetGrid.queryOptions({ input: { scenarioId, rows: ['month'], columns: 'none' } }),
  )
  return (
    <Loaded query={query} lines={6}>
      {(grid) => <TrendOf grid={grid} />}
    </Loaded>
  )
}
