import { useQuery } from '@tanstack/react-query'
import { api, type Outputs } from '../../api/client.ts'
import { useCurrency } from '../../api/money.ts'
import { useText } from '../../i18n/index.ts'
import { Money } from '../../ui/figure/figure.tsx'
import { Tag } from '../../ui/figure/tag.tsx'
import { formatCivilDate } from '../../ui/format/date.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { formatPercent } from '../../ui/format/number.ts'
import { type Column, DataTable } from '../../ui/page/data-table.tsx'
import { Empty } from '../../ui/page/empty.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import type { Plan } from './plan-layout.ts'

type Comparison = Outputs['targets']['compareQuotas']
type Beside = Comparison['total']

function useColumns<Row extends Beside>(): Column<Row>[] {
  const { t, language } = useText()
  const currency = useCurrency()
  const share = (part: number, of: number) => (of === 0 ? '—' : formatPercent(part / of, language))
  return [
    {
      key: 'plan',
      title: t('targets.quota.plan'),
      numeric: true,
      cell: (row) => <Money minor={row.plan} currency={currency} />,
    },
    {
      key: 'quota',
      title: t('targets.quota.quota'),
      numeric: true,
      cell: (row) => <Money minor={row.quota} currency={currency} />,
    },
    {
      key: 'actual',
      title: t('targets.quota.actual'),
      numeric: true,
      cell: (row) => <Money minor={row.actual} currency={currency} />,
    },
    {
      key: 'ofPlan',
      title: t('targets.quota.ofPlan'),
      numeric: true,
      cell: (row) => share(row.actual, row.plan),
    },
    {
      key: 'ofQuota',
      title: t('targets.quota.ofQuota'),
      numeric: true,
      cell: (row) => share(row.actual, row.quota),
    },
  ]
}

function Verdict({ comparison }: { readonly comparison: Comparison }) {
  const { t, language } = useText()
  const { planError, quotaError, periods } = comparison
  if (planError === null || quotaError === null)
    return periods.some(({ isOver }) => isOver) ? null : <p className="lead">{t('targets.quota.noneOver')}</p>
  const [plan, quota] = [formatPercent(planError, language), formatPercent(quotaError, language)]
  const nearer = planError <= quotaError ? 'planNearer' : 'quotaNearer'
  return (
    <p className="lead">
      {t(`targets.quota.${nearer}`, { plan, quota })}{' '}
      <span className="faint">{t('targets.quota.error')}</span>
    </p>
  )
}

function Tables({ comparison }: { readonly comparison: Comparison }) {
  const { t, language } = useText()
  const periodColumns = useColumns<Comparison['periods'][number]>()
  const someOver = comparison.periods.some(({ isOver }) => isOver)
  const peopleColumns = useColumns<Comparison['people'][number]>()
  return (
    <div className="stack">
      <Verdict comparison={comparison} />
      <section className="card flush">
        <DataTable
          label={t('targets.quota.periods')}
          rows={comparison.periods}
          rowKey={({ from }) => from}
          columns={[
            {
              key: 'period',
              title: t('targets.quota.periods'),
              cell: ({ from, to, isOver, part }) => (
                <>
                  {formatCivilDate(from, language)} – {formatCivilDate(to, language)}{' '}
                  {part !== null && <Tag>{t('targets.quota.part', { days: part.days, of: part.of })}</Tag>}{' '}
                  {!isOver && <Tag>{t('targets.quota.underWay')}</Tag>}
                </>
              ),
            },
            ...periodColumns,
          ]}
        />
      </section>
      {comparison.periods.some(({ part }) => part !== null) && (
        <p className="faint">{t('targets.quota.partNote')}</p>
      )}
      <section className="card flush">
        <DataTable
          label={t('targets.quota.people')}
          rows={comparison.people}
          rowKey={({ key }) => key}
          columns={[
            {
              key: 'person',
              title: t(someOver ? 'targets.quota.peopleOver' : 'targets.quota.people'),
              cell: ({ name }) => nameIn(name, language),
            },
            ...peopleColumns,
          ]}
        />
      </section>
    </div>
  )
}

/** The plan beside the company's own quotas and what happened. */
export default function CompareQuotas({ plan }: { readonly plan: Plan }) {
  const { t } = useText()
  const query = useQuery(
    api.targets.compareQuotas.queryOptions({ input: { scenarioId: plan.scenario.scenarioId } }),
  )
  return (
    <Loaded query={query} lines={8}>
      {(comparison) =>
        comparison.people.length === 0 ? (
          <Empty title={t('targets.quota.none')} text={t('targets.quota.noneHint')} />
        ) : (
          <Tables comparison={comparison} />
        )
      }
    </Loaded>
  )
}
