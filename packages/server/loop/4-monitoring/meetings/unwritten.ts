import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { MeetingRow } from './meeting.store.ts'

/** Holds some meetings, so that nobody writes into them until the transaction ends. */
export async function holdMeetings(
  tx: WorkspaceTransaction,
  workspaceId: number,
  meetingIds: readonly number[],
): Promise<void> {
  await sql`select 1 from meeting where workspace_id = ${workspaceId} and meeting_id = any(${[...meetingIds]}::bigint[])
    order by meeting_id for update`.execute(tx)
}

/** Of some meetings those that hold nothing that somebody wrote: no minutes, decisions, actions, nor issues raised in them. */
export async function findUnwritten(
  tx: WorkspaceTransaction,
  workspaceId: number,
  meetings: readonly MeetingRow[],
): Promise<number[]> {
  const ids = meetings.filter(({ minutes }) => minutes.trim() === '').map(({ meetingId }) => meetingId)
  const { rows } = await sql<{ id: number }>`
    select m.meeting_id as id from meeting m where m.workspace_id = ${workspaceId} and m.meeting_id = any(${ids}::bigint[])
      and not exists (select 1 from meeting_decision w where w.workspace_id = ${workspaceId} and w.meeting_id = m.meeting_id)
      and not exists (select 1 from action_item w where w.workspace_id = ${workspaceId} and w.meeting_id = m.meeting_id)
      and not exists (select 1 from meeting_issue w where w.workspace_id = ${workspaceId} and w.meeting_id = m.meeting_id)
    order by 1`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Takes away meetings in which nothing was written, with their agendas. */
export async function deleteUnwritten(
  tx: WorkspaceTransaction,
  workspaceId: number,
  meetingIds: readonly number[],
): Promise<void> {
  for (const table of ['meeting_agenda_item', 'meeting'])
    await sql`delete from ${sql.table(table)} where workspace_id = ${workspaceId}
      and meeting_id = any(${[...meetingIds]}::bigint[])`.execute(tx)
}
