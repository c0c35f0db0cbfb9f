/** Formats in which a table is downloaded. */
export const TABLE_FORMATS = ['csv', 'xlsx'] as const
export type TableFormat = (typeof TABLE_FORMATS)[number]

/** Where each download is, for pages that link to it. */
export const DOWNLOAD_PATHS = {
  auditEntries: '/api/download/audit-entries',
  targetPlan: '/api/download/target-plan',
  forecastingQuota: '/api/download/forecasting-quota',
  dashboard: '/api/download/dashboard',
} as const
