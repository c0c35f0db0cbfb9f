import type { Role } from '@salesloom/contract'
import { sql } from 'kysely'
import { readableFields, visibilityOf } from '../../../foundation/access/index.ts'
import { todayOf } from '../../../foundation/entries/index.ts'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { viewOf } from './kept-pack.store.ts'
import type { Series } from './series.store.ts'
import { standingIn } from './standing.ts'

type Member = { userId: string; name: string; role: Role; personId: number }

async function membersOf(
  context: CallContext,
  people: readonly number[],
): Promise<{ members: Member[]; today: string }> {
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const { rows } =
      await sql<Member>`select user_id as "userId", display_name as name, role, person_id as "personId"
      from membership where workspace_id = ${context.workspaceId} and deactivated_at is null
        and person_id = any(${[...people]}::bigint[]) order by membership_id`.execute(tx)
    return { members: rows, today: await todayOf(tx, context) }
  })
}

/**
 * The views in which a meeting's figures are seen: of who closes it and of every participant who signs in and reads
 * figures, each once.
 */
export async function viewsOfMeeting(context: CallContext, series: Series): Promise<CallContext[]> {
  const { database, workspaceId, clock } = context
  const { members, today } = await membersOf(
    context,
    series.participants.map(({ personId }) => personId),
  )
  const views = new Map([[viewOf(context), context]])
  for (const { userId, name, role, personId } of members) {
    const view: CallContext = {
      ...{ database, workspaceId, clock },
      actor: { userId, name, role, personId, standingInFor: null },
      visibility: await visibilityOf(database, workspaceId, { role, personId }, today),
      fields: await readableFields(database, workspaceId, role),
    }
    const standing = standingIn(series, view)
    if (standing !== null && !standing.isGuest && !views.has(viewOf(view))) views.set(viewOf(view), view)
  }
  return [...views.values()]
}
