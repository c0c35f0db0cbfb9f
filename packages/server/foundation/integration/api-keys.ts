import { createHash, randomBytes } from 'node:crypto'
import { FIELDS, type KindName, kindOf, mayDo } from '@salesloom/contract'
import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { type Clock, civilToday } from '../../platform/clock/index.ts'
import { type Database, inWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { recordAudit } from '../audit/index.ts'

/** A key says which workspace it opens, so that it is found without asking all of them. */
const SHAPE = /^slm_(\d{1,15})_([A-Za-z0-9_-]{43})$/
const PREFIX_LETTERS = 8

const hashOf = (key: string) => createHash('sha256').update(key).digest('base64url')
const instant = (value: string | null) => (value === null ? null : new Date(value).toISOString())

/** Keys of a workspace, newest first. */
export async function findApiKeys({ database, workspaceId }: CallContext) {
  return inWorkspace(database, workspaceId, async (tx) => {
    const rows = await tx
      .selectFrom('api_key')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .orderBy('api_key_id', 'desc')
      .execute()
    return rows.map((row) => ({
      apiKeyId: row.api_key_id,
      name: row.name,
      prefix: row.prefix,
      kinds: row.kinds,
      createdBy: row.created_by,
      createdAt: new Date(row.created_at).toISOString(),
      expiresAt: instant(row.expires_at),
      revokedAt: instant(row.revoked_at),
      lastUsedAt: instant(row.last_used_at),
      lastUsedFrom: row.last_used_from,
    }))
  })
}

/** Makes a key of 256 random bits; only its fingerprint is kept. */
export async function createApiKey(
  context: CallContext,
  input: { name: string; kinds: readonly string[]; expiresOn: string | null },
) {
  const { database, workspaceId, actor, clock } = context
  const today = civilToday(clock, 'UTC')
  if (input.expiresOn !== null && input.expiresOn < today)
    throw new AppError('invalidInput', { field: 'expiresOn', reason: 'expiresInThePast', today })
  const key = `slm_${workspaceId}_${randomBytes(32).toString('base64url')}`
  return inWorkspace(database, workspaceId, async (tx) => {
    const row = await tx
      .insertInto('api_key')
      .values({
        workspace_id: workspaceId,
        name: input.name,
        // The random part may hold underscores itself: only its first letters are shown.
        prefix: key.slice(0, `slm_${workspaceId}_`.length + PREFIX_LETTERS),
        key_hash: hashOf(key),
        kinds: [...input.kinds],
        created_by: actor.name,
        created_at: clock.now().toISOString(),
        expires_at: input.expiresOn === null ? null : `${input.expiresOn}T23:59:59Z`,
      })
      .returning('api_key_id')
      .executeTakeFirstOrThrow()
    const apiKeyId = row.api_key_id
    await recordAudit(tx, context, {
      action: 'integration.createApiKey',
      subject: `apiKey:${apiKeyId}`,
      after: input,
    })
    return { apiKeyId, key }
  })
}

/** Ends a key at once. */
export async function revokeApiKey(context: CallContext, { apiKeyId }: { apiKeyId: number }) {
  const { database, workspaceId, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const result = await tx
      .updateTable('api_key')
      .set({ revoked_at: clock.now().toISOString() })
      .where('workspace_id', '=', workspaceId)
      .where('api_key_id', '=', apiKeyId)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    if (result.numUpdatedRows === 0n) throw new AppError('notFound', { what: 'apiKey', id: apiKeyId })
    await recordAudit(tx, context, { action: 'integration.revokeApiKey', subject: `apiKey:${apiKeyId}` })
    return { apiKeyId }
  })
}

/** A program that calls with a key: the workspace it writes into, as whom, and which kinds. */
export type KeyCaller = {
  readonly apiKeyId: number
  readonly kinds: readonly string[]
  readonly context: CallContext
}

type Row = {
  api_key_id: number
  name: string
  kinds: string[]
  revoked_at: string | null
  expires_at: string | null
}

/** The caller behind a key; what is wrong with it is not told apart, so that nothing can be learnt by trying. */
export async function callerOfKey(
  database: Database,
  clock: Clock,
  authorization: string | undefined,
  from: string,
): Promise<KeyCaller> {
  const key = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? ''
  const workspaceId = Number(SHAPE.exec(key)?.[1] ?? 0)
  if (!Number.isSafeInteger(workspaceId) || workspaceId <= 0) throw new AppError('apiKeyRefused')
  const now = clock.now()
  const row = await inWorkspace(database, workspaceId, async (tx) => {
    const { rows } =
      await sql<Row>`update api_key set last_used_at = ${now.toISOString()}, last_used_from = ${from}
      where workspace_id = ${workspaceId} and key_hash = ${hashOf(key)} and revoked_at is null
        and (expires_at is null or expires_at > ${now.toISOString()})
      returning api_key_id, name, kinds`.execute(tx)
    return rows[0]
  })
  if (row === undefined) throw new AppError('apiKeyRefused')
  const actor = {
    userId: `key:${row.api_key_id}`,
    name: row.name,
    role: 'analyst' as const,
    personId: null,
    standingInFor: null,
  }
  const context: CallContext = {
    database,
    workspaceId,
    actor,
    visibility: { whole: true },
    fields: FIELDS,
    clock,
  }
  return { apiKeyId: row.api_key_id, kinds: row.kinds, context }
}

/** A key writes the kinds that it was made for, and nothing else. */
export function permitKind({ kinds, context }: KeyCaller, kind: KindName): void {
  const scoped = kinds.includes('*') || kinds.includes(kind)
  if (!scoped || !mayDo(context.actor.role, kindOf(kind).write))
    throw new AppError('apiKeyKind', { by: kind, kind })
}
