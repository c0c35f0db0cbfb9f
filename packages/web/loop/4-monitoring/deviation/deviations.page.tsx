import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Segmented, Select } from 'antd'
import { api, type Outputs } from '../../../api/client.ts'
import { useCurrency } from '../../../api/money.ts'
import { useText } from '../../../i18n/index.ts'
import { Gap, Money, Percent } from '../../../ui/figure/figure.tsx'
import { Tag } from '../../../ui/figure/tag.tsx'
import { nameIn } from '../../../ui/format/locale.ts'
import { formatChange, formatPercent } from '../../../ui/format/number.ts'
import { Card } from '../../../ui/page/card.tsx'
import { type Column, DataTable } from '../../../ui/page/data-table.tsx'
import { Empty } from '../../../ui/page/empty.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { MonitoringFrame } from '../monitoring-frame.tsx'
import { type Found, memberOf, useDeviationText } from './deviation-text.ts'
import './deviation.css'

const route = getRouteApi('/in/monitoring/deviations')
const LEAST = [5, 10, 15, 20] as const
const USUAL = 10

function useColumns(): Column<Found>[] {
  const { t, language } = useText()
  const currency = useCurrency()
  const { period } = useDeviationText()
  return [
    {
      key: 'name',
      title: t('response.list.where'),
      cell: (row) => (
        <span className="deal-name deviation-name" style={{ '--depth': row.depth }}>
          <Link
            to="/monitoring/deviations/$member/$period"
            params={{ member: memberOf(row.place), period: row.period.code }}
          >
            {nameIn(row.name, language)}
          </Link>
          <small className="faint">
            {period(row.period.code)}
            {!row.period.isOver && ` · ${t('response.list.underWay')}`}
          </small>
        </span>
      ),
    },
    {
      key: 'target',
      title: t('response.figure.target'),
      numeric: true,
      wide: true,
      cell: ({ target }) => <Money minor={target} currency={currency} />,
    },
    {
      key: 'projection',
      title: t('response.figure.projection'),
      numeric: true,
      wide: true,
      cell: ({ projection }) => <Money minor={projection} currency={currency} />,
    },
    {
      key: 'gap',
      title: t('response.figure.gap'),
      numeric: true,
      cell: ({ gap, gapShare }) => (
        <span className="deviation-gap">
          <Gap minor={gap} currency={currency} />
          <small className="faint">{formatChange(gapShare ?? 0, language)}</small>
        </span>
      ),
    },
    {
      key: 'farOff',
      title: t('response.figure.farOff'),
      numeric: true,
      wide: true,
      cell: ({ farOff, period: { isOver } }) =>
        isOver ? '—' : <Percent ratio={farOff.chance} decimals={0} />,
    },
    {
      key: 'state',
      title: t('response.list.state'),
      cell: ({ deviationId }) =>
        deviationId === null ? (
          <span className="faint">{t('response.list.new')}</span>
        ) : (
          <Tag tone="work">{t('response.list.lookedInto')}</Tag>
        ),
    },
  ]
}

function FoundList({ answer }: { readonly answer: Outputs['monitoring']['findDeviations'] }) {
  const { t, language } = useText()
  const columns = useColumns()
  const { by = 'orgUnit', least = USUAL } = route.useSearch()
  if (!answer.hasTarget)
    return (
      <Card>
        <Empty title={t('response.list.noTargetTitle')} text={t('response.list.noTargetText')}>
          <Link to="/targets">{t('response.list.toTargets')}</Link>
        </Empty>
      </Card>
    )
  const share = formatPercent(least / 100, language, 0)
  const [short, ahead] = [
    answer.found.filter(({ gap }) => gap < 0),
    answer.found.filter(({ gap }) => gap >= 0),
  ]
  const shown = [
    ['short', short],
    ['ahead', ahead],
  ] as const
  const own = (rows: readonly Found[]) => rows.filter(({ under }) => under === null).length
  return (
    <div className="stack">
      {shown.map(([kind, rows]) => (
        <Card
          key={kind}
          title={t(`response.list.${kind}`, { count: own(rows) })}
          note={[
            t('response.list.note', { looked: answer.looked, share }),
            ...(own(rows) < rows.length
              ? [t('response.list.below', { count: rows.length - own(rows) })]
              : []),
          ].join(' · ')}
        >
          {rows.length === 0 ? (
            <p className="muted">{t(`response.list.none.${kind}`)}</p>
          ) : (
            <DataTable
              label={t(`response.list.${kind}`, { count: own(rows) })}
              rows={rows}
              rowKey={(row) => `${by}${memberOf(row.place)}${row.period.code}`}
              columns={columns}
            />
          )}
        </Card>
      ))}
    </div>
  )
}

/** What comes out off its target, the largest shortfall first. */
export function DeviationsPage() {
  const { t, language } = useText()
  const { by = 'orgUnit', least = USUAL } = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery({
    ...api.monitoring.findDeviations.queryOptions({ input: { by, least: least / 100 } }),
    placeholderData: keepPreviousData,
  })
  return (
    <MonitoringFrame example={t('response.example.deviation')}>
      <div className="monitoring-bar">
        <Segmented
          aria-label={t('response.list.by')}
          value={by}
          onChange={(value) => void navigate({ search: { least, by: value } })}
          options={(['orgUnit', 'region'] as const).map((value) => ({
            value,
            label: t(`response.list.byOption.${value}`),
          }))}
        />
        <span className="labelled">
          {t('response.list.least')}
          <Select
            aria-label={t('response.list.least')}
            value={least}
            onChange={(value) => void navigate({ search: { by, least: value } })}
            options={LEAST.map((value) => ({ value, label: formatPercent(value / 100, language, 0) }))}
          />
        </span>
      </div>
      <Loaded query={query} lines={9}>
        {(answer) => <FoundList answer={answer} />}
      </Loaded>
    </MonitoringFrame>
  )
}
