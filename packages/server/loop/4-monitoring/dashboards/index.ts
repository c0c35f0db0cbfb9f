import { callerOf, procedures } from '../../../platform/http/procedures.ts'
import { computeTile } from './compute-tile.ts'
import { findDashboards } from './find-dashboards.ts'
import { createDashboard, editDashboard, removeDashboard } from './save-dashboard.ts'

export { boardTable } from './board-table.ts'
export { boardsOfMetric } from './dashboard.store.ts'

/** Live dashboards: boards that people compose, and the figures of their tiles. */
export const dashboards = {
  findDashboards: procedures.dashboards.findDashboards.handler(({ context }) =>
    findDashboards(callerOf(context)),
  ),
  createDashboard: procedures.dashboards.createDashboard.handler(({ input, context }) =>
    createDashboard(callerOf(context), input),
  ),
  editDashboard: procedures.dashboards.editDashboard.handler(({ input, context }) =>
    editDashboard(callerOf(context), input),
  ),
  removeDashboard: procedures.dashboards.removeDashboard.handler(({ input, context }) =>
    removeDashboard(callerOf(context), input),
  ),
  computeTile: procedures.dashboards.computeTile.handler(({ input, context }) =>
    computeTile(callerOf(context), input),
  ),
}
