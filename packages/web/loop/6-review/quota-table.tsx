import { Link } from '@tanstack/react-router'
import type { Outputs } from '../../api/client.ts'
import { useCurrency } from '../../api/money.ts'
import { useText } from '../../i18n/index.ts'
import { Bullet } from '../../ui/figure/bullet.tsx'
import { Money, Percent } from '../../ui/figure/figure.tsx'
import { nameIn } from '../../ui/format/locale.ts'
import { Card } from '../../ui/page/card.tsx'
import { DataTable } from '../../ui/page/data-table.tsx'

type Row = Outputs['review']['getQuotaAttainment']['territories'][number]

/** Quota and actual of each territory or person, most attained first. */
export function QuotaTable(props: {
  readonly title: string
  readonly rows: readonly Row[]
  readonly personOf?: (row: Row) => number | null
}) {
  const { t, language } = useText()
  const currency = useCurrency()
  const rows = props.rows.toSorted((a, b) => (b.attainment ?? -1) - (a.attainment ?? -1))
  const nameOf = (row: Row) => {
    const personId = props.personOf?.(row) ?? null
    const name = nameIn(row.name, language)
    return personId === null ? (
      name
    ) : (
      <Link to="/orders" search={{ personId }}>
        {name}
      </Link>
    )
  }
  return (
    <Card className="flush" title={props.title}>
      <DataTable
        label={props.title}
        rows={rows}
        rowKey={(row) => row.key}
        columns={[
          { key: 'name', title: t('targets.plan.member'), cell: nameOf },
          {
            key: 'bar',
            title: t('review.attainment.progress'),
            wide: true,
            cell: (row) => (
              <Bullet actual={row.actual} due={row.quota} target={row.quota} currency={currency} />
            ),
          },
          {
            key: 'actual',
            title: t('review.quotas.actual'),
            numeric: true,
            cell: (row) => <Money minor={row.actual} currency={currency} />,
          },
          {
            key: 'quota',
            title: t('review.quotas.quota'),
            numeric: true,
            cell: (row) => (
              <span className="muted">
                <Money minor={row.quota} currency={currency} />
              </span>
            ),
          },
          {
            key: 'attainment',
            title: t('review.quotas.attainment'),
            numeric: true,
            cell: (row) => (
              <b>
                <Percent ratio={row.attainment} />
              </b>
            ),
          },
        ]}
      />
    </Card>
  )
}
