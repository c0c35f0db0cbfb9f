import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { Drawer } from 'antd'
import { useState } from 'react'
import { api, type Inputs, type Outputs } from '../../api/client.ts'
import { useCurrency } from '../../api/money.ts'
import { useText } from '../../i18n/index.ts'
import { Money } from '../../ui/figure/figure.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { Pager } from '../../ui/page/pager.tsx'
import { DealTable } from './deal-table.tsx'

const PAGE_SIZE = 50

type DealPage = Outputs['monitoring']['findFunnelDeals']
export type FunnelDealsAsked = Omit<Inputs['monitoring']['findFunnelDeals'], 'page' | 'pageSize'>
export type MovedDealsAsked = Omit<Inputs['monitoring']['findMovedDeals'], 'page' | 'pageSize'>

type FoundProps = {
  readonly title: string
  readonly query: UseQueryResult<DealPage>
  readonly page: number
  readonly onPage: (page: number) => void
  readonly onClose: () => void
}

function FoundDeals({ title, query, page, onPage, onClose }: FoundProps) {
  const { t } = useText()
  const currency = useCurrency()
  return (
    <Drawer open onClose={onClose} size={720} title={title}>
      <Loaded query={query} lines={8}>
        {(found) => (
          <>
            <p className="rows-sum">
              <b>
                <Money minor={found.amount} currency={currency} />
              </b>{' '}
              <span className="muted">{t('monitoring.deals.count', { count: found.total })}</span>
            </p>
            <DealTable label={title} deals={found.rows} />
            <Pager page={page} pageSize={PAGE_SIZE} total={found.total} onPage={onPage} />
          </>
        )}
      </Loaded>
    </Drawer>
  )
}

type DrawerProps<Asked> = { readonly title: string; readonly asked: Asked; readonly onClose: () => void }

/** The deals behind a number of the funnel. */
export function FunnelDeals({ title, asked, onClose }: DrawerProps<FunnelDealsAsked>) {
  const [page, setPage] = useState(1)
  const query = useQuery({
    ...api.monitoring.findFunnelDeals.queryOptions({ input: { ...asked, page, pageSize: PAGE_SIZE } }),
    placeholderData: keepPreviousData,
  })
  return <FoundDeals title={title} query={query} page={page} onPage={setPage} onClose={onClose} />
}

/** The deals behind a movement of the pipeline. */
export function MovedDeals({ title, asked, onClose }: DrawerProps<MovedDealsAsked>) {
  const [page, setPage] = useState(1)
  const query = useQuery({
    ...api.monitoring.findMovedDeals.queryOptions({ input: { ...asked, page, pageSize: PAGE_SIZE } }),
    placeholderData: keepPreviousData,
  })
  return <FoundDeals title={title} query={query} page={page} onPage={setPage} onClose={onClose} />
}
