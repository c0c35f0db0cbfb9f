import type { SeriesTerms } from '@salesloom/contract'
import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'

export type MeetingRow = {
  readonly meetingId: number
  readonly seriesId: number
  readonly day: string
  readonly state: 'open' | 'closed'
  readonly minutes: string
  readonly version: number
  readonly savedBy: string
  readonly savedAt: string
  readonly closedBy: string | null
  readonly closedAt: string | null
  /** the day of the figures that were kept */
  readonly figuresOn: string | null
}

type Which = { readonly meetingId: number } | { readonly seriesIds: readonly number[] }

/** Meetings of some series, or one; the newest first. */
export async function readMeetings(
  tx: WorkspaceTransaction,
  workspaceId: number,
  which: Which,
): Promise<MeetingRow[]> {
  const condition =
    'meetingId' in which
      ? sql`m.meeting_id = ${which.meetingId}`
      : sql`m.meeting_series_id = any(${[...which.seriesIds]}::bigint[])`
  const { rows } = await sql<MeetingRow>`
    select m.meeting_id as "meetingId", m.meeting_series_id as "seriesId", m.day, m.state, m.minutes, m.version,
      m.saved_by as "savedBy", m.saved_at as "savedAt", m.closed_by as "closedBy", m.closed_at as "closedAt",
      m.figures_on as "figuresOn"
    from meeting m where m.workspace_id = ${workspaceId} and ${condition}
    order by m.day desc, m.meeting_id desc limit 1000`.execute(tx)
  return rows.map((row) => ({
    ...row,
    savedAt: new Date(row.savedAt).toISOString(),
    closedAt: row.closedAt === null ? null : new Date(row.closedAt).toISOString(),
  }))
}

/** The last closed meeting of the same series before one. */
export async function meetingBefore(
  tx: WorkspaceTransaction,
  workspaceId: number,
  { seriesId, day, meetingId }: MeetingRow,
): Promise<MeetingRow | null> {
  const all = await readMeetings(tx, workspaceId, { seriesIds: [seriesId] })
  return (
    all.find((other) => other.meetingId !== meetingId && other.state === 'closed' && other.day < day) ?? null
  )
}

/** Writes a meeting with its agenda; null where there is one on that day. */
export async function insertMeeting(
  tx: WorkspaceTransaction,
  workspaceId: number,
  seriesId: number,
  day: string,
  agenda: SeriesTerms['agenda'],
  by: { readonly name: string; readonly at: string },
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    insert into meeting (workspace_id, meeting_series_id, day, saved_by, saved_at)
    values (${workspaceId}, ${seriesId}, ${day}, ${by.name}, ${by.at})
    on conflict do nothing returning meeting_id as id`.execute(tx)
  const meetingId = rows[0]?.id
  if (meetingId === undefined) return null
  const items = JSON.stringify(agenda.map((item, at) => ({ ...item, ordinal: at + 1 })))
  await sql`
    insert into meeting_agenda_item (workspace_id, meeting_id, ordinal, title, section, minutes)
    select ${workspaceId}, ${meetingId}, r.ordinal, r.title, r.section, r.minutes
    from jsonb_to_recordset(${items}::jsonb) as r(ordinal int, title text, section text, minutes int)`.execute(
    tx,
  )
  return meetingId
}

export type AgendaItem = SeriesTerms['agenda'][number] & {
  readonly ordinal: number
  readonly spentSeconds: number
  readonly startedAt: string | null
}

/** The agenda of a meeting in its order. */
export async function readAgenda(
  tx: WorkspaceTransaction,
  workspaceId: number,
  meetingId: number,
): Promise<AgendaItem[]> {
  const { rows } = await sql<AgendaItem>`
    select ordinal, title, section, minutes, spent_seconds as "spentSeconds", started_at as "startedAt"
    from meeting_agenda_item where workspace_id = ${workspaceId} and meeting_id = ${meetingId} order by ordinal`.execute(
    tx,
  )
  return rows.map((row) => ({
    ...row,
    startedAt: row.startedAt === null ? null : new Date(row.startedAt).toISOString(),
  }))
}

/** Stops the clocks of a meeting, what ran being added to its item. */
export async function stopClocks(
  tx: WorkspaceTransaction,
  workspaceId: number,
  meetingId: number,
  at: string,
): Promise<void> {
  await sql`update meeting_agenda_item set started_at = null,
      spent_seconds = spent_seconds + greatest(0, extract(epoch from (${at}::timestamptz - started_at)))::int
    where workspace_id = ${workspaceId} and meeting_id = ${meetingId} and started_at is not null`.execute(tx)
}

export type Decision = {
  readonly decisionId: number
  readonly text: string
  readonly decidedBy: string
  readonly decidedAt: string
}

/** What a meeting decided, in its order. */
export async function readDecisions(
  tx: WorkspaceTransaction,
  workspaceId: number,
  meetingId: number,
): Promise<Decision[]> {
  const { rows } = await sql<Decision>`
    select meeting_decision_id as "decisionId", text, decided_by as "decidedBy", decided_at as "decidedAt"
    from meeting_decision where workspace_id = ${workspaceId} and meeting_id = ${meetingId}
    order by meeting_decision_id`.execute(tx)
  return rows.map((row) => ({ ...row, decidedAt: new Date(row.decidedAt).toISOString() }))
}
