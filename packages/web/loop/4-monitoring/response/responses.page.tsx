import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { Card } from '../../../ui/page/card.tsx'
import { Empty } from '../../../ui/page/empty.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { MonitoringFrame } from '../monitoring-frame.tsx'
import { ResponseCard } from './response-card.tsx'
import '../deviation/deviation.css'

/** All responses of the caller's part, each with what it was to bring and what it brought. */
export function ResponsesPage() {
  const { t } = useText()
  const query = useQuery(api.monitoring.findResponses.queryOptions({ input: {} }))
  return (
    <MonitoringFrame example={t('response.example.recovery')}>
      <Loaded query={query} lines={9}>
        {(responses) =>
          responses.length === 0 ? (
            <Card>
              <Empty title={t('response.plan.emptyTitle')} text={t('response.plan.emptyAll')}>
                <Link to="/monitoring/deviations">{t('response.plan.toDeviations')}</Link>
              </Empty>
            </Card>
          ) : (
            <div className="stack">
              {responses.map((response) => (
                <ResponseCard key={response.responseId} response={response} isLinked />
              ))}
            </div>
          )
        }
      </Loaded>
    </MonitoringFrame>
  )
}
