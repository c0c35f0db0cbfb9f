import { useQuery } from '@tanstack/react-query'
import { api, type Outputs } from '../../api/client.ts'
import { useSession } from '../../api/session.ts'
import { PageHead } from '../../app/page-head.tsx'
import { useText } from '../../i18n/index.ts'
import { Count, Money, Percent } from '../../ui/figure/figure.tsx'
import { Tag } from '../../ui/figure/tag.tsx'
import { nameIn } from '../../ui/format/locale.ts'
import { Loaded } from '../../ui/page/loaded.tsx'
import './metrics.css'

type Metric = Outputs['metrics']['findMetrics'][number]

/** The metric over all data that the person sees, so that a definition is never without its figure. */
function WholeValue({ metric }: { readonly metric: Metric }) {
  const { t } = useText()
  const { dataFrom, dataUntil, currency, currencyDigits } = useSession().workspace
  const query = useQuery({
    ...api.metrics.computeMetric.queryOptions({
      input: { metric: metric.code, slice: { from: dataFrom ?? '', to: dataUntil ?? '' } },
    }),
    enabled: dataFrom !== null && dataUntil !== null,
  })
  const value = query.data?.total.value
  if (value === undefined || value === null) return <span className="faint">—</span>
  return (
    <span>
      <b>
        {metric.unit === 'money' && (
          <Money minor={Math.round(value)} currency={{ code: currency, digits: currencyDigits }} />
        )}
        {metric.unit === 'count' && <Count value={value} />}
        {metric.unit === 'percent' && <Percent ratio={value} decimals={2} />}
      </b>
      <small>
        {t('metrics.value')}
        {metric.unit === 'money' ? ` · ${currency}` : ''}
      </small>
    </span>
  )
}

function MetricCard({ metric }: { readonly metric: Metric }) {
  const { t, language } = useText()
  return (
    <article className="card metric" id={metric.code}>
      <header>
        <div>
          <h2>{nameIn(metric.name, language)}</h2>
          <code>{metric.code}</code>
        </div>
        <div className="metric-value">
          <WholeValue metric={metric} />
        </div>
      </header>
      <p>{nameIn(metric.description, language)}</p>
      <p className="metric-formula">
        <span className="faint">{t('metrics.formula')}</span>
        {nameIn(metric.formula, language)}
      </p>
      <dl>
        <dt>{t('metrics.kind')}</dt>
        <dd>{t(`metrics.kindName.${metric.kind}`)}</dd>
        <dt>{t('metrics.unit')}</dt>
        <dd>{t(`metrics.unitName.${metric.unit}`)}</dd>
        <dt>{t('metrics.better')}</dt>
        <dd>
          {t(`metrics.betterName.${metric.better}`)}{' '}
          <span aria-hidden="true">{metric.better === 'higher' ? '▲' : '▼'}</span>
        </dd>
        <dt>{t('metrics.source')}</dt>
        <dd>{nameIn(metric.source, language)}</dd>
        <dt>{t('metrics.dimensions')}</dt>
        <dd className="row">
          {metric.dimensions.map((dimension) => (
            <Tag key={dimension}>{t(`metrics.dimension.${dimension}`)}</Tag>
          ))}
        </dd>
      </dl>
    </article>
  )
}

/** The catalogue: what each figure means, once. */
export function MetricsPage() {
  const { t } = useText()
  const query = useQuery(api.metrics.findMetrics.queryOptions())
  return (
    <>
      <PageHead title={t('metrics.title')} />
      <p className="muted" style={{ marginBottom: 16 }}>
        {t('metrics.purpose')}
      </p>
      <Loaded query={query} lines={8}>
        {(metrics) => (
          <div className="metrics">
            {metrics.map((metric) => (
              <MetricCard key={metric.code} metric={metric} />
            ))}
          </div>
        )}
      </Loaded>
    </>
  )
}
