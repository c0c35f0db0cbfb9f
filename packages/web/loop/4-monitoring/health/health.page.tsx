import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api } from '../../../api/client.ts'
import { useMay, useSession } from '../../../api/session.ts'
import { daysOfPeriod } from '../../../foundation/metrics/explore-period.ts'
import { useText } from '../../../i18n/index.ts'
import { Card } from '../../../ui/page/card.tsx'
import { Empty } from '../../../ui/page/empty.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { DealParts } from '../deal-parts.tsx'
import { partOf, useFunnel } from '../funnel/use-funnel.ts'
import { MonitoringFrame } from '../monitoring-frame.tsx'
import { CoverageCard, SlippageCard, UnderWay } from './coverage-card.tsx'
import { FunnelSettings } from './funnel-settings.tsx'
import { HygieneTable } from './hygiene-table.tsx'
import { LossReasons } from './loss-reasons.tsx'
import { StageHealth } from './stage-health.tsx'
import { StuckDeals } from './stuck-deals.tsx'
import { type Health, useHealthChange } from './use-health.ts'

const route = getRouteApi('/in/monitoring/health')

function Healthy({ health }: { readonly health: Health }) {
  const { t } = useText()
  const part = partOf(route.useSearch())
  const change = useHealthChange()
  if (health.stages.length === 0)
    return (
      <Card>
        <Empty title={t('monitoring.funnel.emptyTitle')} text={t('monitoring.funnel.emptyText')} />
      </Card>
    )
  return (
    <div className="stack">
      <div className="doors">
        <UnderWay health={health} />
        <CoverageCard health={health} />
        <SlippageCard health={health} />
      </div>
      <StuckDeals part={part} key={JSON.stringify(part)} />
      <StageHealth health={health} />
      <div className="two-columns">
        <HygieneTable health={health} onPerson={(personId) => change({ personId })} />
        <LossReasons health={health} />
      </div>
    </div>
  )
}

/** How healthy the deals under way are, and which of them are stuck. */
export function HealthPage() {
  const { t } = useText()
  const search = route.useSearch()
  const change = useHealthChange()
  const maySet = useMay('monitoring.define')
  const { workspace } = useSession()
  const part = partOf(search)
  const query = useQuery({
    ...api.monitoring.getFunnelHealth.queryOptions({ input: part }),
    placeholderData: keepPreviousData,
  })
  const choices = useFunnel(daysOfPeriod(workspace, 'twelve')).data
  return (
    <MonitoringFrame
      example={t('monitoring.health.example')}
      actions={maySet && query.data !== undefined && <FunnelSettings settings={query.data.settings} />}
    >
      <div className="monitoring-bar">
        <DealParts
          search={search}
          media={choices?.media ?? []}
          pipelines={choices?.pipelines ?? []}
          onChange={change}
        />
      </div>
      <Loaded query={query} lines={9}>
        {(health) => <Healthy health={health} />}
      </Loaded>
    </MonitoringFrame>
  )
}
