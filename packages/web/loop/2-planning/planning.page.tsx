import { useText } from '../../i18n/index.ts'
import { ComingPart } from '../coming-part.tsx'

/** What planning is for, until it can plan. */
export function PlanningPage() {
  const { t } = useText()
  return (
    <ComingPart
      part="planning"
      feeds={[
        { text: t('loop.feeds.planning.targets'), to: '/targets' },
        { text: t('loop.feeds.planning.history'), to: '/review' },
        { text: t('loop.feeds.planning.customers'), to: '/records/customers' },
      ]}
    />
  )
}
