import { sql } from 'kysely'
import { todayOf } from '../../../foundation/entries/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { changeMeeting } from './change-meeting.ts'
import { readMeetings } from './meeting.store.ts'
import type { Series } from './series.store.ts'
import { seenSeriesOf } from './standing.ts'
import { deleteUnwritten, findUnwritten, holdMeetings } from './unwritten.ts'

type EndInput = { readonly seriesId: number; readonly version: number; readonly ended: boolean }

/** Takes away the meetings of a series that are open and in which nothing was written. @returns their days */
async function clearOpen(
  tx: WorkspaceTransaction,
  workspaceId: number,
  { seriesId }: Series,
): Promise<string[]> {
  const open = async () =>
    (await readMeetings(tx, workspaceId, { seriesIds: [seriesId] })).filter(({ state }) => state === 'open')
  await holdMeetings(
    tx,
    workspaceId,
    (await open()).map(({ meetingId }) => meetingId),
  )
  const meetings = await open()
  const unwritten = await findUnwritten(tx, workspaceId, meetings)
  await deleteUnwritten(tx, workspaceId, unwritten)
  return meetings.filter(({ meetingId }) => unwritten.includes(meetingId)).map(({ day }) => day)
}

async function writeEnd(
  tx: WorkspaceTransaction,
  context: CallContext,
  { seriesId, version }: EndInput,
  endedOn: string | null,
  at: string,
): Promise<number | null> {
  const { workspaceId, actor } = context
  const { rows } = await sql<{
    version: number
  }>`update meeting_series set ended_on = ${endedOn}, saved_by = ${actor.name},
      saved_at = ${at}, version = version + 1
    where workspace_id = ${workspaceId} and meeting_series_id = ${seriesId} and version = ${version}
    returning version`.execute(tx)
  return rows[0]?.version ?? null
}

/**
 * Ends a series: no meeting of it is opened any more, those that are open with nothing written in them go, held ones and their
 * actions stay. With `ended` false it goes on as it was.
 * @throws AppError `outsideSubtree`, `notFound`, `versionConflict`
 */
export async function endMeetingSeries(context: CallContext, input: EndInput) {
  return changeMeeting(context, async (tx, at) => {
    const { series, standing } = await seenSeriesOf(tx, context, input.seriesId)
    if (!standing.mayLead) throw new AppError('outsideSubtree')
    const endedOn = input.ended ? await todayOf(tx, context) : null
    const version = await writeEnd(tx, context, input, endedOn, at)
    if (version === null)
      throw new AppError('versionConflict', {
        who: series.savedBy,
        theirs: series.version,
        yours: input.version,
      })
    const removed = input.ended ? await clearOpen(tx, context.workspaceId, series) : []
    return {
      action: input.ended ? 'endMeetingSeries' : 'resumeMeetingSeries',
      subject: `meetingSeries:${series.seriesId}`,
      result: { seriesId: series.seriesId, version, removed },
      before: { endedOn: series.endedOn },
      after: { endedOn, removed },
    }
  })
}
