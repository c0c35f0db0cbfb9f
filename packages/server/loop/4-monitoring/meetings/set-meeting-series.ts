import type { SeriesTerms } from '@salesloom/contract'
import { sql } from 'kysely'
import { AppError } from '../../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { changeMeeting } from './change-meeting.ts'
import { writeSeries } from './series.store.ts'
import { refuseEnded, seenSeriesOf, seesUnit } from './standing.ts'

export type SeriesInput = SeriesTerms & { readonly seriesId: number | null; readonly version: number }

/** Refuses people and units that are not on record. */
async function checkTerms(tx: WorkspaceTransaction, workspaceId: number, input: SeriesInput): Promise<void> {
  const ids = input.participants.map(({ personId }) => personId)
  if (new Set(ids).size < ids.length)
    throw new AppError('invalidInput', { field: 'participants', reason: 'namedTwice' })
  const { rows } = await sql<{ people: number; units: number }>`select
    (select count(*)::int from person where workspace_id = ${workspaceId} and person_id = any(${ids}::bigint[])) as people,
    (select count(*)::int from org_unit where workspace_id = ${workspaceId} and org_unit_id = ${input.orgUnitId}) as units`.execute(
    tx,
  )
  if (rows[0]?.units !== 1) throw new AppError('notFound', { what: 'orgUnit', id: input.orgUnitId })
  if (rows[0].people < ids.length) throw new AppError('notFound', { what: 'person', id: ids.join(', ') })
}

/**
 * Makes a series of review meetings of a unit that the caller sees whole, or changes one.
 * @throws AppError `outsideSubtree`, `notFound`, `versionConflict`, `meetingSeriesEnded`
 */
export async function setMeetingSeries(context: CallContext, input: SeriesInput) {
  if (!seesUnit(context, input.orgUnitId)) throw new AppError('outsideSubtree')
  const { workspaceId, actor } = context
  return changeMeeting(context, async (tx, at) => {
    const seen = input.seriesId === null ? null : await seenSeriesOf(tx, context, input.seriesId)
    if (seen !== null && !seen.standing.mayLead) throw new AppError('outsideSubtree')
    if (seen !== null) refuseEnded(seen.series)
    await checkTerms(tx, workspaceId, input)
    const saved = await writeSeries(tx, workspaceId, input, { name: actor.name, at })
    if (saved === null)
      throw new AppError('versionConflict', {
        who: seen?.series.savedBy ?? '',
        theirs: seen?.series.version ?? 0,
        yours: input.version,
      })
    const { seriesId: _, version: __, ...after } = input
    return {
      action: 'setMeetingSeries',
      subject: `meetingSeries:${saved.seriesId}`,
      result: saved,
      before: seen?.series,
      after,
    }
  })
}
