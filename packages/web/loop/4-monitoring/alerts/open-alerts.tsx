import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { Card } from '../../../ui/page/card.tsx'
import { DeviationLink, ExplainLink, SeverityTag, useCauseName } from './alert-row.tsx'
import type { Alert } from './use-alerts.ts'
import './alerts.css'

const READ = 20
const SHOWN = 4

/** What rules say of one cause; the gravest of them first. */
function Cause({ alerts }: { readonly alerts: readonly Alert[] }) {
  const nameOf = useCauseName()
  const [first] = alerts
  if (first === undefined) return null
  return (
    <li>
      <div>
        <b>{nameOf(first)}</b>
        {alerts.map(({ alertId, rule }) => (
          <p key={alertId} className="muted">
            {rule}
          </p>
        ))}
        {first.deviation === null ? <ExplainLink alert={first} /> : <DeviationLink alert={first} />}
      </div>
      <SeverityTag severity={first.severity} />
    </li>
  )
}

/** On the home page: alerts of the reader's part that nobody keeps quiet, cause by cause, the gravest first. */
export function OpenAlerts() {
  const { t } = useText()
  const { data } = useQuery(
    api.monitoring.findAlerts.queryOptions({ input: { awake: true, page: 1, pageSize: READ } }),
  )
  if (data === undefined || data.total === 0) return null
  const causes = [...Map.groupBy(data.rows, ({ cause }) => `${cause.tree} ${cause.id}`)]
  return (
    <Card
      title={t('alerts.title')}
      note={t('alerts.count', { count: data.total })}
      aside={<Link to="/monitoring/alerts">{t('alerts.toAlerts')}</Link>}
    >
      <ul className="open-alerts">
        {causes.slice(0, SHOWN).map(([cause, alerts]) => (
          <Cause key={cause} alerts={alerts} />
        ))}
      </ul>
    </Card>
  )
}
