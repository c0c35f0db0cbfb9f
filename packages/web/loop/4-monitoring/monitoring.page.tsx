import { useQuery } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { api } from '../../api/client.ts'
import { useCurrency } from '../../api/money.ts'
import { useSession } from '../../api/session.ts'
import { daysOfPeriod } from '../../foundation/metrics/explore-period.ts'
import { useText } from '../../i18n/index.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { shortMoney } from '../../ui/format/money.ts'
import { formatNumber } from '../../ui/format/number.ts'
import { Card } from '../../ui/page/card.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { MethodIdeas, PartPlace } from '../method-ideas.tsx'
import { useBottleneckText } from './funnel/bottleneck-text.ts'
import { MonitoringFrame } from './monitoring-frame.tsx'

function Door(props: {
  readonly title: string
  readonly to: NonNullable<LinkProps['to']>
  readonly action: string
  readonly children: ReactNode
}) {
  return (
    <Card title={props.title} className="monitor-door">
      {props.children}
      <Link to={props.to}>{props.action} →</Link>
    </Card>
  )
}

function BottleneckNow() {
  const { t } = useText()
  const { workspace } = useSession()
  const { headline } = useBottleneckText()
  const input = { ...daysOfPeriod(workspace, 'twelve'), by: 'orgUnit' as const }
  const query = useQuery(api.monitoring.findBottlenecks.queryOptions({ input }))
  return (
    <Loaded query={query} lines={2}>
      {({ found }) => (
        <p className="monitor-figure">
          {found[0] === undefined ? t('monitoring.funnel.none') : headline(found[0])}
        </p>
      )}
    </Loaded>
  )
}

function StuckNow() {
  const { t, language } = useText()
  const currency = useCurrency()
  const query = useQuery(api.monitoring.findStuckDeals.queryOptions({ input: { page: 1, pageSize: 1 } }))
  return (
    <Loaded query={query} lines={2}>
      {({ total, amount }) => (
        <p className="monitor-figure">
          {t('monitoring.overview.stuck', { count: total, amount: shortMoney(amount, currency, language) })}
        </p>
      )}
    </Loaded>
  )
}

function GradesNow() {
  const { t, language } = useText()
  const query = useQuery(api.monitoring.getGrading.queryOptions())
  return (
    <Loaded query={query} lines={2}>
      {({ run, counts, overdue }) => (
        <p className="monitor-figure">
          {run === null
            ? t('monitoring.grades.emptyTitle')
            : t('monitoring.overview.grades', {
                a: formatNumber(counts.A, language),
                b: formatNumber(counts.B, language),
                c: formatNumber(counts.C, language),
                overdue: formatNumber(overdue, language),
              })}
        </p>
      )}
    </Loaded>
  )
}

/** What monitoring says today, and the way to each of its pages. */
export function MonitoringPage() {
  const { t, language } = useText()
  const { workspace } = useSession()
  return (
    <MonitoringFrame>
      <div className="stack">
        <div className="doors">
          <Door
            title={t('monitoring.funnel.title')}
            to="/monitoring/funnel"
            action={t('monitoring.overview.toFunnel')}
          >
            <BottleneckNow />
          </Door>
          <Door
            title={t('monitoring.health.title')}
            to="/monitoring/health"
            action={t('monitoring.overview.toHealth')}
          >
            <StuckNow />
          </Door>
          <Door
            title={t('monitoring.grades.title')}
            to="/monitoring/grades"
            action={t('monitoring.overview.toGrades')}
          >
            <GradesNow />
          </Door>
        </div>
        <Card title={t('loop.coming.idea')} note={nameIn(workspace.name, language)}>
          <MethodIdeas part="monitoring" />
          <PartPlace part="monitoring" />
        </Card>
      </div>
    </MonitoringFrame>
  )
}
