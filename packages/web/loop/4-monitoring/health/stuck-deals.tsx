import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useState } from 'react'
import { api, type Outputs } from '../../../api/client.ts'
import { useCurrency } from '../../../api/money.ts'
import { type DealPartSearch, STUCK_REASONS } from '../../../app/search.ts'
import { useText } from '../../../i18n/index.ts'
import { Money } from '../../../ui/figure/figure.tsx'
import { Tag } from '../../../ui/figure/tag.tsx'
import { columnDate } from '../../../ui/format/date.ts'
import { formatNumber } from '../../../ui/format/number.ts'
import { Card } from '../../../ui/page/card.tsx'
import { type Column, DataTable } from '../../../ui/page/data-table.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { Pager } from '../../../ui/page/pager.tsx'
import { DealName, useDealColumns } from '../deal-table.tsx'
import { useHealthChange } from './use-health.ts'

const route = getRouteApi('/in/monitoring/health')
const PAGE_SIZE = 20
type Stuck = Outputs['monitoring']['findStuckDeals']
type Row = Stuck['rows'][number]

/** What stands behind a reason, as far as it has a figure. */
function useReasonText() {
  const { t, language } = useText()
  return (row: Row, reason: Row['reasons'][number]) => {
    const values = {
      days: formatNumber(row.daysInStage ?? 0, language),
      usual: formatNumber(row.usualDays ?? 0, language),
      day: row.lastContactOn ?? row.day,
      close: row.expectedCloseOn ?? '—',
    }
    return t(`monitoring.stuck.why.${reason}`, values)
  }
}

function Reasons({ row }: { readonly row: Row }) {
  const { t } = useText()
  const why = useReasonText()
  return (
    <span className="reasons">
      {row.reasons.map((reason) => (
        <span key={reason} title={why(row, reason)}>
          <Tag tone={reason === 'tooLong' || reason === 'overdue' ? 'bad' : 'care'}>
            {t(`monitoring.stuck.reason.${reason}`)}
          </Tag>
        </span>
      ))}
    </span>
  )
}

/** What was agreed as the next step, and what the gravest reason asks for. */
function NextStep({ row }: { readonly row: Row }) {
  const { t } = useText()
  const [gravest = 'noNextStep'] = row.reasons
  return (
    <span className="next-step">
      <span>{t(`monitoring.stuck.do.${gravest}`)}</span>
      {row.nextStep !== null && (
        <small className="faint">
          {t('monitoring.stuck.agreed', { step: row.nextStep })}
          {row.nextStepOn === null ? '' : ` · ${columnDate(row.nextStepOn)}`}
        </small>
      )}
    </span>
  )
}

function useColumns(): Column<Row>[] {
  const { t } = useText()
  const shared = useDealColumns()
  const of = (key: string) => shared.filter((column) => column.key === key) as readonly Column<Row>[]
  return [
    { key: 'name', title: t('monitoring.deals.deal'), cell: (row) => <DealName deal={row} /> },
    { key: 'reasons', title: t('monitoring.stuck.reasons'), cell: (row) => <Reasons row={row} /> },
    { key: 'next', title: t('monitoring.stuck.next'), wide: true, cell: (row) => <NextStep row={row} /> },
    ...of('stage'),
    ...of('days').map((column) => ({ ...column, wide: true })),
    ...of('amount'),
  ]
}

/** Open deals that are stuck, each with its reasons and what to do. */
export function StuckDeals({ part }: { readonly part: DealPartSearch }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const { reason } = route.useSearch()
  const change = useHealthChange()
  const [page, setPage] = useState(1)
  const columns = useColumns()
  const asked = reason === undefined ? {} : { reason }
  const query = useQuery({
    ...api.monitoring.findStuckDeals.queryOptions({
      input: { ...part, ...asked, page, pageSize: PAGE_SIZE },
    }),
    placeholderData: keepPreviousData,
  })
  return (
    <Loaded query={query} lines={6}>
      {(stuck) => (
        <Card
          className="flush"
          title={t('monitoring.stuck.title')}
          note={
            <>
              {t('monitoring.deals.count', { count: stuck.total })} ·{' '}
              <Money minor={stuck.amount} currency={currency} />
            </>
          }
          aside={
            <Segmented<(typeof STUCK_REASONS)[number] | 'all'>
              size="small"
              aria-label={t('monitoring.stuck.reasons')}
              value={reason ?? 'all'}
              onChange={(value) => {
                setPage(1)
                change({ reason: value === 'all' ? undefined : value })
              }}
              options={[
                { value: 'all' as const, label: t('monitoring.stuck.all') },
                ...STUCK_REASONS.map((value) => ({
                  value,
                  label: `${t(`monitoring.stuck.reason.${value}`)} ${formatNumber(stuck.byReason[value] ?? 0, language)}`,
                })),
              ]}
            />
          }
        >
          <DataTable
            label={t('monitoring.stuck.title')}
            rows={stuck.rows}
            rowKey={(row) => row.opportunityId}
            columns={columns}
          />
          <Pager page={page} pageSize={PAGE_SIZE} total={stuck.total} onPage={setPage} />
        </Card>
      )}
    </Loaded>
  )
}
