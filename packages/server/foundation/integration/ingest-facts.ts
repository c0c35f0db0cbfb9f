import { createHash } from 'node:crypto'
import { errorText, type IngestBody, type KindName, kindOf, type Locale } from '@salesloom/contract'
import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { EntryFailure } from '../entries/index.ts'
import { putFacts, removeFacts } from '../facts/index.ts'
import { type KeyCaller, permitKind } from './api-keys.ts'

type Answer = { readonly status: number; readonly answer: Readonly<Record<string, unknown>> }

/** Rolls a batch back that wanted all or nothing, and carries what was wrong. */
class Refused extends Error {
  readonly failures: readonly EntryFailure[]

  constructor(failures: readonly EntryFailure[]) {
    super('refused')
    this.failures = failures
  }
}

function failuresOf(failures: readonly EntryFailure[], ids: readonly string[], locale: Locale) {
  return failures.map(({ index, field, value, code, detail }) => ({
    index,
    externalId: ids[index] ?? '',
    field,
    value,
    code,
    message: errorText(code, locale, detail),
  }))
}

async function known(
  tx: WorkspaceTransaction,
  { context, apiKeyId }: KeyCaller,
  key: string,
  requestHash: string,
): Promise<Answer | null> {
  // Two requests with one key at the same time: the second waits for the first one's answer.
  await sql`select pg_advisory_xact_lock(46020, hashtext(${`${context.workspaceId} ${apiKeyId} ${key}`}))`.execute(
    tx,
  )
  const row = await tx
    .selectFrom('ingest_answer')
    .select(['request_hash', 'status', 'answer'])
    .where('workspace_id', '=', context.workspaceId)
    .where('api_key_id', '=', apiKeyId)
    .where('idempotency_key', '=', key)
    .executeTakeFirst()
  if (row === undefined) return null
  if (row.request_hash !== requestHash) throw new AppError('idempotencyKeyReused', { key })
  return { status: row.status, answer: row.answer as Answer['answer'] }
}

async function remember(
  tx: WorkspaceTransaction,
  { context, apiKeyId }: KeyCaller,
  key: string,
  requestHash: string,
  { status, answer }: Answer,
): Promise<void> {
  await tx
    .insertInto('ingest_answer')
    .values({
      workspace_id: context.workspaceId,
      api_key_id: apiKeyId,
      idempotency_key: key,
      request_hash: requestHash,
      status,
      answer: JSON.stringify(answer),
      at: context.clock.now().toISOString(),
    })
    .execute()
}

type Request = {
  readonly kind: KindName
  readonly idempotencyKey: string | null
  readonly locale: Locale
}

/** Answers a request once: the same idempotency key with the same content gets the first answer again. */
async function once(
  caller: KeyCaller,
  { kind, idempotencyKey }: Request,
  body: unknown,
  work: (tx: WorkspaceTransaction) => Promise<Answer>,
): Promise<Answer> {
  permitKind(caller, kind)
  const { database, workspaceId } = caller.context
  const requestHash = createHash('sha256')
    .update(`${kind}\n${JSON.stringify(body)}`)
    .digest('base64url')
  return inWorkspace(database, workspaceId, async (tx) => {
    if (idempotencyKey === null) return work(tx)
    const before = await known(tx, caller, idempotencyKey, requestHash)
    if (before !== null) return before
    const answer = await work(tx)
    await remember(tx, caller, idempotencyKey, requestHash, answer)
    return answer
  })
}

/** Takes a batch of entries in. A refused whole batch (all or nothing) leaves nothing behind, its answer included. */
export async function ingestFacts(caller: KeyCaller, request: Request, body: IngestBody): Promise<Answer> {
  const ids = body.entries.map((entry) => entry.externalId)
  try {
    return await once(caller, request, body, async (tx) => {
      const result = await putFacts(tx, caller.context, kindOf(request.kind), body.source, body.entries)
      if (body.mode === 'allOrNothing' && result.failures.length > 0) throw new Refused(result.failures)
      const { created, updated, unchanged } = result
      const failures = failuresOf(result.failures, ids, request.locale)
      return { status: 200, answer: { created, updated, unchanged, failures } }
    })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const failures = failuresOf(error.failures, ids, request.locale)
    return { status: 422, answer: { created: 0, updated: 0, unchanged: 0, failures } }
  }
}

/** Takes entries out that the source no longer has; what is not there, or not any more, is no mistake. */
export async function ingestRemoval(
  caller: KeyCaller,
  request: Request,
  body: { source: string; externalIds: readonly string[] },
): Promise<Answer> {
  return once(caller, request, body, async (tx) => {
    const removed = await removeFacts(tx, caller.context, kindOf(request.kind), body.source, body.externalIds)
    return { status: 200, answer: { removed, absent: body.externalIds.length - removed } }
  })
}
