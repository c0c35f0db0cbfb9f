import { sql } from 'kysely'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { readActions, seenActions } from './action.store.ts'
import { readIssues } from './issues.ts'
import { readAgenda, readDecisions } from './meeting.store.ts'
import { seenMeeting } from './standing.ts'

/** A meeting as its page shows it. Guests see agenda, minutes, decisions and their own actions. */
export async function getMeeting(context: CallContext, { meetingId }: { readonly meetingId: number }) {
  const { workspaceId } = context
  return readWorkspace(context.database, workspaceId, async (tx) => {
    const { meeting, series, standing } = await seenMeeting(tx, context, meetingId)
    const { figuresOn: _, ...head } = meeting
    const own = sql`a.meeting_id = ${meetingId} and ${seenActions(context, standing)}`
    const mayWrite = !standing.isGuest && meeting.state === 'open'
    return {
      ...head,
      ...{ name: series.name, unit: series.unit, startsAt: series.startsAt },
      ...{ mayLead: standing.mayLead, mayWrite, isGuest: standing.isGuest },
      participants: [...series.participants],
      agenda: await readAgenda(tx, workspaceId, meetingId),
      decisions: await readDecisions(tx, workspaceId, meetingId),
      actions: await readActions(tx, context, own),
      issues: standing.isGuest ? [] : await readIssues(tx, context, series.seriesId, meetingId),
    }
  })
}
