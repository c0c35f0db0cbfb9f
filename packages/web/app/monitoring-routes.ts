import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readBoardSearch } from '../loop/4-monitoring/dashboards/board-search.ts'
import { page } from './route-frame.ts'
import {
  readAuthoritySearch,
  readDeviationsSearch,
  readFunnelSearch,
  readGradesSearch,
  readHealthSearch,
} from './search.ts'

/** The pages of monitoring. */
export const monitoringRoutes = [
  createRoute({
    ...page,
    path: '/monitoring',
    validateSearch: readBoardSearch,
    component: lazyRouteComponent(() => import('../loop/4-monitoring/monitoring.page.tsx'), 'MonitoringPage'),
  }),
  createRoute({
    ...page,
    path: '/monitoring/alerts',
    component: lazyRouteComponent(() => import('../loop/4-monitoring/alerts/alerts.page.tsx'), 'AlertsPage'),
  }),
  createRoute({
    ...page,
    path: '/monitoring/alerts/rules',
    component: lazyRouteComponent(
      () => import('../loop/4-monitoring/alerts/rules.page.tsx'),
      'AlertRulesPage',
    ),
  }),
  createRoute({
    ...page,
    path: '/monitoring/alerts/channels',
    component: lazyRouteComponent(
      () => import('../loop/4-monitoring/alerts/channels.page.tsx'),
      'AlertChannelsPage',
    ),
  }),
  createRoute({
    ...page,
    path: '/monitoring/funnel',
    validateSearch: readFunnelSearch,
    component: lazyRouteComponent(() => import('../loop/4-monitoring/funnel/funnel.page.tsx'), 'FunnelPage'),
  }),
  createRoute({
    ...page,
    path: '/monitoring/health',
    validateSearch: readHealthSearch,
    component: lazyRouteComponent(() => import('../loop/4-monitoring/health/health.page.tsx'), 'HealthPage'),
  }),
  createRoute({
    ...page,
    path: '/monitoring/grades',
    validateSearch: readGradesSearch,
    component: lazyRouteComponent(() => import('../loop/4-monitoring/grades/grades.page.tsx'), 'GradesPage'),
  }),
  createRoute({
    ...page,
    path: '/monitoring/meetings',
    component: lazyRouteComponent(
      () => import('../loop/4-monitoring/meetings/meetings.page.tsx'),
      'MeetingsPage',
    ),
  }),
  createRoute({
    ...page,
    path: '/monitoring/deviations',
    validateSearch: readDeviationsSearch,
    component: lazyRouteComponent(
      () => import('../loop/4-monitoring/deviation/deviations.page.tsx'),
      'DeviationsPage',
    ),
  }),
  createRoute({
    ...page,
    path: '/monitoring/meetings/$meetingId',
    component: lazyRouteComponent(
      () => import('../loop/4-monitoring/meetings/meeting.page.tsx'),
      'MeetingPage',
    ),
  }),
  createRoute({
    ...page,
    path: '/monitoring/deviations/$member/$period',
    component: lazyRouteComponent(
      () => import('../loop/4-monitoring/deviation/deviation.page.tsx'),
      'DeviationPage',
    ),
  }),
  createRoute({
    ...page,
    path: '/monitoring/responses',
    component: lazyRouteComponent(
      () => import('../loop/4-monitoring/response/responses.page.tsx'),
      'ResponsesPage',
    ),
  }),
  createRoute({
    ...page,
    path: '/monitoring/authority',
    validateSearch: readAuthoritySearch,
    component: lazyRouteComponent(
      () => import('../loop/4-monitoring/authority/authority.page.tsx'),
      'AuthorityPage',
    ),
  }),
] as const
