import { getRouteApi } from '@tanstack/react-router'
import { Input, Select } from 'antd'
import { FUNNEL_AGAINST, FUNNEL_PERIODS } from '../../../app/search.ts'
import { useText } from '../../../i18n/index.ts'
import { DealParts } from '../deal-parts.tsx'
import { type Funnel, useFunnelChange, useFunnelFilter } from './use-funnel.ts'

const route = getRouteApi('/in/monitoring/funnel')

/** Which deals are looked at, and what they are compared with. */
export function FunnelBar({ funnel }: { readonly funnel: Funnel | undefined }) {
  const { t } = useText()
  const search = route.useSearch()
  const filter = useFunnelFilter()
  const change = useFunnelChange()
  return (
    <div className="monitoring-bar">
      <span className="labelled">
        {t('monitoring.funnel.began')}
        <Select
          aria-label={t('metrics.explore.period')}
          value={search.period ?? 'twelve'}
          onChange={(period) =>
            change({
              period: period === 'twelve' ? undefined : period,
              from: period === 'days' ? filter.from : undefined,
              to: period === 'days' ? filter.to : undefined,
            })
          }
          options={FUNNEL_PERIODS.map((value) => ({
            value,
            label: t(`metrics.explore.periodName.${value}`),
          }))}
          style={{ minWidth: 130 }}
        />
      </span>
      {search.period === 'days' &&
        (['from', 'to'] as const).map((part) => (
          <Input
            key={part}
            type="date"
            aria-label={t(`orders.${part}`)}
            value={filter[part]}
            onChange={({ target }) => change({ [part]: target.value === '' ? undefined : target.value })}
            style={{ width: 150 }}
          />
        ))}
      <Select
        aria-label={t('monitoring.funnel.against')}
        placeholder={t('monitoring.funnel.against')}
        allowClear
        value={search.against ?? null}
        onChange={(against: (typeof FUNNEL_AGAINST)[number] | null) =>
          change({ against: against ?? undefined })
        }
        options={FUNNEL_AGAINST.map((value) => ({ value, label: t(`monitoring.against.${value}`) }))}
        style={{ minWidth: 170 }}
      />
      <DealParts
        search={search}
        media={funnel?.media ?? []}
        pipelines={funnel?.pipelines ?? []}
        onChange={change}
      />
    </div>
  )
}
