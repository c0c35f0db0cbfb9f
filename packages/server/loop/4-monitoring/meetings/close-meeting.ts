import type { PackFigures } from '@salesloom/contract'
import { sql } from 'kysely'
import { todayOf } from '../../../foundation/entries/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { changeMeeting } from './change-meeting.ts'
import { keepFigures } from './kept-pack.store.ts'
import { meetingBefore, stopClocks } from './meeting.store.ts'
import { computeFigures, type PackSources } from './pack-figures.ts'
import { writableMeeting } from './standing.ts'
import { viewsOfMeeting } from './views-of-meeting.ts'

type CloseInput = { readonly meetingId: number; readonly version: number }
type Kept = { readonly view: CallContext; readonly figures: PackFigures }

async function leadable(context: CallContext, { meetingId, version }: CloseInput) {
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const seen = await writableMeeting(tx, context, meetingId)
    if (!seen.standing.mayLead) throw new AppError('outsideSubtree')
    const { meeting } = seen
    if (meeting.version !== version) throw conflict(meeting, version)
    return { ...seen, before: await meetingBefore(tx, context.workspaceId, meeting) }
  })
}

const conflict = ({ savedBy, version }: { savedBy: string; version: number }, yours: number) =>
  new AppError('versionConflict', { who: savedBy, theirs: version, yours })

/**
 * Closes a meeting. The figures are kept for each view in which they were seen, so that the minutes keep what people
 * looked at. @throws AppError `outsideSubtree`, `versionConflict`, `meetingClosed`, `notFound`
 */
export async function closeMeeting(sources: PackSources, context: CallContext, input: CloseInput) {
  const { workspaceId, actor } = context
  const { meetingId, version } = input
  const { series, before } = await leadable(context, input)
  const kept: Kept[] = []
  for (const view of await viewsOfMeeting(context, series)) {
    const since = before?.figuresOn ?? null
    kept.push({ view, figures: await computeFigures(sources, view, series.unit.orgUnitId, since) })
  }
  return changeMeeting(context, async (tx, at) => {
    const { meeting } = await writableMeeting(tx, context, meetingId)
    const { rows } = await sql<{ version: number }>`
      update meeting set state = 'closed', closed_by = ${actor.name}, closed_at = ${at}, version = version + 1,
        figures_on = ${await todayOf(tx, context)}
      where workspace_id = ${workspaceId} and meeting_id = ${meetingId} and version = ${version} and state = 'open'
      returning version`.execute(tx)
    const result = rows[0]
    if (result === undefined) throw conflict(meeting, version)
    await stopClocks(tx, workspaceId, meetingId, at)
    for (const { view, figures } of kept) await keepFigures(tx, view, meetingId, figures)
    return {
      action: 'closeMeeting',
      subject: `meeting:${meetingId}`,
      result,
      after: { views: kept.length },
    }
  })
}
