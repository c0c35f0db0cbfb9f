import { type RawBuilder, sql } from 'kysely'
import { todayOf } from '../../../foundation/entries/index.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import type { Bilingual } from '../funnel/pipeline.store.ts'
import type { MeetingRow } from './meeting.store.ts'
import type { Standing } from './standing.ts'

/** Something that somebody does until a day. */
export type ActionItem = {
  readonly actionItemId: number
  readonly meetingId: number
  readonly meetingDay: string
  readonly seriesName: string
  readonly decisionId: number | null
  readonly issueId: number | null
  readonly text: string
  readonly owner: { readonly personId: number; readonly name: Bilingual }
  readonly due: string
  readonly state: 'open' | 'done'
  readonly isOverdue: boolean
  readonly isOwn: boolean
  readonly doneAt: string | null
}

type Row = Omit<ActionItem, 'owner' | 'isOverdue' | 'isOwn'> & { ownerId: number; zh: string; en: string }

/** Action items that meet a condition on `a`, open ones and the earliest days first. */
export async function readActions(
  tx: WorkspaceTransaction,
  context: CallContext,
  condition: RawBuilder<unknown>,
): Promise<ActionItem[]> {
  const today = await todayOf(tx, context)
  const { rows } = await sql<Row>`
    select a.action_item_id as "actionItemId", a.meeting_id as "meetingId", m.day as "meetingDay", s.name as "seriesName",
      a.meeting_decision_id as "decisionId", a.meeting_issue_id as "issueId", a.text, a.owner_id as "ownerId",
      p.name_zh as zh, p.name_en as en, a.due, a.state, a.done_at as "doneAt"
    from action_item a
    join meeting m on m.workspace_id = a.workspace_id and m.meeting_id = a.meeting_id
    join meeting_series s on s.workspace_id = a.workspace_id and s.meeting_series_id = a.meeting_series_id
    join person p on p.workspace_id = a.workspace_id and p.person_id = a.owner_id
    where a.workspace_id = ${context.workspaceId} and ${condition}
    order by a.state desc, a.due, a.action_item_id limit 500`.execute(tx)
  return rows.map(({ ownerId, zh, en, doneAt, ...row }) => ({
    ...row,
    doneAt: doneAt === null ? null : new Date(doneAt).toISOString(),
    owner: { personId: ownerId, name: { zh, en } },
    isOverdue: row.state === 'open' && row.due < today,
    isOwn: ownerId === context.actor.personId,
  }))
}

/** SQL of the items that a caller may see in a series: guests their own, others all. */
export function seenActions(context: CallContext, { isGuest }: Standing): RawBuilder<unknown> {
  return isGuest ? sql`a.owner_id = ${context.actor.personId}` : sql`true`
}

/** What a meeting opens with: all of the meeting before, and older items that are still open. */
export async function earlierActions(
  tx: WorkspaceTransaction,
  context: CallContext,
  standing: Standing,
  meeting: MeetingRow,
  before: MeetingRow | null,
): Promise<ActionItem[]> {
  return readActions(
    tx,
    context,
    sql`a.meeting_series_id = ${meeting.seriesId} and m.day < ${meeting.day} and ${seenActions(context, standing)}
      and (a.state = 'open' or a.meeting_id = ${before?.meetingId ?? 0})`,
  )
}
