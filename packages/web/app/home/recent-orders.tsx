import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { useCurrency } from '../../api/money.ts'
import type { OrderLine } from '../../foundation/orders/order-columns.tsx'
import { useText } from '../../i18n/index.ts'
import { columnDate } from '../../ui/format/date.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { ledgerMoney, roundedLedgerMoney } from '../../ui/format/money.ts'
import { Card } from '../../ui/page/card.tsx'
import { type Column, DataTable } from '../../ui/page/data-table.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import type { HomeData } from './home-data.ts'

/** The newest order lines of the person's part, in the quarter. */
export function RecentOrders({
  home,
  narrow = false,
}: {
  readonly home: HomeData
  readonly narrow?: boolean
}) {
  const { t, language } = useText()
  const currency = useCurrency()
  const slice = { from: home.quarter.from, to: home.asOf, channel: home.channel }
  const query = useQuery(api.facts.findOrderLines.queryOptions({ input: { page: 1, pageSize: 8, slice } }))
  const columns: Column<OrderLine>[] = [
    {
      key: 'date',
      title: t('orders.date'),
      cell: (row) => <span className="nowrap muted">{columnDate(row.orderDate)}</span>,
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
      cell: (row) => (
        <b title={ledgerMoney(row.amount, currency, language)}>
          {roundedLedgerMoney(row.amount, currency, language)}
        </b>
      ),
    },
  ]
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
            columns={columns.filter((column) => !narrow || column.key !== 'product')}
          />
        )}
      </Loaded>
    </Card>
  )
}
