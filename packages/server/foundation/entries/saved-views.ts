import { inWorkspace, readWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'

/** Views of a page that the caller saved, and those that others share. */
export async function findViews({ database, workspaceId, actor }: CallContext, input: { page: string }) {
  return readWorkspace(database, workspaceId, async (tx) => {
    const rows = await tx
      .selectFrom('saved_view')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('page', '=', input.page)
      .where((where) => where.or([where('owner_user_id', '=', actor.userId), where('shared', '=', true)]))
      .orderBy('name')
      .execute()
    return rows.map((row) => ({
      savedViewId: row.saved_view_id,
      name: row.name,
      own: row.owner_user_id === actor.userId,
      shared: row.shared,
      content: row.content,
    }))
  })
}

/** Saves a view under its name; the same name again replaces it. */
export async function saveView(
  { database, workspaceId, actor }: CallContext,
  input: { page: string; name: string; shared: boolean; content: Readonly<Record<string, unknown>> },
) {
  return inWorkspace(database, workspaceId, async (tx) => {
    const values = { name: input.name, shared: input.shared, content: JSON.stringify(input.content) }
    const row = await tx
      .insertInto('saved_view')
      .values({ workspace_id: workspaceId, page: input.page, owner_user_id: actor.userId, ...values })
      .onConflict((conflict) =>
        conflict.columns(['workspace_id', 'page', 'owner_user_id', 'name']).doUpdateSet(values),
      )
      .returning('saved_view_id')
      .executeTakeFirstOrThrow()
    return { savedViewId: row.saved_view_id }
  })
}

/** Removes one of the caller's own views. */
export async function removeView(
  { database, workspaceId, actor }: CallContext,
  input: { savedViewId: number },
) {
  return inWorkspace(database, workspaceId, async (tx) => {
    const result = await tx
      .deleteFrom('saved_view')
      .where('workspace_id', '=', workspaceId)
      .where('saved_view_id', '=', input.savedViewId)
      .where('owner_user_id', '=', actor.userId)
      .executeTakeFirst()
    return { removed: result.numDeletedRows > 0n }
  })
}
