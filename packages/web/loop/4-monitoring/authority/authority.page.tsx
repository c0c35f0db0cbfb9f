import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { MonitoringFrame } from '../monitoring-frame.tsx'
import { Approvals } from './approvals.tsx'
import { Grants } from './grants.tsx'
import { Limits } from './limits.tsx'
import { QuotesToAsk } from './quotes-to-ask.tsx'
import '../deviation/deviation.css'

const route = getRouteApi('/in/monitoring/authority')

/** Who may give which discount, and the quotes that wait for it. */
export function AuthorityPage() {
  const { t } = useText()
  const { response } = route.useSearch()
  const query = useQuery(api.monitoring.getAuthority.queryOptions())
  return (
    <MonitoringFrame example={t('response.example.authority')}>
      <div className="stack">
        <Approvals />
        <QuotesToAsk />
        <Loaded query={query} lines={6}>
          {(authority) => (
            <>
              <Grants authority={authority} responseId={response ?? null} />
              <Limits authority={authority} />
            </>
          )}
        </Loaded>
      </div>
    </MonitoringFrame>
  )
}
