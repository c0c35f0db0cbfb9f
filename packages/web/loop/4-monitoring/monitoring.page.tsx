import { useText } from '../../i18n/index.ts'
import { ComingPart } from '../coming-part.tsx'

/** What monitoring is for, until it can raise an alert. */
export function MonitoringPage() {
  const { t } = useText()
  return (
    <ComingPart
      part="monitoring"
      feeds={[
        { text: t('loop.feeds.monitoring.pace'), to: '/review' },
        { text: t('loop.feeds.monitoring.metrics'), to: '/metrics' },
        { text: t('loop.feeds.monitoring.live'), to: '/orders' },
      ]}
    />
  )
}
