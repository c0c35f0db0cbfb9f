import type { BoardContent } from '@salesloom/contract'
import { sql } from 'kysely'
import { recordAudit } from '../../../foundation/audit/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { inWorkspace } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { type DashboardRow, getRow, mayChange } from './dashboard.store.ts'

type Said = Pick<DashboardRow, 'name' | 'audience'> & { readonly content: BoardContent }
type Saved = { readonly dashboardId: number; readonly version: number }

const saidOf = ({ name, audience, content }: Said): Said => ({
  name,
  audience: [...new Set(audience)],
  content,
})

/** Who stands in for somebody looks at their boards, but makes none in their own name. */
function refuseStandIn({ actor }: CallContext): void {
  if (actor.standingInFor !== null) throw new AppError('notWhileStandingIn')
}

const changed = { name: 'monitoring.dashboardsChanged', payload: {} } as const

/** Keeps a board of the caller's own. */
export async function createDashboard(context: CallContext, input: Said): Promise<Saved> {
  refuseStandIn(context)
  const { database, workspaceId, actor, clock } = context
  const said = saidOf(input)
  return inWorkspace(database, workspaceId, async (tx) => {
    const at = clock.now()
    const { rows } = await sql<Saved>`insert into dashboard
        (workspace_id, name, owner_user_id, owner_name, audience, content, changed_by, changed_at)
      values (${workspaceId}, ${said.name}, ${actor.userId}, ${actor.name}, ${said.audience}::text[],
        ${JSON.stringify(said.content)}::jsonb, ${actor.name}, ${at.toISOString()})
      returning dashboard_id as "dashboardId", version`.execute(tx)
    const saved = rows[0] as Saved
    await recordAudit(tx, context, {
      action: 'dashboards.createDashboard',
      subject: `dashboard:${saved.dashboardId}`,
      after: said,
    })
    await emit(tx, workspaceId, changed, at)
    return saved
  })
}

/** Changes a board over the version that the caller saw. @throws AppError `versionConflict` where somebody was first */
export async function editDashboard(
  context: CallContext,
  { dashboardId, version, ...input }: Said & Saved,
): Promise<Saved> {
  refuseStandIn(context)
  const { database, workspaceId, actor, clock } = context
  const said = saidOf(input)
  return inWorkspace(database, workspaceId, async (tx) => {
    const before = await getRow(tx, context, dashboardId)
    if (!mayChange(context, before)) throw new AppError('boardOfOther', { owner: before.ownerName })
    const at = clock.now()
    const { rows } =
      await sql<Saved>`update dashboard set name = ${said.name}, audience = ${said.audience}::text[],
        content = ${JSON.stringify(said.content)}::jsonb, changed_by = ${actor.name}, changed_at = ${at.toISOString()},
        version = version + 1
      where workspace_id = ${workspaceId} and dashboard_id = ${dashboardId} and version = ${version}
      returning dashboard_id as "dashboardId", version`.execute(tx)
    const [saved] = rows
    if (saved === undefined)
      throw new AppError('versionConflict', {
        who: before.changedBy,
        theirs: before.version,
        yours: version,
      })
    await recordAudit(tx, context, {
      action: 'dashboards.editDashboard',
      subject: `dashboard:${dashboardId}`,
      before: saidOf(before),
      after: said,
    })
    await emit(tx, workspaceId, changed, at)
    return saved
  })
}

/** Takes a board of the caller's away, or brings it back. */
export async function removeDashboard(
  context: CallContext,
  { dashboardId, restore }: { readonly dashboardId: number; readonly restore: boolean },
): Promise<{ dashboardId: number }> {
  refuseStandIn(context)
  const { database, workspaceId, actor, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const at = clock.now()
    const removedAt = restore ? null : at.toISOString()
    const { rows } = await sql`update dashboard set removed_at = ${removedAt}
      where workspace_id = ${workspaceId} and dashboard_id = ${dashboardId} and owner_user_id = ${actor.userId}
        and (removed_at is not null) = ${restore} returning 1`.execute(tx)
    if (rows.length === 0) throw new AppError('notFound', { what: 'dashboard', id: dashboardId })
    await recordAudit(tx, context, {
      action: restore ? 'dashboards.restoreDashboard' : 'dashboards.removeDashboard',
      subject: `dashboard:${dashboardId}`,
    })
    await emit(tx, workspaceId, changed, at)
    return { dashboardId }
  })
}
