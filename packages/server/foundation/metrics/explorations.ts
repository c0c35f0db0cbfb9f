import type { Exploration } from '@salesloom/contract'
import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace, readWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { getMetric } from './definitions.store.ts'

const PAGE = 'metrics.explore'

type Row = {
  saved_view_id: number
  name: string
  owner_user_id: string
  shared: boolean
  content: unknown
}

/** Explorations of the caller and those that others share; what they show is computed with the reader's permission. */
export async function findExplorations({ database, workspaceId, actor }: CallContext) {
  return readWorkspace(database, workspaceId, async (tx) => {
    const { rows } = await sql<Row>`select saved_view_id, name, owner_user_id, shared, content from saved_view
      where workspace_id = ${workspaceId} and page = ${PAGE} and (owner_user_id = ${actor.userId} or shared)
      order by owner_user_id <> ${actor.userId}, name, saved_view_id`.execute(tx)
    return rows.map((row) => ({
      explorationId: row.saved_view_id,
      name: row.name,
      mine: row.owner_user_id === actor.userId,
      shared: row.shared,
      content: row.content as Exploration,
    }))
  })
}

/** Saves an exploration under a name of the caller's own; the same name again replaces it. */
export async function saveExploration(
  { database, workspaceId, actor }: CallContext,
  { name, shared, content }: { name: string; shared: boolean; content: Exploration },
) {
  return inWorkspace(database, workspaceId, async (tx) => {
    await getMetric(tx, workspaceId, content.metric)
    const text = JSON.stringify(content)
    const { rows } = await sql<{ saved_view_id: number }>`
      insert into saved_view (workspace_id, page, name, owner_user_id, shared, content)
      values (${workspaceId}, ${PAGE}, ${name}, ${actor.userId}, ${shared}, ${text}::jsonb)
      on conflict (workspace_id, page, owner_user_id, name)
        do update set shared = excluded.shared, content = excluded.content
      returning saved_view_id`.execute(tx)
    return { explorationId: rows[0]?.saved_view_id ?? 0 }
  })
}

/** Removes an exploration of the caller's own. */
export async function removeExploration(
  { database, workspaceId, actor }: CallContext,
  { explorationId }: { explorationId: number },
) {
  return inWorkspace(database, workspaceId, async (tx) => {
    const { rows } = await sql`delete from saved_view where workspace_id = ${workspaceId} and page = ${PAGE}
      and saved_view_id = ${explorationId} and owner_user_id = ${actor.userId} returning 1`.execute(tx)
    if (rows.length === 0) throw new AppError('notFound', { what: 'exploration', id: explorationId })
    return { explorationId }
  })
}
