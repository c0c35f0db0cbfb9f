import { sql } from 'kysely'
import { AppError } from '../../../platform/app-error.ts'
import { readWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { readActions } from './action.store.ts'
import { changeMeeting } from './change-meeting.ts'
import { readIssues } from './issues.ts'
import { readDecisions } from './meeting.store.ts'
import { seenMeeting, writableMeeting } from './standing.ts'

type ActionInput = {
  readonly meetingId: number
  readonly decisionId?: number | undefined
  readonly issueId?: number | undefined
  readonly text: string
  readonly ownerId: number
  readonly due: string
}

/** Refuses owners, decisions and issues that the meeting does not have. */
async function checkSources(
  tx: WorkspaceTransaction,
  context: CallContext,
  seriesId: number,
  { meetingId, decisionId, issueId, ownerId }: ActionInput,
): Promise<void> {
  const { workspaceId } = context
  const { rows } =
    await sql`select 1 from person where workspace_id = ${workspaceId} and person_id = ${ownerId}`.execute(tx)
  if (rows.length === 0) throw new AppError('notFound', { what: 'person', id: ownerId })
  const decisions = await readDecisions(tx, workspaceId, meetingId)
  if (decisionId !== undefined && !decisions.some((one) => one.decisionId === decisionId))
    throw new AppError('notFound', { what: 'decision', id: decisionId })
  const issues = await readIssues(tx, context, seriesId, meetingId)
  if (issueId !== undefined && !issues.some((one) => one.issueId === issueId))
    throw new AppError('notFound', { what: 'issue', id: issueId })
}

/** Gives somebody something to do until a day. @throws AppError `notFound`, `invalidInput`, `meetingGuest`, `meetingClosed` */
export async function addActionItem(context: CallContext, input: ActionInput) {
  const { workspaceId, actor } = context
  const { meetingId, decisionId, issueId, text, ownerId, due } = input
  return changeMeeting(context, async (tx, at) => {
    const { series, meeting } = await writableMeeting(tx, context, meetingId)
    if (due < meeting.day) throw new AppError('invalidInput', { field: 'due', reason: 'beforeMeeting' })
    await checkSources(tx, context, series.seriesId, input)
    const { rows } = await sql<{ actionItemId: number }>`
      insert into action_item (workspace_id, meeting_series_id, meeting_id, meeting_decision_id, meeting_issue_id, text,
        owner_id, due, created_by, created_at)
      values (${workspaceId}, ${series.seriesId}, ${meetingId}, ${decisionId ?? null}, ${issueId ?? null}, ${text},
        ${ownerId}, ${due}, ${actor.name}, ${at})
      returning action_item_id as "actionItemId"`.execute(tx)
    const result = rows[0] as { actionItemId: number }
    const { meetingId: _, ...after } = input
    return { action: 'addActionItem', subject: `actionItem:${result.actionItemId}`, result, after }
  })
}

type FinishInput = { readonly actionItemId: number; readonly done: boolean }

/**
 * Says that an action is done, or that it is not after all: its owner, or who leads the meeting. It goes on after the
 * meeting is closed. @throws AppError `notFound`
 */
export async function finishActionItem(context: CallContext, { actionItemId, done }: FinishInput) {
  const { workspaceId, actor } = context
  return changeMeeting(context, async (tx, at) => {
    const [item] = await readActions(tx, context, sql`a.action_item_id = ${actionItemId}`)
    const refuse = () => new AppError('notFound', { what: 'actionItem', id: actionItemId })
    if (item === undefined) throw refuse()
    if (!item.isOwn) {
      const { standing } = await seenMeeting(tx, context, item.meetingId)
      if (!standing.mayLead) throw standing.isGuest ? refuse() : new AppError('actionOfOther')
    }
    await sql`update action_item set state = ${done ? 'done' : 'open'}, done_at = ${done ? at : null},
        done_by = ${done ? actor.name : null}
      where workspace_id = ${workspaceId} and action_item_id = ${actionItemId}`.execute(tx)
    return {
      action: 'finishActionItem',
      subject: `actionItem:${actionItemId}`,
      result: {},
      before: { state: item.state },
      after: { state: done ? 'done' : 'open' },
    }
  })
}

/** What the caller has to do from meetings: open items, and those done in the last days so that a tick can be undone. */
export async function findOwnActions(context: CallContext) {
  const { personId } = context.actor
  if (personId === null) return []
  const since = new Date(context.clock.now().getTime() - RECENT_MS).toISOString()
  return readWorkspace(context.database, context.workspaceId, (tx) =>
    readActions(
      tx,
      context,
      sql`a.owner_id = ${personId} and (a.state = 'open' or a.done_at >= ${since}::timestamptz)`,
    ),
  )
}

const RECENT_MS = 86_400_000
