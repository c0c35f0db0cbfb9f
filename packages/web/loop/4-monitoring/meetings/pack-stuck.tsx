import { Link } from '@tanstack/react-router'
import { useCurrency } from '../../../api/money.ts'
import { useText } from '../../../i18n/index.ts'
import { Money } from '../../../ui/figure/figure.tsx'
import { Tag } from '../../../ui/figure/tag.tsx'
import { formatNumber } from '../../../ui/format/number.ts'
import { type Column, DataTable } from '../../../ui/page/data-table.tsx'
import { DealName } from '../deal-table.tsx'
import { IssueButton } from './issue-button.tsx'
import type { Meeting, PackFigures } from './use-meeting.ts'

type Deal = PackFigures['stuck']['deals'][number]

function useColumns(meeting: Meeting): Column<Deal>[] {
  const { t, language } = useText()
  const currency = useCurrency()
  return [
    { key: 'name', title: t('monitoring.deals.deal'), cell: (deal) => <DealName deal={deal} /> },
    {
      key: 'reasons',
      title: t('monitoring.stuck.reasons'),
      cell: ({ reasons }) => (
        <span className="reasons">
          {reasons.map((reason) => (
            <Tag key={reason} tone={reason === 'tooLong' || reason === 'overdue' ? 'bad' : 'care'}>
              {t(`monitoring.stuck.reason.${reason}`)}
            </Tag>
          ))}
        </span>
      ),
    },
    {
      key: 'days',
      title: t('monitoring.deals.daysInStage'),
      numeric: true,
      wide: true,
      cell: ({ daysInStage }) => (daysInStage === null ? '—' : formatNumber(daysInStage, language)),
    },
    {
      key: 'amount',
      title: t('monitoring.deals.amount'),
      numeric: true,
      cell: ({ amount }) => <Money minor={amount} currency={currency} />,
    },
    {
      key: 'issue',
      title: <span className="visually-hidden">{t('meetings.section.issues')}</span>,
      numeric: true,
      cell: ({ opportunityId, name }) => (
        <IssueButton meeting={meeting} about={{ kind: 'deal', opportunityId }} name={name} />
      ),
    },
  ]
}

/** The stuck deals with the most money, and how many there are. */
export function PackStuck({
  meeting,
  figures,
}: {
  readonly meeting: Meeting
  readonly figures: PackFigures
}) {
  const { t } = useText()
  const currency = useCurrency()
  const columns = useColumns(meeting)
  const { total, amount, deals } = figures.stuck
  if (total === 0) return <p className="muted">{t('meetings.pack.noStuck')}</p>
  return (
    <div className="stack">
      <p className="muted">
        {t('monitoring.deals.count', { count: total })} · <Money minor={amount} currency={currency} />
        {total > deals.length && ` · ${t('meetings.pack.shown', { count: deals.length })}`}{' '}
        <Link to="/monitoring/health" search={{ orgUnitId: meeting.unit.orgUnitId }} className="screen-only">
          {t('meetings.pack.toHealth')} →
        </Link>
      </p>
      <DataTable
        label={t('meetings.section.stuck')}
        rows={deals}
        rowKey={({ opportunityId }) => opportunityId}
        columns={columns}
      />
    </div>
  )
}
