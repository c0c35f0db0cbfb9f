import type { Outputs } from '../../api/client.ts'
import { useCurrency } from '../../api/money.ts'
import { useText } from '../../i18n/index.ts'
import { ChartCard } from '../../ui/chart/chart-card.tsx'
import { monthsOption } from '../../ui/chart/months-option.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { shortMoney, toMajor } from '../../ui/format/money.ts'
import { formatPercent } from '../../ui/format/number.ts'
import { useTokens } from '../../ui/theme/tokens.ts'

type Period = Outputs['review']['getQuotaAttainment']['periods'][number]

/** Quota and actual period by period; a click on a bar shows that period alone. */
export function QuotaPeriods({
  periods,
  onPick,
}: {
  readonly periods: readonly Period[]
  readonly onPick: (from: string) => void
}) {
  const { t, language } = useText()
  const currency = useCurrency()
  const tokens = useTokens()
  const names = periods.map((period) => nameIn(period.name, language))
  const major = (minor: number) => toMajor(minor, currency.digits)
  const money = (minor: number) => shortMoney(minor, currency, language)
  const [quota, actual] = [t('review.quotas.quota'), t('review.quotas.actual')]
  const best = periods.reduce(
    (found, period, index) => ((period.attainment ?? 0) > (periods[found]?.attainment ?? 0) ? index : found),
    0,
  )
  return (
    <ChartCard
      title={t('review.quotas.byPeriod')}
      note={currency.code}
      summary={t('review.quotas.summary', {
        count: periods.length,
        best: names[best] ?? '',
        rate: formatPercent(periods[best]?.attainment ?? null, language),
      })}
      option={monthsOption({
        months: names,
        language,
        tokens,
        bars: [{ name: actual, values: periods.map((period) => major(period.actual)) }],
        lines: [{ name: quota, values: periods.map((period) => major(period.quota)), kind: 'target' }],
      })}
      height={300}
      onPick={({ dataIndex }) => onPick(periods[dataIndex]?.from ?? '')}
      table={{
        head: [t('review.quotas.period'), actual, quota, t('review.quotas.attainment')],
        rows: periods.map((period, index) => ({
          key: period.key,
          cells: [
            { text: names[index] ?? '', raw: period.from },
            { text: money(period.actual), raw: major(period.actual) },
            { text: money(period.quota), raw: major(period.quota) },
            { text: formatPercent(period.attainment, language), raw: period.attainment ?? '' },
          ],
        })),
      }}
    />
  )
}
