import { periodMonthOf } from '@salesloom/engine/calendar'
import { useNavigate } from '@tanstack/react-router'
import { useCurrency } from '../../api/money.ts'
import { useSession } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { ChartCard } from '../../ui/chart/chart-card.tsx'
import { monthsOption } from '../../ui/chart/months-option.ts'
import { formatMonth } from '../../ui/format/date.ts'
import { shortMoney, toMajor } from '../../ui/format/money.ts'
import { formatPercent } from '../../ui/format/number.ts'
import { Loaded } from '../../ui/page/loaded.tsx'
import { useTokens } from '../../ui/theme/tokens.ts'
import type { Scenario } from '../1-targets/scenario-state.tsx'
import { daysOf } from '../cell-slice.ts'
import { type Attained, useAttainment, useMonths } from './use-attainment.ts'

function TrendOf({ attained }: { readonly attained: Attained }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const { calendar } = useSession().workspace
  const tokens = useTokens()
  const navigate = useNavigate()
  const rows = attained.rows.filter((row) => row.at.time !== undefined)
  const keyOf = (index: number) => rows[index]?.at.time?.slice(6) ?? ''
  const months = rows.map((_, index) => formatMonth(keyOf(index), language))
  const known = (index: number) => keyOf(index) <= periodMonthOf(attained.asOf, calendar)
  const money = (minor: number) => shortMoney(minor, currency, language)
  const major = (minor: number) => toMajor(minor, currency.digits)
  const [actual, target] = [t('review.attainment.actual'), t('review.attainment.target')]
  const best = rows.reduce(
    (found, row, index) => (row.actual > (rows[found]?.actual ?? 0) ? index : found),
    0,
  )
  const openOrders = (index: number) => {
    const { from, to } = daysOf(`month:${keyOf(index)}`, attained.scenario.fiscalYear, calendar)
    void navigate({ to: '/orders', search: { from, to, channel: attained.scenario.channel } })
  }
  return (
    <ChartCard
      title={t('review.trend.title')}
      note={`${t('review.trend.note')} · ${currency.code}`}
      summary={t('review.trend.summary', {
        count: rows.length,
        month: months[best] ?? '',
        amount: money(rows[best]?.actual ?? 0),
      })}
      height={320}
      option={monthsOption({
        months,
        language,
        tokens,
        bars: [{ name: actual, values: rows.map((row, index) => (known(index) ? major(row.actual) : null)) }],
        lines: [{ name: target, values: rows.map((row) => major(row.target)), kind: 'target' }],
      })}
      onPick={({ dataIndex }) => openOrders(dataIndex)}
      table={{
        head: [t('review.trend.month'), actual, target, t('review.attainment.attainment')],
        rows: rows.map((row, index) => ({
          key: row.key,
          cells: [
            { text: months[index] ?? '', raw: keyOf(index) },
            known(index) ? { text: money(row.actual), raw: major(row.actual) } : { text: '—', raw: '' },
            { text: money(row.target), raw: major(row.target) },
            known(index)
              ? { text: formatPercent(row.attainment, language), raw: row.attainment ?? '' }
              : { text: '—', raw: '' },
          ],
        })),
      }}
    />
  )
}

/** Target and actual month by month over the whole year. */
export function AttainmentTrend({ scenario }: { readonly scenario: Scenario }) {
  const months = useMonths(scenario)
  const query = useAttainment(scenario.scenarioId, ['month'], {
    fromMonth: months[0] ?? '',
    toMonth: months.at(-1) ?? '',
  })
  return (
    <Loaded query={query} lines={6}>
      {(attained) => <TrendOf attained={attained} />}
    </Loaded>
  )
}
