import type { MetricContent } from '@salesloom/contract'
import { AppError } from '../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import { CATALOGUE } from './catalogue/index.ts'

/** A metric with its code: shipped, or made in the workspace. */
export type Metric = MetricContent & {
  readonly code: string
  readonly shipped: boolean
  readonly version: number
}

const SHIPPED: readonly Metric[] = CATALOGUE.map((metric) => ({ ...metric, shipped: true, version: 1 }))
const BY_CODE = new Map(SHIPPED.map((metric) => [metric.code, metric]))

/** All metrics of a workspace: the shipped ones first. */
export async function findAllMetrics(tx: WorkspaceTransaction, workspaceId: number): Promise<Metric[]> {
  const rows = await tx
    .selectFrom('metric_definition')
    .select(['code', 'content', 'version'])
    .where('workspace_id', '=', workspaceId)
    .where('removed_at', 'is', null)
    .orderBy('metric_definition_id')
    .execute()
  const own = rows.map(({ code, content, version }) => ({
    ...(content as MetricContent),
    code,
    version,
    shipped: false,
  }))
  return [...SHIPPED, ...own]
}

/** A metric by its code. @throws AppError where there is none */
export async function getMetric(
  tx: WorkspaceTransaction,
  workspaceId: number,
  code: string,
): Promise<Metric> {
  const shipped = BY_CODE.get(code)
  if (shipped !== undefined) return shipped
  const row = await tx
    .selectFrom('metric_definition')
    .select(['content', 'version'])
    .where('workspace_id', '=', workspaceId)
    .where('code', '=', code)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) throw new AppError('notFound', { what: 'metric', id: code })
  return { ...(row.content as MetricContent), code, version: row.version, shipped: false }
}
