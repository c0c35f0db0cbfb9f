import { getRouteApi } from '@tanstack/react-router'
import { useText } from '../../../i18n/index.ts'
import { Card } from '../../../ui/page/card.tsx'
import { Empty } from '../../../ui/page/empty.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { MonitoringFrame } from '../monitoring-frame.tsx'
import { BottleneckCard } from './bottleneck-card.tsx'
import { FunnelBar } from './funnel-bar.tsx'
import { FunnelComparison } from './funnel-comparison.tsx'
import { FunnelFacts } from './funnel-facts.tsx'
import { FunnelHistory } from './funnel-history.tsx'
import { FunnelStages } from './funnel-stages.tsx'
import { PipelineBridge } from './pipeline-bridge.tsx'
import { partOf, useFunnel, useFunnelFilter } from './use-funnel.ts'

const route = getRouteApi('/in/monitoring/funnel')

/** Where deals are lost and where they lie: the bottleneck in words, the funnel behind it, and its course. */
export function FunnelPage() {
  const { t } = useText()
  const search = route.useSearch()
  const filter = useFunnelFilter()
  const query = useFunnel(filter)
  return (
    <MonitoringFrame example={t('monitoring.funnel.example')}>
      <FunnelBar funnel={query.data} />
      <Loaded query={query} lines={9}>
        {(funnel) =>
          funnel.deals === 0 ? (
            <Card>
              <Empty title={t('monitoring.funnel.emptyTitle')} text={t('monitoring.funnel.emptyText')} />
            </Card>
          ) : (
            <div className="stack">
              <BottleneckCard filter={filter} funnel={funnel} by={search.by ?? 'orgUnit'} />
              <FunnelFacts funnel={funnel} filter={filter} />
              <FunnelStages funnel={funnel} filter={filter} />
              {search.against !== undefined && <FunnelComparison filter={filter} against={search.against} />}
              <FunnelHistory filter={filter} />
              <PipelineBridge part={partOf(search)} />
            </div>
          )
        }
      </Loaded>
    </MonitoringFrame>
  )
}
