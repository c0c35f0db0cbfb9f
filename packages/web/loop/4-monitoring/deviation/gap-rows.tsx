import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Drawer, Segmented } from 'antd'
import { useState } from 'react'
import { api, type Outputs } from '../../../api/client.ts'
import { useCurrency } from '../../../api/money.ts'
import { useText } from '../../../i18n/index.ts'
import { Money, Percent } from '../../../ui/figure/figure.tsx'
import { columnDate } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { type Column, DataTable } from '../../../ui/page/data-table.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { Pager } from '../../../ui/page/pager.tsx'
import { DealTable } from '../deal-table.tsx'
import type { Bar, Deviation, Lens, Within } from './deviation-text.ts'

const PAGE_SIZE = 50

/** Which rows are opened: those of a bar, or of the member in which it concentrates. */
export type RowsAsked = {
  readonly lens: Lens
  readonly bar: Bar
  readonly title: string
  readonly within?: Within
}

type Orders = Outputs['monitoring']['findGapOrders']
type Line = Orders['rows'][number]

/** Bars of the lens over deals whose rows are orders, and the other way round. */
function areOrders({ lens, bar }: RowsAsked): boolean {
  if (bar === 'withoutDeal') return true
  return bar !== 'stillToCome' && lens === 'orders'
}

function OrderTable({ found, title }: { readonly found: Orders; readonly title: string }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const columns: Column<Line>[] = [
    {
      key: 'order',
      title: t('response.rows.order'),
      cell: ({ number, day, customer }) => (
        <span className="deal-name">
          <span>{customer === null ? number : nameIn(customer, language)}</span>
          <small className="faint">
            {number} · {columnDate(day)}
          </small>
        </span>
      ),
    },
    {
      key: 'product',
      title: t('response.rows.product'),
      wide: true,
      cell: ({ product }) => nameIn(product, language),
    },
    {
      key: 'discount',
      title: t('response.rows.discount'),
      numeric: true,
      cell: ({ listAmount, amount }) => (
        <Percent ratio={listAmount === 0 ? null : (listAmount - amount) / listAmount} />
      ),
    },
    {
      key: 'amount',
      title: t('response.rows.amount'),
      numeric: true,
      cell: ({ amount }) => <Money minor={amount} currency={currency} />,
    },
  ]
  return (
    <DataTable
      label={title}
      rows={found.rows}
      rowKey={(line) => `${line.orderId}-${line.product.en}-${line.amount}`}
      columns={columns}
    />
  )
}

type GapRowsProps = {
  readonly deviation: Deviation
  readonly asked: RowsAsked
  readonly onClose: () => void
}

/** The orders or deals behind a bar, in the period or in the one that it is compared with. */
export function GapRows({ deviation, asked, onClose }: GapRowsProps) {
  const { t } = useText()
  const currency = useCurrency()
  const [side, setSide] = useState<'now' | 'before'>(asked.bar === 'lostCustomers' ? 'before' : 'now')
  const [page, setPage] = useState(1)
  const { lens: _, title, ...bar } = asked
  const input = {
    ...bar,
    place: deviation.place,
    period: deviation.period.code,
    side,
    page,
    pageSize: PAGE_SIZE,
  }
  const isOrders = areOrders(asked)
  const orders = useQuery({
    ...api.monitoring.findGapOrders.queryOptions({ input }),
    enabled: isOrders,
    placeholderData: keepPreviousData,
  })
  const deals = useQuery({
    ...api.monitoring.findGapDeals.queryOptions({ input }),
    enabled: !isOrders,
    placeholderData: keepPreviousData,
  })
  const sum = (total: number, amount: number) => (
    <p className="rows-sum">
      <b>
        <Money minor={amount} currency={currency} />
      </b>{' '}
      <span className="muted">
        {t(isOrders ? 'response.rows.lines' : 'monitoring.deals.count', { count: total })}
      </span>
    </p>
  )
  const pager = (total: number) => <Pager page={page} pageSize={PAGE_SIZE} total={total} onPage={setPage} />
  return (
    <Drawer open onClose={onClose} size={720} title={title}>
      {asked.bar !== 'stillToCome' && (
        <Segmented
          block
          aria-label={t('response.rows.side')}
          value={side}
          onChange={(value) => {
            setSide(value)
            setPage(1)
          }}
          options={(['now', 'before'] as const).map((value) => ({
            value,
            label: `${columnDate(deviation.bridge[value].from)} – ${columnDate(deviation.bridge[value].to)}`,
          }))}
        />
      )}
      {isOrders ? (
        <Loaded query={orders} lines={8}>
          {(found) => (
            <>
              {sum(found.total, found.amount)}
              <OrderTable found={found} title={title} />
              {pager(found.total)}
            </>
          )}
        </Loaded>
      ) : (
        <Loaded query={deals} lines={8}>
          {(found) => (
            <>
              {sum(found.total, found.amount)}
              <DealTable label={title} deals={found.rows} />
              {pager(found.total)}
            </>
          )}
        </Loaded>
      )}
    </Drawer>
  )
}
