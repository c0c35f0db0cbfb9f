import { PlusOutlined } from '@ant-design/icons'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense } from 'react'
import { api } from '../../api/client.ts'
import { useCurrency } from '../../api/money.ts'
import { useMay, useSession } from '../../api/session.ts'
import { PageHead } from '../../app/page-head.tsx'
import type { OrdersSearch } from '../../app/search.ts'
import { useText } from '../../i18n/index.ts'
import { BigMoney } from '../../ui/figure/figure.tsx'
import { exactMoney } from '../../ui/format/money.ts'
import { formatNumber } from '../../ui/format/number.ts'
import { Card } from '../../ui/page/card.tsx'
import { DataTable } from '../../ui/page/data-table.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { Pager } from '../../ui/page/pager.tsx'
import { ExportMenu } from '../imports/export-menu.tsx'
import { useOrderColumns } from './order-columns.tsx'
import { OrderFilters } from './order-filters.tsx'
import './orders.css'

const EditOrder = lazy(() => import('./edit-order.tsx'))
const RecordOrder = lazy(() => import('./record-order.tsx'))
const route = getRouteApi('/in/orders')
const PAGE_SIZE = 50

/** The filters of the address with days filled in: everything that there is, where none are given. */
function useSlice() {
  const { page: _, record: __, order: ___, from, to, ...rest }: OrdersSearch = route.useSearch()
  const { dataFrom, dataUntil, today } = useSession().workspace
  const until = dataUntil !== null && dataUntil > today ? dataUntil : today
  return { ...rest, from: from ?? dataFrom ?? today, to: to ?? until }
}

function OrderRows() {
  const { t, language } = useText()
  const currency = useCurrency()
  const { page = 1 } = route.useSearch()
  const navigate = route.useNavigate()
  const mayWrite = useMay('facts.write')
  const columns = useOrderColumns(
    mayWrite ? (order) => void navigate({ search: (old) => ({ ...old, order }) }) : null,
  )
  const query = useQuery({
    ...api.facts.findOrderLines.queryOptions({ input: { page, pageSize: PAGE_SIZE, slice: useSlice() } }),
    placeholderData: keepPreviousData,
  })
  return (
    <Card className="flush">
      <Loaded query={query} lines={10}>
        {({ total, totalAmount, rows }) => (
          <>
            <div className="order-total">
              <BigMoney minor={totalAmount} currency={currency} />
              <span className="muted">
                {exactMoney(totalAmount, currency, language)} ·{' '}
                {t('orders.lines', { count: total }).replace(String(total), formatNumber(total, language))}
              </span>
            </div>
            <DataTable
              label={t('orders.title')}
              columns={columns}
              rows={rows}
              rowKey={(row) => `${row.orderId} ${row.lineNumber}`}
            />
            <Pager
              page={page}
              pageSize={PAGE_SIZE}
              total={total}
              onPage={(next) => void navigate({ search: (old) => ({ ...old, page: next }) })}
            />
          </>
        )}
      </Loaded>
    </Card>
  )
}

/** The rows behind any figure, with their exact total, and recording a new order. */
export function OrdersPage() {
  const { t } = useText()
  const { record, order } = route.useSearch()
  const navigate = route.useNavigate()
  const mayWrite = useMay('facts.write')
  const open = (shown: boolean) =>
    void navigate({ search: ({ record: _, ...old }) => (shown ? { ...old, record: true as const } : old) })
  const actions = (
    <>
      <ExportMenu list="orderLine" query={useSlice()} />
      {mayWrite && (
        <Button type="primary" icon={<PlusOutlined />} onClick={() => open(true)}>
          {t('orders.record.title')}
        </Button>
      )}
    </>
  )
  return (
    <>
      <PageHead title={t('orders.title')} actions={actions} />
      <OrderFilters />
      <OrderRows />
      {order !== undefined && mayWrite && (
        <Suspense fallback={null}>
          <EditOrder
            orderId={order}
            onClose={() => void navigate({ search: ({ order: _, ...old }) => old })}
          />
        </Suspense>
      )}
      {record === true && mayWrite && (
        <Suspense fallback={null}>
          <RecordOrder onClose={() => open(false)} />
        </Suspense>
      )}
    </>
  )
}
