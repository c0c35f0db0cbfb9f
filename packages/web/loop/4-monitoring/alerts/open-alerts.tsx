import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { Card } from '../../../ui/page/card.tsx'
import { DeviationLink, ExplainLink, SeverityTag, useCauseName } from './alert-row.tsx'
import './alerts.css'

const SHOWN = 4

/** On the home page: alerts of the reader's part that nobody keeps quiet, the gravest first. */
export function OpenAlerts() {
  const { t } = useText()
  const nameOf = useCauseName()
  const { data } = useQuery(
    api.monitoring.findAlerts.queryOptions({ input: { awake: true, page: 1, pageSize: SHOWN } }),
  )
  if (data === undefined || data.total === 0) return null
  return (
    <Card
      title={t('alerts.title')}
      note={t('alerts.count', { count: data.total })}
      aside={<Link to="/monitoring/alerts">{t('alerts.toAlerts')}</Link>}
    >
      <ul className="open-alerts">
        {data.rows.map((alert) => (
          <li key={alert.alertId}>
            <div>
              <b>{nameOf(alert)}</b>
              <p className="muted">{alert.rule}</p>
              {alert.deviation === null ? <ExplainLink alert={alert} /> : <DeviationLink alert={alert} />}
            </div>
            <SeverityTag severity={alert.severity} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
