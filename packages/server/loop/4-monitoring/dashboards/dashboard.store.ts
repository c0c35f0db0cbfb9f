import type { BoardContent } from '@salesloom/contract'
import { sql } from 'kysely'
import type { FindMetricUses } from '../../../foundation/metrics/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'

type Role = CallContext['actor']['role']

export type DashboardRow = {
  readonly dashboardId: number
  readonly name: string
  readonly ownerUserId: string
  readonly ownerName: string
  readonly audience: (Role | 'everybody')[]
  readonly content: BoardContent
  readonly version: number
  readonly changedBy: string
  readonly changedAt: string
}

const COLUMNS = sql`dashboard_id as "dashboardId", name, owner_user_id as "ownerUserId", owner_name as "ownerName", audience,
  content, version, changed_by as "changedBy", to_json(changed_at)#>>'{}' as "changedAt"`

/** Boards that a caller may open: their own, and those that are shared with their role. */
export async function findRows(tx: WorkspaceTransaction, context: CallContext): Promise<DashboardRow[]> {
  const { workspaceId, actor } = context
  const { rows } = await sql<DashboardRow>`select ${COLUMNS} from dashboard
    where workspace_id = ${workspaceId} and removed_at is null
      and (owner_user_id = ${actor.userId} or audience && ${[actor.role, 'everybody']}::text[])
    order by owner_user_id <> ${actor.userId}, name, dashboard_id`.execute(tx)
  return rows
}

/** A board that the caller may open. @throws AppError `notFound` for others, whether they exist or not */
export async function getRow(
  tx: WorkspaceTransaction,
  context: CallContext,
  dashboardId: number,
): Promise<DashboardRow> {
  const found = (await findRows(tx, context)).find((row) => row.dashboardId === dashboardId)
  if (found === undefined) throw new AppError('notFound', { what: 'dashboard', id: dashboardId })
  return found
}

/** Boards are their owners’; an administrator may change those that are shared. */
export function mayChange({ actor }: CallContext, { ownerUserId }: DashboardRow): boolean {
  return ownerUserId === actor.userId || actor.role === 'administrator'
}

/** Boards with a tile of a metric; one that its owner keeps to themselves is told by its owner alone. */
export const boardsOfMetric: FindMetricUses = async (tx, workspaceId, code) => {
  const { rows } = await sql<{ name: string }>`
    select case when audience = '{}' then owner_name else name end as name from dashboard
    where workspace_id = ${workspaceId} and removed_at is null
      and content @> ${JSON.stringify({ tiles: [{ metric: code }] })}::jsonb
    order by name, dashboard_id`.execute(tx)
  return rows.map(({ name }) => ({ kind: 'dashboard', name }))
}
