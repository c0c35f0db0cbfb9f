import type { AuditActionOf } from '@salesloom/contract'
import { recordAudit } from '../../../foundation/audit/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { inWorkspace, readWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { plainName } from '../../../platform/http/file-routes.ts'
import { ALLOWED, attachmentType, MOST_BYTES } from './attachment-type.ts'
import { type DeviationRow, getDeviationRow } from './deviation.store.ts'
import { deleteWhyFile, findWhyFile, findWhyFiles, insertWhyFile, readWhyFile } from './why-file.store.ts'

const MEGABYTE = 1_000_000
/** Files of one why. */
const MOST_FILES = 10

const gone = (id: number) => new AppError('notFound', { what: 'file', id })

/** Reads a file whole; what is larger than the limit is refused before more of it is read. */
async function readAll(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of bytes) {
    size += piece.length
    if (size > MOST_BYTES) throw new AppError('attachmentTooLarge', { most: MOST_BYTES / MEGABYTE })
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

function checkWhy({ whys, deviationId }: DeviationRow, key: string): void {
  if (!whys.some((why) => why.key === key)) throw new AppError('notFound', { what: 'why', id: deviationId })
}

async function note(
  tx: WorkspaceTransaction,
  context: CallContext,
  action: AuditActionOf<'monitoring'>,
  deviationId: number,
  after: object,
) {
  const { workspaceId, clock } = context
  await recordAudit(tx, context, {
    action: `monitoring.${action}`,
    subject: `deviation:${deviationId}`,
    after,
  })
  await emit(tx, workspaceId, { name: 'monitoring.responsesChanged', payload: { deviationId } }, clock.now())
}

type Attaching = {
  readonly deviationId: number
  readonly why: string
  readonly name: string
  /** null where the sender does not say how much comes */
  readonly announced: number | null
  readonly bytes: AsyncIterable<Uint8Array>
}

/**
 * Attaches a file to a why as evidence. It is kept as it came, with the type that its name and its beginning agree on.
 * @throws AppError `attachmentTooLarge`, `attachmentRefused`, `notFound` where the why is not the caller's to write
 */
export async function attachFile(context: CallContext, { deviationId, why, bytes, ...file }: Attaching) {
  const { database, workspaceId } = context
  if ((file.announced ?? 0) > MOST_BYTES)
    throw new AppError('attachmentTooLarge', { most: MOST_BYTES / MEGABYTE })
  const check = async (tx: WorkspaceTransaction) =>
    checkWhy(await getDeviationRow(tx, context, deviationId, true), why)
  // Who may not attach is told before ten megabytes have come.
  await inWorkspace(database, workspaceId, check)
  const content = await readAll(bytes)
  const name = plainName(file.name)
  const mediaType = attachmentType(name, content)
  if (mediaType === null) throw new AppError('attachmentRefused', { name, allowed: ALLOWED })
  return inWorkspace(database, workspaceId, async (tx) => {
    await check(tx)
    const there = await findWhyFiles(tx, workspaceId, deviationId)
    if (there.filter((each) => each.why === why).length >= MOST_FILES)
      throw new AppError('attachmentsFull', { most: MOST_FILES })
    const fileId = await insertWhyFile(tx, context, { deviationId, why, name, mediaType, content })
    await note(tx, context, 'attachFile', deviationId, { fileId, why, name, size: content.length })
    return { fileId }
  })
}

/** A file of a why that the caller may read. @throws AppError `notFound`, also where its why is gone */
export async function openFile(context: CallContext, fileId: number) {
  const { database, workspaceId, visibility } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const file = await findWhyFile(tx, workspaceId, fileId)
    if (file === undefined) throw gone(fileId)
    const deviation = await getDeviationRow(tx, context, file.deviationId).catch((error: unknown) => {
      throw error instanceof AppError && error.code === 'notFound' ? gone(fileId) : error
    })
    // What is written about a region is about the whole.
    if (deviation.place.regionId !== undefined && !visibility.whole) throw gone(fileId)
    if (!deviation.whys.some(({ key }) => key === file.why)) throw gone(fileId)
    return { name: file.name, mediaType: file.mediaType, content: await readWhyFile(tx, workspaceId, fileId) }
  })
}

/** Takes a file of a why away. */
export async function removeFile(context: CallContext, { fileId }: { readonly fileId: number }) {
  const { database, workspaceId } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const file = await findWhyFile(tx, workspaceId, fileId)
    if (file === undefined) throw gone(fileId)
    const { deviationId, why, name } = file
    await getDeviationRow(tx, context, deviationId, true)
    await deleteWhyFile(tx, workspaceId, fileId)
    await note(tx, context, 'removeWhyFile', deviationId, { fileId, why, name })
    return { fileId }
  })
}
