import { mayDo } from '@salesloom/contract'
import { sql } from 'kysely'
import type { ByteSource } from '../../connectors/files/byte-source.ts'
import { AppError } from '../../platform/app-error.ts'
import { type Database, inWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { plainName } from '../../platform/http/file-routes.ts'
import { changeRun } from './import.store.ts'

const CHUNK_BYTES = 1 << 20
const MEGABYTE = 1_000_000

/** Days after which the file of an import is let go, and hours after which an upload counts as broken off. */
const KEPT_DAYS = 30
const BROKEN_OFF_HOURS = 24

async function begin(context: CallContext, fileName: string): Promise<number> {
  const { database, workspaceId, actor, clock } = context
  const now = clock.now()
  const before = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString()
  return inWorkspace(database, workspaceId, async (tx) => {
    await sql`delete from import_run where workspace_id = ${workspaceId}
      and state = 'uploading' and started_at < ${before(BROKEN_OFF_HOURS)}`.execute(tx)
    await sql`delete from import_chunk c using import_run r where c.workspace_id = ${workspaceId}
      and r.workspace_id = ${workspaceId} and r.import_run_id = c.import_run_id
      and r.started_at < ${before(KEPT_DAYS * 24)}`.execute(tx)
    const { rows } = await sql<{ id: number }>`
      insert into import_run (workspace_id, file_name, state, started_by_user_id, started_by, started_at)
      values (${workspaceId}, ${fileName}, 'uploading', ${actor.userId}, ${actor.name}, ${now.toISOString()})
      returning import_run_id as id`.execute(tx)
    return Number(rows[0]?.id)
  })
}

async function putChunk(
  context: CallContext,
  importRunId: number,
  number: number,
  content: Buffer,
): Promise<void> {
  await inWorkspace(context.database, context.workspaceId, async (tx) => {
    await sql`insert into import_chunk (workspace_id, import_run_id, chunk_number, content)
      values (${context.workspaceId}, ${importRunId}, ${number}, ${content})`.execute(tx)
  })
}

async function forget(context: CallContext, importRunId: number): Promise<void> {
  await inWorkspace(context.database, context.workspaceId, async (tx) => {
    await sql`delete from import_run where workspace_id = ${context.workspaceId}
      and import_run_id = ${importRunId}`.execute(tx)
  })
}

function tooLarge(limit: number): AppError {
  return new AppError('uploadTooLarge', { most: Math.round(limit / MEGABYTE) })
}

/** Stores the bytes piece by piece; the memory in use stays one piece. */
async function store(
  context: CallContext,
  importRunId: number,
  bytes: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<number> {
  let waiting: Buffer[] = []
  let waitingBytes = 0
  let size = 0
  let number = 0
  const flush = async () => {
    if (waitingBytes === 0) return
    await putChunk(context, importRunId, number++, Buffer.concat(waiting))
    waiting = []
    waitingBytes = 0
  }
  for await (const piece of bytes) {
    size += piece.length
    if (size > limit) throw tooLarge(limit)
    for (let at = 0; at < piece.length; ) {
      const part = piece.subarray(at, at + CHUNK_BYTES - waitingBytes)
      waiting.push(Buffer.from(part))
      waitingBytes += part.length
      at += part.length
      if (waitingBytes === CHUNK_BYTES) await flush()
    }
  }
  await flush()
  return size
}

/**
 * Keeps an uploaded file in the database, so that whichever node of the application can go on with it.
 * @param limit most bytes that are taken; a larger file is refused with a sentence, and nothing of it is kept
 */
export async function uploadFile(
  context: CallContext,
  file: {
    readonly name: string
    readonly announced: number | null
    readonly bytes: AsyncIterable<Uint8Array>
  },
  limit: number,
): Promise<{ importRunId: number }> {
  if (!mayDo(context.actor.role, 'facts.write')) throw new AppError('forbidden', { action: 'facts.write' })
  if (file.announced !== null && file.announced > limit) throw tooLarge(limit)
  const importRunId = await begin(context, plainName(file.name))
  try {
    const size = await store(context, importRunId, file.bytes, limit)
    if (size === 0) throw new AppError('fileEmpty')
    await inWorkspace(context.database, context.workspaceId, (tx) =>
      changeRun(tx, context.workspaceId, importRunId, { state: 'uploaded', file_size: size }),
    )
    return { importRunId }
  } catch (error) {
    await forget(context, importRunId)
    throw error
  }
}

const REMEMBERED = 8

/** The bytes of an upload, read chunk by chunk where they are asked for. */
export function uploadedSource(
  database: Database,
  workspaceId: number,
  importRunId: number,
  size: number,
): ByteSource {
  const recent = new Map<number, Buffer>()
  const chunk = async (number: number): Promise<Buffer> => {
    const known = recent.get(number)
    if (known !== undefined) return known
    const content = await inWorkspace(database, workspaceId, async (tx) => {
      const { rows } = await sql<{ content: Buffer }>`select content from import_chunk
        where workspace_id = ${workspaceId} and import_run_id = ${importRunId} and chunk_number = ${number}`.execute(
        tx,
      )
      return rows[0]?.content ?? null
    })
    if (content === null) throw new AppError('importFileGone')
    if (recent.size >= REMEMBERED) recent.delete([...recent.keys()][0] as number)
    recent.set(number, content)
    return content
  }
  return {
    size,
    read: async (offset, length) => {
      const end = Math.min(size, offset + length)
      const parts: Buffer[] = []
      for (let at = offset; at < end; ) {
        const content = await chunk(Math.floor(at / CHUNK_BYTES))
        const from = at % CHUNK_BYTES
        const part = content.subarray(from, Math.min(content.length, from + end - at))
        if (part.length === 0) break
        parts.push(part)
        at += part.length
      }
      return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)
    },
  }
}
