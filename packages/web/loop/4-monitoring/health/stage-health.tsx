import { useCurrency } from '../../../api/money.ts'
import { useText } from '../../../i18n/index.ts'
import { Money } from '../../../ui/figure/figure.tsx'
import { nameIn } from '../../../ui/format/locale.ts'
import { formatNumber } from '../../../ui/format/number.ts'
import { Card } from '../../../ui/page/card.tsx'
import { DataTable } from '../../../ui/page/data-table.tsx'
import type { Health } from './use-health.ts'

/** What lies in each stage, for how long, and the effort that was for nothing. */
export function StageHealth({ health }: { readonly health: Health }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const days = (value: number | null) => (value === null ? '—' : formatNumber(value, language))
  const hasCost = health.stages.some(({ wastedCost }) => wastedCost !== null)
  return (
    <Card className="flush" title={t('monitoring.health.stages')} note={t('monitoring.health.stagesNote')}>
      <DataTable
        label={t('monitoring.health.stages')}
        rows={health.stages}
        rowKey={({ stageId }) => stageId}
        columns={[
          { key: 'stage', title: t('monitoring.deals.stage'), cell: ({ name }) => nameIn(name, language) },
          {
            key: 'open',
            title: t('monitoring.funnel.count.open'),
            numeric: true,
            cell: ({ open }) => formatNumber(open, language),
          },
          {
            key: 'amount',
            title: t('monitoring.deals.amount'),
            numeric: true,
            wide: true,
            cell: ({ amount }) => <Money minor={amount} currency={currency} />,
          },
          {
            key: 'median',
            title: t('monitoring.health.medianDays'),
            numeric: true,
            cell: ({ medianDays }) => days(medianDays),
          },
          {
            key: 'won',
            title: <span title={t('monitoring.health.wonDaysHint')}>{t('monitoring.health.wonDays')}</span>,
            numeric: true,
            wide: true,
            cell: ({ wonDays }) => days(wonDays),
          },
          {
            key: 'tooLong',
            title: t('monitoring.stuck.reason.tooLong'),
            numeric: true,
            cell: ({ tooLong }) => (
              <b className={tooLong > 0 ? 'bad' : ''}>{formatNumber(tooLong, language)}</b>
            ),
          },
          {
            key: 'wasted',
            title: t('monitoring.health.wastedDays'),
            numeric: true,
            wide: true,
            cell: ({ wastedDays }) => days(wastedDays),
          },
          {
            key: 'hours',
            title: t('monitoring.health.wastedHours'),
            numeric: true,
            wide: true,
            cell: ({ wastedMinutes }) => formatNumber(wastedMinutes / 60, language),
          },
          ...(hasCost
            ? [
                {
                  key: 'cost',
                  title: t('monitoring.health.wastedCost'),
                  numeric: true,
                  cell: ({ wastedCost }: Health['stages'][number]) =>
                    wastedCost === null ? '—' : <Money minor={wastedCost} currency={currency} />,
                },
              ]
            : []),
        ]}
      />
      <p className="faint card-foot">{t('monitoring.health.wastedNote')}</p>
    </Card>
  )
}
