import { kindLabel } from '@salesloom/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api, type Outputs } from '../../api/client.ts'
import { useText } from '../../i18n/index.ts'
import { columnDate, formatMoment } from '../../ui/format/date.ts'
import type { Language } from '../../ui/format/locale.ts'
import { exactDecimal } from '../../ui/format/number.ts'
import { Card } from '../../ui/page/card.tsx'
import { type Column, DataTable } from '../../ui/page/data-table.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'

type Period = Outputs['periods']['findPeriods'][number]
type Restatement = Outputs['periods']['findRestatements']['rows'][number]

function figureOf({ kind }: Restatement, value: string | null, language: Language): string {
  if (value === null) return '—'
  return kind === 'exchangeRate' ? exactDecimal(value, language, 0, 8) : exactDecimal(value, language, 2, 4)
}

/** The kind of what was restated, as the way to its row: order lines are opened in their list. */
function RestatedKind({ row: { kind, entryId } }: { readonly row: Restatement }) {
  const { language } = useText()
  if (kind === 'orderLine') return kindLabel(kind, language)
  return (
    <Link to="/entries/$kind" params={{ kind }} search={{ open: entryId }}>
      {kindLabel(kind, language)}
    </Link>
  )
}

/** What changed in a period after it was closed; amounts as their rows hold them, rates with all their places. */
export function Restatements({ period }: { readonly period: Period }) {
  const { t, language } = useText()
  const input = { closedPeriodId: period.closedPeriodId, page: 1, pageSize: 200 }
  const query = useQuery(api.periods.findRestatements.queryOptions({ input }))
  const columns: Column<Restatement>[] = [
    { key: 'day', title: t('periods.day'), cell: (row) => columnDate(row.day) },
    { key: 'kind', title: t('periods.kind'), cell: (row) => <RestatedKind row={row} /> },
    { key: 'change', title: t('periods.change'), cell: (row) => t(`periods.changes.${row.change}`) },
    {
      key: 'before',
      title: t('periods.before'),
      numeric: true,
      cell: (row) => figureOf(row, row.amountBefore, language),
    },
    {
      key: 'after',
      title: t('periods.after'),
      numeric: true,
      cell: (row) => figureOf(row, row.amountAfter, language),
    },
    {
      key: 'by',
      title: t('periods.by'),
      wide: true,
      cell: (row) => `${row.by}, ${formatMoment(row.at, language)}`,
    },
  ]
  return (
    <Card
      className="flush"
      title={t('periods.restated', { from: period.from, to: period.to })}
      note={t('periods.restatedNote')}
    >
      <Loaded query={query} lines={4}>
        {({ rows }) => (
          <DataTable
            label={t('periods.restated', { from: period.from, to: period.to })}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.restatementId}
          />
        )}
      </Loaded>
    </Card>
  )
}
