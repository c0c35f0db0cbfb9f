import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { api, type Outputs } from '../../../api/client.ts'
import { useCurrency } from '../../../api/money.ts'
import { useMay } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { Money } from '../../../ui/figure/figure.tsx'
import { columnDate } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { formatNumber } from '../../../ui/format/number.ts'
import { Card } from '../../../ui/page/card.tsx'
import { type Column, DataTable } from '../../../ui/page/data-table.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { Pager } from '../../../ui/page/pager.tsx'
import { Problem } from '../../../ui/page/problem.tsx'
import { refreshMonitoring } from '../response/use-members.ts'

type Quote = Outputs['monitoring']['findQuotesToApprove']['rows'][number]
const PAGE_SIZE = 10

function Ask({ quote }: { readonly quote: Quote }) {
  const { t } = useText()
  const { message } = App.useApp()
  const ask = useMutation(
    api.monitoring.requestQuoteApproval.mutationOptions({
      onSuccess: async ({ state }) => {
        void message.success(t(`response.ask.done.${state}`))
        await refreshMonitoring()
      },
    }),
  )
  const within = quote.discountPercent <= quote.ownLimit
  return (
    <span className="deal-name">
      <span>
        <Button size="small" loading={ask.isPending} onClick={() => ask.mutate({ quoteId: quote.quoteId })}>
          {t(within ? 'response.ask.approve' : 'response.ask.request')}
        </Button>
      </span>
      {ask.isError && <Problem error={ask.error} />}
    </span>
  )
}

/** Quotes in draft or submitted, with what the caller may give on each today. */
export function QuotesToAsk() {
  const { t, language } = useText()
  const currency = useCurrency()
  const mayAsk = useMay('facts.write')
  const [search, setSearch] = useState('')
  const [page, setPage] = useState(1)
  const query = useQuery({
    ...api.monitoring.findQuotesToApprove.queryOptions({
      input: { search: search.trim(), page, pageSize: PAGE_SIZE },
    }),
    placeholderData: keepPreviousData,
  })
  const columns: Column<Quote>[] = [
    {
      key: 'quote',
      title: t('response.approval.quote'),
      cell: ({ number, customer, day }) => (
        <span className="deal-name">
          <span>{customer === null ? number : nameIn(customer, language)}</span>
          <small className="faint">
            {number} · {columnDate(day)}
          </small>
        </span>
      ),
    },
    {
      key: 'amount',
      title: t('response.approval.amount'),
      numeric: true,
      wide: true,
      cell: ({ amount }) => <Money minor={amount} currency={currency} />,
    },
    {
      key: 'discount',
      title: t('response.approval.discount'),
      numeric: true,
      cell: ({ discountPercent }) => `${formatNumber(discountPercent, language, 1)} %`,
    },
    {
      key: 'limit',
      title: t('response.ask.limit'),
      numeric: true,
      cell: ({ ownLimit }) => `${formatNumber(ownLimit, language, 1)} %`,
    },
    ...(mayAsk
      ? [{ key: 'ask', title: t('response.ask.action'), cell: (quote: Quote) => <Ask quote={quote} /> }]
      : []),
  ]
  return (
    <Card
      title={t('response.ask.title')}
      note={t('response.ask.note')}
      aside={
        <Input.Search
          allowClear
          aria-label={t('response.ask.search')}
          placeholder={t('response.ask.search')}
          onSearch={(text) => {
            setSearch(text)
            setPage(1)
          }}
          style={{ width: 200 }}
        />
      }
    >
      <Loaded query={query} lines={4}>
        {({ total, rows }) =>
          total === 0 ? (
            <p className="muted">{t('response.ask.none')}</p>
          ) : (
            <>
              <DataTable
                label={t('response.ask.title')}
                rows={rows}
                rowKey={({ quoteId }) => quoteId}
                columns={columns}
              />
              <Pager
                label={t('response.ask.title')}
                page={page}
                pageSize={PAGE_SIZE}
                total={total}
                onPage={setPage}
              />
            </>
          )
        }
      </Loaded>
    </Card>
  )
}
