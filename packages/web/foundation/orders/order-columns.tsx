import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { Outputs } from '../../api/client.ts'
import { useCurrency } from '../../api/money.ts'
import { useText } from '../../i18n/index.ts'
import { columnDate } from '../../ui/format/date.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { ledgerMoney } from '../../ui/format/money.ts'
import { formatPercent } from '../../ui/format/number.ts'
import type { Column } from '../../ui/page/data-table.tsx'

export type OrderLine = Outputs['facts']['findOrderLines']['rows'][number]

/** The columns of order lines; names narrow the list to themselves. */
export function useOrderColumns(onOrder: ((orderId: number) => void) | null): Column<OrderLine>[] {
  const { t, language } = useText()
  const currency = useCurrency()
  const money = (amount: string) => ledgerMoney(amount, currency, language)
  return [
    {
      key: 'date',
      title: t('orders.date'),
      cell: (row) => (
        <>
          <span className="nowrap">{columnDate(row.orderDate)}</span>
          {onOrder !== null && (
            <span className="narrow">
              <br />
              <Button type="link" className="order-open" onClick={() => onOrder(row.orderId)}>
                {row.orderNumber}
              </Button>
            </span>
          )}
        </>
      ),
    },
    {
      key: 'order',
      title: t('orders.order'),
      wide: true,
      cell: (row) => (
        <span className="nowrap">
          {onOrder === null ? (
            row.orderNumber
          ) : (
            <Button type="link" className="order-open" onClick={() => onOrder(row.orderId)}>
              {row.orderNumber}
            </Button>
          )}{' '}
          <span className="faint">/ {row.lineNumber}</span>
        </span>
      ),
    },
    {
      key: 'customer',
      title: t('orders.customer'),
      cell: ({ customer }) =>
        customer === null ? (
          '—'
        ) : (
          <Link
            to="/orders"
            search={(old) => ({ ...old, customerId: customer.customerId, page: 1 })}
            className="figure-link"
          >
            {nameIn(customer.name, language)}
          </Link>
        ),
    },
    {
      key: 'product',
      title: t('orders.product'),
      cell: ({ product }) => (
        <Link
          to="/orders"
          search={(old) => ({ ...old, productId: product.productId, page: 1 })}
          className="figure-link"
        >
          {nameIn(product.name, language)}
        </Link>
      ),
    },
    {
      key: 'person',
      title: t('orders.person'),
      wide: true,
      cell: ({ person }) =>
        person === null ? (
          <span className="faint">{t('orders.nobody')}</span>
        ) : (
          <Link
            to="/orders"
            search={(old) => ({ ...old, personId: person.personId, page: 1 })}
            className="figure-link nowrap"
          >
            {nameIn(person.name, language)}
          </Link>
        ),
    },
    {
      key: 'region',
      title: t('orders.region'),
      wide: true,
      cell: ({ region }) => (region === null ? '—' : nameIn(region, language)),
    },
    {
      key: 'quantity',
      title: t('orders.quantity'),
      numeric: true,
      wide: true,
      cell: (row) => ledgerMoney(row.quantity, { code: '', digits: 0 }, language),
    },
    {
      key: 'price',
      title: t('orders.price'),
      numeric: true,
      wide: true,
      cell: (row) => <span className="muted">{money(row.unitPrice)}</span>,
    },
    {
      key: 'discount',
      title: t('orders.discount'),
      numeric: true,
      wide: true,
      cell: (row) =>
        Number(row.discountRate) === 0 ? '' : formatPercent(Number(row.discountRate), language, 0),
    },
    {
      key: 'amount',
      title: `${t('orders.amount')} ${currency.code}`,
      numeric: true,
      cell: (row) => <b>{money(row.amount)}</b>,
    },
  ]
}
