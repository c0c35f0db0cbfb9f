import { Link } from '@tanstack/react-router'
import type { Outputs } from '../../api/client.ts'
import { useCurrency } from '../../api/money.ts'
import { useText } from '../../i18n/index.ts'
import { Money } from '../../ui/figure/figure.tsx'
import { columnDate } from '../../ui/format/date.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { formatNumber } from '../../ui/format/number.ts'
import { type Column, DataTable } from '../../ui/page/data-table.tsx'

export type Deal = Outputs['monitoring']['findFunnelDeals']['rows'][number]

/** The name of a deal, leading to its page, with who it is for. */
export function DealName({ deal }: { readonly deal: Deal }) {
  const { language } = useText()
  return (
    <span className="deal-name">
      <Link to="/entries/$kind" params={{ kind: 'opportunity' }} search={{ open: deal.opportunityId }}>
        {deal.name}
      </Link>
      {deal.person !== null && <small className="faint">{nameIn(deal.person, language)}</small>}
    </span>
  )
}

/** Columns that every list of deals has; on a phone what matters most. */
export function useDealColumns(): Column<Deal>[] {
  const { t, language } = useText()
  const currency = useCurrency()
  return [
    { key: 'name', title: t('monitoring.deals.deal'), cell: (deal) => <DealName deal={deal} /> },
    {
      key: 'stage',
      title: t('monitoring.deals.stage'),
      wide: true,
      cell: ({ stage }) => (stage === null ? '—' : nameIn(stage, language)),
    },
    {
      key: 'days',
      title: t('monitoring.deals.daysInStage'),
      numeric: true,
      cell: ({ daysInStage }) => (daysInStage === null ? '—' : formatNumber(daysInStage, language)),
    },
    {
      key: 'close',
      title: t('monitoring.deals.close'),
      wide: true,
      cell: ({ closedOn, expectedCloseOn }) => (
        <span className="nowrap">
          {closedOn === null
            ? expectedCloseOn === null
              ? '—'
              : columnDate(expectedCloseOn)
            : t('monitoring.deals.closedOn', { day: columnDate(closedOn) })}
        </span>
      ),
    },
    {
      key: 'amount',
      title: t('monitoring.deals.amount'),
      numeric: true,
      cell: ({ amount }) => <Money minor={amount} currency={currency} />,
    },
  ]
}

/** A list of deals. */
export function DealTable({ label, deals }: { readonly label: string; readonly deals: readonly Deal[] }) {
  const columns = useDealColumns()
  return (
    <DataTable label={label} rows={deals} rowKey={({ opportunityId }) => opportunityId} columns={columns} />
  )
}
