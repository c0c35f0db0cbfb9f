import { Link } from '@tanstack/react-router'
import { useCurrency } from '../../../api/money.ts'
import { useText } from '../../../i18n/index.ts'
import { Change, Money } from '../../../ui/figure/figure.tsx'
import { nameIn } from '../../../ui/format/locale.ts'
import { formatNumber } from '../../../ui/format/number.ts'
import { Card } from '../../../ui/page/card.tsx'
import { DataTable } from '../../../ui/page/data-table.tsx'
import type { Health } from './use-health.ts'

/** Why deals were lost, beside the year before. */
export function LossReasons({ health }: { readonly health: Health }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const most = Math.max(1, ...health.lossReasons.map(({ deals }) => deals))
  return (
    <Card
      className="flush"
      title={t('monitoring.loss.title')}
      note={t('monitoring.loss.note')}
      aside={
        <Link to="/entries/$kind" params={{ kind: 'lossReason' }}>
          {t('monitoring.loss.list')} →
        </Link>
      }
    >
      <DataTable
        label={t('monitoring.loss.title')}
        rows={health.lossReasons}
        rowKey={({ lossReasonId }) => lossReasonId ?? 0}
        columns={[
          {
            key: 'name',
            title: t('monitoring.loss.reason'),
            cell: ({ name, deals }) => (
              <span className="stage-bar">
                <span className={name === null ? 'bad' : ''}>
                  {name === null ? t('monitoring.loss.none') : nameIn(name, language)}
                </span>
                <i aria-hidden="true">
                  <b style={{ width: `${(deals / most) * 100}%` }} />
                </i>
              </span>
            ),
          },
          {
            key: 'deals',
            title: t('monitoring.deals.deals'),
            numeric: true,
            cell: ({ deals }) => formatNumber(deals, language),
          },
          {
            key: 'change',
            title: t('monitoring.loss.before'),
            numeric: true,
            cell: ({ deals, before }) => (
              <Change ratio={before === 0 ? null : deals / before - 1} better="lower" />
            ),
          },
          {
            key: 'amount',
            title: t('monitoring.deals.amount'),
            numeric: true,
            wide: true,
            cell: ({ amount }) => <Money minor={amount} currency={currency} />,
          },
        ]}
      />
    </Card>
  )
}
