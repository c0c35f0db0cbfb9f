import { mayDo } from '@salesloom/contract'
import { AppError } from '../../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { type MeetingRow, readMeetings } from './meeting.store.ts'
import { readSeries, type Series } from './series.store.ts'

/** What a caller is in a series of meetings. */
export type Standing = {
  readonly mayLead: boolean
  /** of another department, or without a role that reads figures: agenda, minutes and their own actions alone */
  readonly isGuest: boolean
}

/** Whether the caller sees all of a unit. */
export function seesUnit({ visibility }: Pick<CallContext, 'visibility'>, orgUnitId: number): boolean {
  return visibility.whole || visibility.orgUnitIds.includes(orgUnitId)
}

/** A caller's standing in a series: who sees the whole unit oversees it, others take part or see nothing of it. */
export function standingIn(
  series: Pick<Series, 'unit' | 'participants'>,
  context: CallContext,
): Standing | null {
  const { role, personId } = context.actor
  const reads = mayDo(role, 'monitoring.read')
  if (reads && seesUnit(context, series.unit.orgUnitId))
    return { mayLead: mayDo(role, 'meetings.lead'), isGuest: false }
  const own = series.participants.find((participant) => participant.personId === personId)
  return own === undefined ? null : { mayLead: false, isGuest: own.isGuest || !reads }
}

export type SeenSeries = { readonly series: Series; readonly standing: Standing }

/** Every series in which the caller has a standing. */
export async function seenSeries(tx: WorkspaceTransaction, context: CallContext): Promise<SeenSeries[]> {
  const all = await readSeries(tx, context.workspaceId)
  return all.flatMap((series) => {
    const standing = standingIn(series, context)
    return standing === null ? [] : [{ series, standing }]
  })
}

/** One of them. @throws AppError `notFound` */
export async function seenSeriesOf(
  tx: WorkspaceTransaction,
  context: CallContext,
  seriesId: number,
): Promise<SeenSeries> {
  const found = (await seenSeries(tx, context)).find(({ series }) => series.seriesId === seriesId)
  if (found === undefined) throw new AppError('notFound', { what: 'meetingSeries', id: seriesId })
  return found
}

/** Refuses what is for a series that goes on. @throws AppError `meetingSeriesEnded` */
export function refuseEnded({ name, endedOn }: Series): void {
  if (endedOn !== null) throw new AppError('meetingSeriesEnded', { name, day: endedOn })
}

export type SeenMeeting = SeenSeries & { readonly meeting: MeetingRow }

/** A meeting in which the caller has a standing. @throws AppError `notFound` */
export async function seenMeeting(
  tx: WorkspaceTransaction,
  context: CallContext,
  meetingId: number,
): Promise<SeenMeeting> {
  const refuse = () => new AppError('notFound', { what: 'meeting', id: meetingId })
  const [meeting] = await readMeetings(tx, context.workspaceId, { meetingId })
  if (meeting === undefined) throw refuse()
  const seen = (await seenSeries(tx, context)).find(({ series }) => series.seriesId === meeting.seriesId)
  if (seen === undefined) throw refuse()
  return { ...seen, meeting }
}

/** A meeting under way in which the caller may write. @throws AppError `notFound`, `meetingGuest`, `meetingClosed` */
export async function writableMeeting(
  tx: WorkspaceTransaction,
  context: CallContext,
  meetingId: number,
): Promise<SeenMeeting> {
  const seen = await seenMeeting(tx, context, meetingId)
  if (seen.standing.isGuest) throw new AppError('meetingGuest')
  if (seen.meeting.state === 'closed') throw new AppError('meetingClosed', { day: seen.meeting.day })
  return seen
}
