import type { AuditActionOf } from '@salesloom/contract'
import { recordAudit } from '../../../foundation/audit/index.ts'
import { lastEditor } from '../../../foundation/entries/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { getDeviationRow } from '../deviation/deviation.store.ts'
import { checkMembers } from './people.ts'
import { getResponseRow, insertResponse, type Member, putMembers, updateResponse } from './response.store.ts'

/** The line in the trail, and the word to the others. */
export async function noteResponse(
  tx: WorkspaceTransaction,
  context: CallContext,
  action: AuditActionOf<'monitoring'>,
  subject: string,
  change: { before?: unknown; after?: unknown },
): Promise<void> {
  const { workspaceId, clock } = context
  await recordAudit(tx, context, { action: `monitoring.${action}`, subject, ...change })
  await emit(tx, workspaceId, { name: 'monitoring.responsesChanged', payload: { subject } }, clock.now())
}

/** Refuses a writer who read another version. @throws AppError `versionConflict` */
export async function checkVersion(
  tx: WorkspaceTransaction,
  { workspaceId }: CallContext,
  subject: string,
  theirs: number,
  yours: number,
): Promise<void> {
  if (theirs === yours) return
  const who = await lastEditor(tx, workspaceId, subject)
  throw new AppError('versionConflict', { who, theirs, yours })
}

const idsOf = (people: readonly Member[]) => people.map(({ personId }) => personId)

/** Opens a response to a deviation of the caller's part, with its task force; people of other parts may be in it. */
export async function createResponse(
  context: CallContext,
  input: { readonly deviationId: number; readonly title: string; readonly people: readonly Member[] },
) {
  const { database, workspaceId } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    await getDeviationRow(tx, context, input.deviationId, true)
    await checkMembers(tx, workspaceId, 'person', idsOf(input.people))
    const responseId = await insertResponse(tx, context, input)
    await putMembers(tx, workspaceId, responseId, input.people)
    await noteResponse(tx, context, 'createResponse', `response:${responseId}`, { after: input })
    return { responseId, version: 1 }
  })
}

type SaveInput = {
  readonly responseId: number
  readonly version: number
  readonly title: string
  readonly state: 'open' | 'closed'
  readonly people: readonly Member[]
}

/** Changes title, task force or state of a response. @throws AppError `versionConflict` */
export async function saveResponse(context: CallContext, input: SaveInput) {
  const { database, workspaceId } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const { deviation: _, ...before } = await getResponseRow(tx, context, input.responseId, true)
    const subject = `response:${input.responseId}`
    await checkVersion(tx, context, subject, before.version, input.version)
    await checkMembers(tx, workspaceId, 'person', idsOf(input.people))
    const version = await updateResponse(tx, workspaceId, input)
    await putMembers(tx, workspaceId, input.responseId, input.people)
    await noteResponse(tx, context, 'saveResponse', subject, { before, after: input })
    return { responseId: input.responseId, version }
  })
}
