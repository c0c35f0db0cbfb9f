import { EditOutlined, LineChartOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { useMay, useSession } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { PARTS, type PartName } from '../../loop/parts.ts'
import { Tag } from '../../ui/figure/tag.tsx'
import { nameIn } from '../../ui/format/locale.ts'
import { FigureValue, type Metric } from './figure-value.tsx'
import { useSeen } from './use-seen.ts'

/** Parts of the loop whose pages show a metric's figure. */
const USED: Readonly<Record<string, readonly PartName[]>> = {
  sales: ['targets', 'planning', 'monitoring', 'review'],
  activeCustomers: ['execution'],
  discountRate: ['skills'],
}

function WhereUsed({ code }: { readonly code: string }) {
  const { t } = useText()
  const used = USED[code]
  if (used === undefined) return null
  return (
    <>
      <dt>{t('metrics.used')}</dt>
      <dd className="row">
        {PARTS.filter(({ name }) => used.includes(name)).map(({ name, path }) => (
          <Link key={name} to={path}>
            {t(`parts.${name}.name`)}
          </Link>
        ))}
      </dd>
    </>
  )
}

/** The metric over all data that the person sees, so that a definition is never without its figure. */
function WholeValue({ metric, seen }: { readonly metric: Metric; readonly seen: boolean }) {
  const { t } = useText()
  const { dataFrom, dataUntil, currency } = useSession().workspace
  const query = useQuery({
    ...api.metrics.computeMetric.queryOptions({
      input: { metric: metric.code, slice: { from: dataFrom ?? '', to: dataUntil ?? '' } },
    }),
    enabled: seen && metric.readable && dataFrom !== null && dataUntil !== null,
  })
  if (!metric.readable) return <span className="faint">{t('metrics.notReadable')}</span>
  const value = query.data?.total.value
  if (value === undefined) return <span className="faint">…</span>
  return (
    <Link to="/metrics/explore" search={{ metric: metric.code, period: 'all' }} className="metric-figure">
      <b>
        <FigureValue value={value} unit={metric.unit} />
      </b>
      <small>
        {value === null ? t('metrics.noData') : t('metrics.value')}
        {metric.unit === 'money' ? ` · ${currency}` : ''}
      </small>
    </Link>
  )
}

/** One definition of the catalogue: name, figure, formula, and what it can be asked for. */
export function MetricCard({ metric }: { readonly metric: Metric }) {
  const { t, language } = useText()
  const mayDefine = useMay('metrics.define')
  const { element, seen } = useSeen<HTMLElement>()
  return (
    <article className="card metric" id={metric.code} ref={element}>
      <header>
        <div>
          <h3>{nameIn(metric.name, language)}</h3>
          <code>{metric.code}</code>
        </div>
        <div className="metric-value">
          <WholeValue metric={metric} seen={seen} />
        </div>
      </header>
      <p className="metric-formula">
        <span className="faint">{t('metrics.formula')}</span>
        {nameIn(metric.formula, language)}
      </p>
      <p>{nameIn(metric.description, language)}</p>
      <dl>
        <dt>{t('metrics.kind')}</dt>
        <dd>
          {t(`metrics.kindName.${metric.kind}`)} · {t(`metrics.unitName.${metric.unit}`)} ·{' '}
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
        <WhereUsed code={metric.code} />
      </dl>
      <footer className="row">
        {metric.readable && (
          <Link to="/metrics/explore" search={{ metric: metric.code }}>
            <LineChartOutlined aria-hidden="true" /> {t('metrics.explore.open')}
          </Link>
        )}
        {!metric.shipped && mayDefine && (
          <Link to="/metrics/define" search={{ metric: metric.code }}>
            <EditOutlined aria-hidden="true" /> {t('metrics.define.edit')}
          </Link>
        )}
      </footer>
    </article>
  )
}
