import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { queries } from '../api/queries.ts'
import { readEntrySearch } from '../foundation/entries/entry-search.ts'
import { Pending } from '../ui/page/pending.tsx'
import { FailedPage } from './failed-page.tsx'
import { monitoringRoutes } from './monitoring-routes.ts'
import { inside, join, listOf, page, root, signIn } from './route-frame.ts'
import {
  readActivitySearch,
  readAuditSearch,
  readDefineSearch,
  readExploreSearch,
  readGoalsSearch,
  readImportSearch,
  readOrdersSearch,
  readPlanSearch,
  readReviewSearch,
  readTargetsSearch,
  readWorkshopSearch,
} from './search.ts'

const routes = [
  createRoute({
    ...page,
    path: '/',
    component: lazyRouteComponent(() => import('./home/home.page.tsx'), 'HomePage'),
  }),
  createRoute({
    ...page,
    path: '/targets',
    validateSearch: readTargetsSearch,
    component: lazyRouteComponent(() => import('../loop/1-targets/scenarios.page.tsx'), 'ScenariosPage'),
  }),
  createRoute({
    ...page,
    path: '/targets/calibration',
    component: lazyRouteComponent(
      () => import('../loop/1-targets/calibration/calibration.page.tsx'),
      'CalibrationPage',
    ),
  }),
  createRoute({
    ...page,
    path: '/targets/goals',
    validateSearch: readGoalsSearch,
    component: lazyRouteComponent(() => import('../loop/1-targets/goals/goals.page.tsx'), 'GoalsPage'),
  }),
  createRoute({
    ...page,
    path: '/targets/goals/new',
    validateSearch: readWorkshopSearch,
    component: lazyRouteComponent(() => import('../loop/1-targets/goals/workshop.page.tsx'), 'WorkshopPage'),
  }),
  createRoute({
    ...page,
    path: '/targets/goals/$goalId',
    component: lazyRouteComponent(() => import('../loop/1-targets/goals/goal.page.tsx'), 'GoalPage'),
  }),
  createRoute({
    ...page,
    path: '/targets/$scenarioId',
    validateSearch: readPlanSearch,
    component: lazyRouteComponent(() => import('../loop/1-targets/target-plan.page.tsx'), 'TargetPlanPage'),
  }),
  createRoute({
    ...page,
    path: '/targets/$scenarioId/cascade',
    component: lazyRouteComponent(() => import('../loop/1-targets/cascade/cascade.page.tsx'), 'CascadePage'),
  }),
  createRoute({
    ...page,
    path: '/targets/mine',
    component: lazyRouteComponent(
      () => import('../loop/1-targets/cascade/my-targets.page.tsx'),
      'MyTargetsPage',
    ),
  }),
  createRoute({
    ...page,
    path: '/targets/activity',
    validateSearch: readActivitySearch,
    component: lazyRouteComponent(
      () => import('../loop/1-targets/activity/activity.page.tsx'),
      'ActivityPage',
    ),
  }),
  createRoute({
    ...page,
    path: '/planning',
    component: lazyRouteComponent(() => import('../loop/2-planning/planning.page.tsx'), 'PlanningPage'),
  }),
  createRoute({
    ...page,
    path: '/execution',
    component: lazyRouteComponent(() => import('../loop/3-execution/execution.page.tsx'), 'ExecutionPage'),
  }),
  ...monitoringRoutes,
  createRoute({
    ...page,
    path: '/skills',
    component: lazyRouteComponent(() => import('../loop/5-skills/skills.page.tsx'), 'SkillsPage'),
  }),
  createRoute({
    ...page,
    path: '/review',
    validateSearch: readReviewSearch,
    component: lazyRouteComponent(() => import('../loop/6-review/attainment.page.tsx'), 'AttainmentPage'),
  }),
  createRoute({
    ...page,
    path: '/review/quotas',
    component: lazyRouteComponent(() => import('../loop/6-review/quotas.page.tsx'), 'QuotasPage'),
  }),
  createRoute({
    ...page,
    path: '/records',
    component: lazyRouteComponent(
      () => import('../foundation/records/organisation.page.tsx'),
      'OrganisationPage',
    ),
  }),
  createRoute({
    ...page,
    path: '/records/regions',
    component: lazyRouteComponent(() => import('../foundation/records/regions.page.tsx'), 'RegionsPage'),
  }),
  createRoute({
    ...page,
    path: '/records/products',
    component: lazyRouteComponent(() => import('../foundation/records/products.page.tsx'), 'ProductsPage'),
  }),
  createRoute({
    ...page,
    path: '/records/customer-types',
    component: lazyRouteComponent(
      () => import('../foundation/records/customer-types.page.tsx'),
      'CustomerTypesPage',
    ),
  }),
  listOf('/records/customers', 'customer'),
  listOf('/records/people', 'person'),
  createRoute({
    ...page,
    path: '/records/calendar',
    component: lazyRouteComponent(() => import('../foundation/calendar/calendar.page.tsx'), 'CalendarPage'),
  }),
  createRoute({
    ...page,
    path: '/entries',
    component: lazyRouteComponent(() => import('../foundation/entries/entries.page.tsx'), 'EntriesPage'),
  }),
  createRoute({
    ...page,
    path: '/duplicates',
    component: lazyRouteComponent(
      () => import('../foundation/entries/duplicates.page.tsx'),
      'DuplicatesPage',
    ),
  }),
  createRoute({
    ...page,
    path: '/periods',
    component: lazyRouteComponent(() => import('../foundation/periods/periods.page.tsx'), 'PeriodsPage'),
  }),
  createRoute({
    ...page,
    path: '/integration',
    component: lazyRouteComponent(
      () => import('../foundation/integration/integration.page.tsx'),
      'IntegrationPage',
    ),
  }),
  createRoute({
    ...page,
    path: '/entries/$kind',
    validateSearch: readEntrySearch,
    component: lazyRouteComponent(() => import('../foundation/entries/entry-list.page.tsx'), 'EntryListPage'),
  }),
  createRoute({
    ...page,
    path: '/orders',
    validateSearch: readOrdersSearch,
    component: lazyRouteComponent(() => import('../foundation/orders/orders.page.tsx'), 'OrdersPage'),
  }),
  createRoute({
    ...page,
    path: '/imports',
    component: lazyRouteComponent(() => import('../foundation/imports/imports.page.tsx'), 'ImportsPage'),
  }),
  createRoute({
    ...page,
    path: '/imports/templates',
    component: lazyRouteComponent(() => import('../foundation/imports/templates.page.tsx'), 'TemplatesPage'),
  }),
  createRoute({
    ...page,
    path: '/imports/$importRunId',
    validateSearch: readImportSearch,
    component: lazyRouteComponent(() => import('../foundation/imports/import.page.tsx'), 'ImportPage'),
  }),
  createRoute({
    ...page,
    path: '/metrics',
    component: lazyRouteComponent(() => import('../foundation/metrics/metrics.page.tsx'), 'MetricsPage'),
  }),
  createRoute({
    ...page,
    path: '/metrics/explore',
    validateSearch: readExploreSearch,
    component: lazyRouteComponent(() => import('../foundation/metrics/explore.page.tsx'), 'ExplorePage'),
  }),
  createRoute({
    ...page,
    path: '/metrics/define',
    validateSearch: readDefineSearch,
    component: lazyRouteComponent(() => import('../foundation/metrics/define.page.tsx'), 'DefineMetricPage'),
  }),
  createRoute({
    ...page,
    path: '/jobs',
    component: lazyRouteComponent(() => import('../foundation/jobs/jobs.page.tsx'), 'JobsPage'),
  }),
  createRoute({
    ...page,
    path: '/audit',
    validateSearch: readAuditSearch,
    component: lazyRouteComponent(() => import('../foundation/audit/audit.page.tsx'), 'AuditPage'),
  }),
  createRoute({
    ...page,
    path: '/settings',
    component: lazyRouteComponent(() => import('../foundation/settings/settings.page.tsx'), 'SettingsPage'),
  }),
  createRoute({
    ...page,
    path: '/settings/members',
    component: lazyRouteComponent(() => import('../foundation/people/members.page.tsx'), 'MembersPage'),
  }),
  createRoute({
    ...page,
    path: '/settings/positions',
    component: lazyRouteComponent(() => import('../foundation/people/positions.page.tsx'), 'PositionsPage'),
  }),
  createRoute({
    ...page,
    path: '/settings/stand-ins',
    component: lazyRouteComponent(() => import('../foundation/people/stand-ins.page.tsx'), 'StandInsPage'),
  }),
  createRoute({
    ...page,
    path: '/settings/access',
    component: lazyRouteComponent(() => import('../foundation/people/access.page.tsx'), 'AccessPage'),
  }),
  createRoute({
    ...page,
    path: '/settings/mail',
    component: lazyRouteComponent(() => import('../foundation/mail/mail.page.tsx'), 'MailPage'),
  }),
  createRoute({
    ...page,
    path: '/api-reference',
    component: lazyRouteComponent(
      () => import('../foundation/api-reference/api-reference.page.tsx'),
      'ApiReferencePage',
    ),
  }),
] as const

/** Every page of the product. Each loads its own code. */
export const router = createRouter({
  routeTree: root.addChildren([signIn, join, inside.addChildren(routes)]),
  context: { queries },
  defaultPreload: 'intent',
  defaultPendingComponent: Pending,
  defaultErrorComponent: FailedPage,
  scrollRestoration: true,
  search: { strict: true },
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
