import {
  detailOfIssue,
  ERRORS,
  KIND_NAMES,
  type KindName,
  type Locale,
  problemTitle,
} from '@salesloom/contract'
import { ingestBody, ingestRemoval as removalBody } from '@salesloom/contract/schemas'
import type { Context, Hono } from 'hono'
import type { ZodType } from 'zod'
import { AppError } from '../../platform/app-error.ts'
import type { Clock } from '../../platform/clock/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { localeOf, refusalOf } from '../../platform/http/wire-errors.ts'
import { callerOfKey, type KeyCaller } from './api-keys.ts'
import { ingestFacts, ingestRemoval } from './ingest-facts.ts'
import { countRequest } from './rate-limit.ts'

/** 10,000 entries of ordinary size; more than that belongs into the next batch. */
const MAX_BODY = 32 * 1024 * 1024
const MAX_KEY = 200

type Parts = { readonly database: Database; readonly clock: Clock }

/** An answer after RFC 9457: what went wrong, in the caller's language, with a code that programs can compare. */
function problem(error: AppError, locale: Locale, path: string): Response {
  const status = ERRORS[error.code].status
  const body = {
    type: `urn:salesloom:error:${error.code}`,
    title: problemTitle(error.code, locale),
    status,
    code: error.code,
    detail: error.textIn(locale),
    instance: path,
    ...error.detail,
  }
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' }
  if (error.code === 'tooManyRequests') headers['retry-after'] = String(error.detail['seconds'] ?? 60)
  if (status === 401) headers['www-authenticate'] = 'Bearer realm="salesloom"'
  return new Response(JSON.stringify(body), { status, headers })
}

async function readText(request: Request): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > MAX_BODY) throw new AppError('bodyTooLarge', { most: `${MAX_BODY / 1024 / 1024} MiB` })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parse<T>(schema: ZodType<T>, text: string): T {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new AppError('invalidInput', { field: 'body', reason: 'notJson' })
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new AppError('invalidInput', detailOfIssue(issue, 'body'))
}

function kindNamed(name: string | undefined): KindName {
  const kind = KIND_NAMES.find((known) => known === name)
  if (kind === undefined) throw new AppError('notFound', { what: 'kind', id: name ?? '' })
  return kind
}

function idempotencyKey(c: Context): string | null {
  const key = c.req.header('idempotency-key') ?? null
  if (key !== null && (key.length === 0 || key.length > MAX_KEY))
    throw new AppError('invalidInput', { field: 'Idempotency-Key', reason: `1 … ${MAX_KEY}` })
  return key
}

function peerOf(c: Context): string {
  return (
    c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? c.env?.incoming?.socket?.remoteAddress ?? ''
  )
}

/** Mounts the interface through which other systems bring facts, before everything that wants a session. */
export function mountIngest<Bindings extends object>(app: Hono<{ Bindings: Bindings }>, parts: Parts): void {
  const answering =
    <T extends { source: string }>(
      schema: ZodType<T>,
      size: (body: T) => number,
      work: (
        caller: KeyCaller,
        request: Parameters<typeof ingestFacts>[1],
        body: T,
      ) => ReturnType<typeof ingestFacts>,
    ) =>
    async (c: Context): Promise<Response> => {
      const locale = localeOf(c.req.raw.headers)
      try {
        const caller = await callerOfKey(
          parts.database,
          parts.clock,
          c.req.header('authorization'),
          peerOf(c),
        )
        const kind = kindNamed(c.req.param('kind'))
        const body = parse(schema, await readText(c.req.raw))
        await countRequest(caller, size(body))
        const { status, answer } = await work(
          caller,
          { kind, idempotencyKey: idempotencyKey(c), locale },
          body,
        )
        return c.json(answer, status as 200)
      } catch (error) {
        const refusal = refusalOf(error)
        if (refusal !== null) return problem(refusal, locale, c.req.path)
        throw error
      }
    }
  app.post(
    '/api/ingest/v1/:kind',
    answering(ingestBody, (body) => body.entries.length, ingestFacts),
  )
  app.post(
    '/api/ingest/v1/:kind/remove',
    answering(removalBody, (body) => body.externalIds.length, ingestRemoval),
  )
}
