import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { earlierActions } from './action.store.ts'
import { readKept } from './kept-pack.store.ts'
import { meetingBefore } from './meeting.store.ts'
import { computeFigures, type PackSources } from './pack-figures.ts'
import { seenMeeting } from './standing.ts'

/** What a meeting looks at, in the caller's view: as of now while it is open, as it was seen once it is closed. */
export async function getMeetingPack(
  sources: PackSources,
  context: CallContext,
  { meetingId }: { readonly meetingId: number },
) {
  const { workspaceId } = context
  const ground = await readWorkspace(context.database, workspaceId, async (tx) => {
    const { meeting, series, standing } = await seenMeeting(tx, context, meetingId)
    const before = await meetingBefore(tx, workspaceId, meeting)
    const isFrozen = meeting.state === 'closed'
    return {
      ...{ series, standing, before, isFrozen },
      kept: isFrozen && !standing.isGuest ? await readKept(tx, context, meetingId) : null,
      actions: await earlierActions(tx, context, standing, meeting, before),
    }
  })
  const { series, standing, before, isFrozen, kept, actions } = ground
  const since = before?.figuresOn ?? null
  return {
    isFrozen,
    lastDay: before?.day ?? null,
    actions,
    figures:
      isFrozen || standing.isGuest
        ? kept
        : await computeFigures(sources, context, series.unit.orgUnitId, since),
  }
}
