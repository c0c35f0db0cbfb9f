import { sql } from 'kysely'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { changeMeeting } from './change-meeting.ts'
import { writableMeeting } from './standing.ts'

type DecisionInput = { readonly meetingId: number; readonly text: string }

/** Records what a meeting decided. @throws AppError `meetingGuest`, `meetingClosed`, `notFound` */
export async function recordDecision(context: CallContext, { meetingId, text }: DecisionInput) {
  return changeMeeting(context, async (tx, at) => {
    await writableMeeting(tx, context, meetingId)
    const { rows } = await sql<{ decisionId: number }>`
      insert into meeting_decision (workspace_id, meeting_id, text, decided_by, decided_at)
      values (${context.workspaceId}, ${meetingId}, ${text}, ${context.actor.name}, ${at})
      returning meeting_decision_id as "decisionId"`.execute(tx)
    const result = rows[0] as { decisionId: number }
    return { action: 'recordDecision', subject: `meeting:${meetingId}`, result, after: { text } }
  })
}
