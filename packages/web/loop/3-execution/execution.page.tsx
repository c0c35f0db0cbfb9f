import { useText } from '../../i18n/index.ts'
import { ComingPart } from '../coming-part.tsx'

/** What execution is for, until it can route a visit. */
export function ExecutionPage() {
  const { t } = useText()
  return (
    <ComingPart
      part="execution"
      feeds={[
        { text: t('loop.feeds.execution.customers'), to: '/records/customers' },
        { text: t('loop.feeds.execution.orders'), to: '/orders' },
        { text: t('loop.feeds.execution.people'), to: '/records' },
      ]}
    />
  )
}
