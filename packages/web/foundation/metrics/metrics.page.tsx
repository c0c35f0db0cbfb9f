import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useText } from '../../i18n/index.ts'
import { SearchField } from '../../ui/form/search-field.tsx'
import { type Language, nameIn } from '../../ui/format/locale.ts'
import { Loaded } from '../../ui/page/loaded.tsx'
import type { Metric } from './figure-value.tsx'
import { MetricCard } from './metric-card.tsx'
import { MetricsFrame } from './metrics-frame.tsx'

const GROUPS = [
  'own',
  'sales',
  'profit',
  'customers',
  'collection',
  'opportunities',
  'activity',
  'channel',
  'marketing',
] as const

/** Whether a metric answers to what was typed: by name, code or formula, in the page's language or English. */
function answers(metric: Metric, text: string, language: Language): boolean {
  const wanted = text.trim().toLowerCase()
  const texts = [metric.name, metric.formula].flatMap((name) => [nameIn(name, language), name.en])
  return [...texts, metric.code].some((one) => one.toLowerCase().includes(wanted))
}

function Groups({ metrics, text }: { readonly metrics: readonly Metric[]; readonly text: string }) {
  const { t, language } = useText()
  const found = metrics.filter((metric) => answers(metric, text, language))
  const groups = GROUPS.map((group) => ({
    group,
    members: found.filter((one) => one.group === group),
  })).filter(({ members }) => members.length > 0)
  return (
    <>
      <p className="muted metric-count" aria-live="polite">
        {t('metrics.found', { count: found.length })}
      </p>
      {groups.map(({ group, members }) => (
        <section key={group} aria-labelledby={`group-${group}`}>
          <h2 id={`group-${group}`} className="metric-group">
            {t(`metrics.group.${group}`)} <small>{members.length}</small>
          </h2>
          <div className="metrics">
            {members.map((metric) => (
              <MetricCard key={metric.code} metric={metric} />
            ))}
          </div>
        </section>
      ))}
    </>
  )
}

/** The catalogue: what each figure means, once. */
export function MetricsPage() {
  const { t } = useText()
  const [text, setText] = useState('')
  const query = useQuery(api.metrics.findMetrics.queryOptions())
  return (
    <MetricsFrame>
      <div className="metric-head">
        <p className="muted">{t('metrics.purpose')}</p>
        <SearchField label={t('metrics.search')} value={text} onSearch={setText} />
      </div>
      <Loaded query={query} lines={8}>
        {(metrics) => <Groups metrics={metrics} text={text} />}
      </Loaded>
    </MetricsFrame>
  )
}
