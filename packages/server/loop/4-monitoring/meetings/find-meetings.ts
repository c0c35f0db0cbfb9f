import { addDays } from '@salesloom/engine/calendar'
import { sql } from 'kysely'
import { todayOf } from '../../../foundation/entries/index.ts'
import { readWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { readActions } from './action.store.ts'
import { type MeetingRow, readMeetings } from './meeting.store.ts'
import { type SeenSeries, seenSeries } from './standing.ts'

const LISTED = 20
const DAYS = 7

/** The first day from one on that is a given day of the week, 1 = Monday. */
export function nextWeekday(from: string, weekday: number): string {
  const own = new Date(`${from}T00:00:00Z`).getUTCDay() || DAYS
  return addDays(from, (weekday - own + DAYS) % DAYS)
}

/** The next meeting: the earliest one still open from today on, else the next day of the series without a closed one. */
export function nextMeeting(meetings: readonly MeetingRow[], weekday: number, today: string) {
  const open = meetings.findLast(({ state, day }) => state === 'open' && day >= today)
  if (open !== undefined) return { day: open.day, meetingId: open.meetingId }
  const held = new Set(meetings.map((meeting) => meeting.day))
  let day = nextWeekday(today, weekday)
  while (held.has(day)) day = addDays(day, DAYS)
  return { day, meetingId: null }
}

type Decided = { meetingId: number; decisions: number }

async function countDecisions(
  tx: WorkspaceTransaction,
  workspaceId: number,
  ids: readonly number[],
): Promise<Map<number, number>> {
  const { rows } =
    await sql<Decided>`select meeting_id as "meetingId", count(*)::int as decisions from meeting_decision
    where workspace_id = ${workspaceId} and meeting_id = any(${[...ids]}::bigint[]) group by meeting_id`.execute(
      tx,
    )
  return new Map(rows.map(({ meetingId, decisions }) => [meetingId, decisions]))
}

/** Open items of each meeting that the caller may see. */
async function countOpen(
  tx: WorkspaceTransaction,
  context: CallContext,
  seen: readonly SeenSeries[],
): Promise<Map<number, number>> {
  const part = (isGuest: boolean) =>
    seen.filter(({ standing }) => standing.isGuest === isGuest).map(({ series }) => series.seriesId)
  const open = await readActions(
    tx,
    context,
    sql`a.state = 'open' and (a.meeting_series_id = any(${part(false)}::bigint[])
      or (a.meeting_series_id = any(${part(true)}::bigint[]) and a.owner_id = ${context.actor.personId}))`,
  )
  const byMeeting = Map.groupBy(open, ({ meetingId }) => meetingId)
  return new Map([...byMeeting].map(([meetingId, items]) => [meetingId, items.length]))
}

/** Series of review meetings that concern the caller, each with its next day and its last meetings; ended ones last. */
export async function findMeetings(context: CallContext) {
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const today = await todayOf(tx, context)
    const all = await seenSeries(tx, context)
    const [ended = [], running = []] = [true, false].map((isEnded) =>
      all.filter(({ series }) => (series.endedOn !== null) === isEnded),
    )
    const seen = [...running, ...ended]
    const seriesIds = seen.map(({ series }) => series.seriesId)
    const meetings = await readMeetings(tx, context.workspaceId, { seriesIds })
    const decided = await countDecisions(
      tx,
      context.workspaceId,
      meetings.map(({ meetingId }) => meetingId),
    )
    const open = await countOpen(tx, context, seen)
    return seen.map(({ series: { savedBy: _, participants, ...series }, standing }) => {
      const own = meetings.filter(({ seriesId }) => seriesId === series.seriesId)
      return {
        ...series,
        participants: [...participants],
        mayLead: standing.mayLead,
        next: series.endedOn === null ? nextMeeting(own, series.weekday, today) : null,
        meetings: own.slice(0, LISTED).map(({ meetingId, day, state }) => ({
          meetingId,
          day,
          state,
          decisions: decided.get(meetingId) ?? 0,
          openActions: open.get(meetingId) ?? 0,
        })),
      }
    })
  })
}
