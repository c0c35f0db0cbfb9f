import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readBoardSearch } from '../loop/4-monitoring/dashboards/board-search.ts'
import { page } from './route-frame.ts'
import { readFunnelSearch, readGradesSearch, readHealthSearch } from './search.ts'

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
] as const
