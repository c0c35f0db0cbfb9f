import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useMay, useSession } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { MarketQuestion } from '../../loop/1-targets/calibration/market-question.tsx'
import { WaitingTargets } from '../../loop/1-targets/cascade/waiting-targets.tsx'
import { OpenAlerts } from '../../loop/4-monitoring/alerts/open-alerts.tsx'
import { MyActions } from '../../loop/4-monitoring/meetings/my-actions.tsx'
import { AttainmentHeat } from '../../loop/6-review/attainment-heat.tsx'
import { Card } from '../../ui/page/card.tsx'
import { Empty } from '../../ui/page/empty.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { PageHead } from '../page-head.tsx'
import { Ground, LatestWrites } from './ground.tsx'
import { GuestHome } from './guest-home.tsx'
import { Hero } from './hero.tsx'
import type { HomeData } from './home-data.ts'
import { QuietCustomers } from './quiet-customers.tsx'
import { RecentOrders } from './recent-orders.tsx'
import { Team } from './team.tsx'
import { Waiting } from './waiting.tsx'
import './home.css'

/** What a role finds beside its number, in the order in which it is needed. */
function Beside({ home }: { readonly home: HomeData }) {
  const { role } = useSession()
  if (role === 'administrator')
    return (
      <>
        <Ground />
        <LatestWrites />
      </>
    )
  if (role === 'analyst')
    return (
      <>
        <Waiting home={home} />
        <Ground />
      </>
    )
  if (role === 'representative')
    return (
      <>
        <Waiting home={home} />
        <QuietCustomers />
      </>
    )
  return (
    <>
      <Waiting home={home} />
      {role === 'director' && <RecentOrders home={home} narrow />}
    </>
  )
}

/** What stands under the number. */
function Below({ home }: { readonly home: HomeData }) {
  const { role } = useSession()
  if (role === 'representative') return <RecentOrders home={home} />
  return (
    <>
      <Team home={home} />
      {role === 'director' && home.scenarioId !== null && (
        <AttainmentHeat scenarioId={home.scenarioId} months={{}} />
      )}
      {role === 'manager' && <RecentOrders home={home} />}
      {role === 'administrator' && <Waiting home={home} />}
    </>
  )
}

/** The person's day: their number, who needs help, what waits. */
function MemberHome() {
  const { t } = useText()
  const query = useQuery(api.home.getHome.queryOptions())
  const quarter = query.data?.quarter
  const { invented } = useSession().workspace
  return (
    <>
      <PageHead title={t('home.title')} dataUntil={query.data?.dataUntil}>
        {invented.includes('team') && <span className="chip">{t('shell.inventedTeam')}</span>}
        {invented.includes('company') && <span className="chip">{t('shell.inventedCompany')}</span>}
        {quarter !== undefined && (
          <span className="chip">
            {t('home.quarter', { year: quarter.fiscalYear, quarter: quarter.quarter })}
          </span>
        )}
      </PageHead>
      <Loaded query={query} lines={8}>
        {(home) =>
          home.dataUntil === null ? (
            <Card>
              <Empty title={t('home.emptyTitle')} text={t('home.emptyText')} />
            </Card>
          ) : (
            <div className="two-columns">
              <div className="stack">
                <Hero home={home} />
                <Below home={home} />
              </div>
              <div className="stack" data-keeps-focus>
                <WaitingTargets />
                {home.scenarioId !== null && <MarketQuestion />}
                <OpenAlerts />
                <MyActions />
                <Beside home={home} />
              </div>
            </div>
          )
        }
      </Loaded>
    </>
  )
}

/** Home: the day of who works with figures, and the door of who was invited for less. */
export function HomePage() {
  return useMay('metrics.read') ? <MemberHome /> : <GuestHome />
}
