import { z } from 'zod'
import type { Action, Permission, Reach } from './access.ts'
import { DOWNLOAD_PATHS } from './download-paths.ts'
import { boardPeriod } from './loop/4-monitoring/dashboards.ts'
import { civilDate } from './primitives.ts'

function download<Query extends z.ZodType>(action: Action, reach: Reach, path: string, query: Query) {
  const permission: Permission = { action, reach }
  return { permission, path, query }
}

/**
 * Files that are streamed and therefore are no procedures. Each declares its permission all the same, and the
 * permission walk goes through them: `GET <path>?format=csv&…` with the session of a page.
 */
export const downloads = {
  /** The trail, as filtered, newest first. */
  auditEntries: download(
    'audit.read',
    'workspace',
    DOWNLOAD_PATHS.auditEntries,
    z.object({
      search: z.string().max(100).optional(),
      actor: z.string().max(200).optional(),
      action: z.string().max(80).optional(),
      subject: z.string().max(200).optional(),
      from: civilDate.optional(),
      to: civilDate.optional(),
    }),
  ),

  /** The leaf cells of a plan that the caller sees, months as columns: to be changed and read in again. */
  targetPlan: download(
    'targets.read',
    'subtree',
    DOWNLOAD_PATHS.targetPlan,
    z.object({ scenarioId: z.coerce.number().int().positive(), measure: z.string().max(60).optional() }),
  ),

  /** The plan as Salesforce's ForecastingQuota: owner, month, product family, amount. */
  forecastingQuota: download(
    'targets.read',
    'subtree',
    DOWNLOAD_PATHS.forecastingQuota,
    z.object({ scenarioId: z.coerce.number().int().positive() }),
  ),

  /** The figures of a board as the caller sees them, tile by tile. Without a number: the role's standard one. */
  dashboard: download(
    'monitoring.read',
    'subtree',
    DOWNLOAD_PATHS.dashboard,
    z.object({
      dashboardId: z.coerce.number().int().positive().optional(),
      period: boardPeriod.optional(),
      from: civilDate.optional().describe('with `to`: chosen days instead of the period'),
      to: civilDate.optional(),
      orgUnitId: z.coerce.number().int().positive().optional(),
      personId: z.coerce.number().int().positive().optional(),
      regionId: z.coerce.number().int().positive().optional(),
      productId: z.coerce.number().int().positive().optional(),
      customerTypeId: z.coerce.number().int().positive().optional(),
      channel: z.string().max(40).optional(),
    }),
  ),
}
export type DownloadName = keyof typeof downloads
