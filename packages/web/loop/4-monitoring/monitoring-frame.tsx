import type { ReactNode } from 'react'
import { useMay } from '../../api/session.ts'
import { PageHead } from '../../app/page-head.tsx'
import { SubNavigation } from '../../app/sub-navigation.tsx'
import { useText } from '../../i18n/index.ts'
import { MethodDrawer } from '../method-drawer.tsx'
import './monitoring.css'

type MonitoringFrameProps = {
  readonly chips?: ReactNode
  /** Buttons of the page, beside the method. */
  readonly actions?: ReactNode
  /** The page's example worked by hand, for the method drawer. */
  readonly example?: string
  readonly children: ReactNode
}

/** What the pages of monitoring share. */
export function MonitoringFrame({ chips, actions, example, children }: MonitoringFrameProps) {
  const { t } = useText()
  const seesAll = useMay('monitoring.read')
  const meetings = { to: '/monitoring/meetings', title: t('meetings.title'), within: true } as const
  const pages = [
    { to: '/monitoring', title: t('dashboards.page') },
    { to: '/monitoring/alerts', title: t('alerts.title'), within: true },
    { to: '/monitoring/funnel', title: t('monitoring.funnel.title') },
    { to: '/monitoring/health', title: t('monitoring.health.title') },
    { to: '/monitoring/grades', title: t('monitoring.grades.title') },
    meetings,
    { to: '/monitoring/deviations', title: t('response.list.title'), within: true },
    { to: '/monitoring/responses', title: t('response.plan.tab') },
    { to: '/monitoring/authority', title: t('response.authority.tab') },
  ] as const
  return (
    <>
      <PageHead
        title={t('monitoring.title')}
        actions={
          <>
            {actions}
            <MethodDrawer
              part="monitoring"
              {...(example === undefined ? {} : { example: <p>{example}</p> })}
            />
          </>
        }
      >
        {chips}
      </PageHead>
      <SubNavigation label={t('monitoring.title')} pages={seesAll ? pages : [meetings]} />
      {children}
    </>
  )
}
