import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { useCurrency } from '../../api/money.ts'
import { useText } from '../../i18n/index.ts'
import { formatCivilDate } from '../../ui/format/date.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { ledgerMoney } from '../../ui/format/money.ts'
import { Card } from '../../ui/page/card.tsx'
import { DataTable } from '../../ui/page/data-table.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import type { HomeData } from './home.page.tsx'

/** The newest order lines of the person's part, in the quarter. */
export function RecentOrders({ home }: { readonly home: HomeData }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const slice = { from: home.quarter.from, to: home.asOf }
  const query = useQuery(api.facts.findOrderLines.queryOptions({ input: { page: 1, pageSize: 8, slice } }))
  return (
    <Card
      className="flush"
      title={t('home.recent.title')}
      note={currency.code}
      aside={
        <Link to="/orders" search={slice}>
          {t('home.recent.all')}
        </Link>
      }
    >
      <Loaded query={query} lines={5}>
        {({ rows }) => (
          <DataTable
            label={t('home.recent.title')}
            rows={rows}
            rowKey={(row) => `${row.orderId} ${row.lineNumber}`}
            columns={[
              {
                key: 'date',
                title: t('orders.date'),
                cell: (row) => (
                  <span className="nowrap muted">{formatCivilDate(row.orderDate, language)}</span>
                ),
              },
              {
                key: 'customer',
                title: t('orders.customer'),
                cell: (row) => (row.customer === null ? '—' : nameIn(row.customer.name, language)),
              },
              {
                key: 'product',
                title: t('orders.product'),
                wide: true,
                cell: (row) => nameIn(row.product.name, language),
              },
              {
                key: 'amount',
                title: t('orders.amount'),
                numeric: true,
                cell: (row) => <b>{ledgerMoney(row.amount, currency, language)}</b>,
              },
            ]}
          />
        )}
      </Loaded>
    </Card>
  )
}
