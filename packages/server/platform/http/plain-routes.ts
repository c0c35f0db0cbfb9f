import { Readable } from 'node:stream'
import { type Action, type Locale, mayDo } from '@salesloom/contract'
import type { Context, Hono } from 'hono'
import { AppError } from '../app-error.ts'
import type { CallContext } from './call-context.ts'
import { refuse } from './guards.ts'
import { localeOf } from './wire-errors.ts'

/** What a plain route answers from. */
export type PlainCall = {
  readonly context: CallContext
  readonly request: Request
  readonly locale: Locale
  readonly parameter: (name: string) => string
  readonly query: (name: string) => string | null
}

/** A route whose body or answer is a file: it cannot be a typed procedure, but declares its permission like one. */
export type PlainRoute = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly action: Action
  readonly handle: (call: PlainCall) => Promise<Response>
}

/** Headers with what a link can only say in its address: the workspace and the language. */
function headersOf(c: Context): Headers {
  const headers = new Headers(c.req.raw.headers)
  const workspace = c.req.query('workspace')
  const language = c.req.query('language')
  if (workspace !== undefined) headers.set('x-salesloom-workspace', workspace)
  if (language !== undefined) headers.set('x-salesloom-locale', language)
  return headers
}

async function answer(
  c: Context,
  route: PlainRoute,
  enter: (headers: Headers) => Promise<CallContext>,
): Promise<Response> {
  const headers = headersOf(c)
  try {
    const context = await enter(headers)
    if (!mayDo(context.actor.role, route.action)) throw new AppError('forbidden', { action: route.action })
    return await route.handle({
      context,
      request: c.req.raw,
      locale: localeOf(headers),
      parameter: (name) => c.req.param(name) ?? '',
      query: (name) => c.req.query(name) ?? null,
    })
  } catch (error) {
    if (error instanceof AppError) return refuse(c, error.code, { ...error.detail })
    throw error
  }
}

/** Mounts routes that carry files, under the same session and the same permissions as everything else. */
export function mountPlainRoutes<Bindings extends object>(
  app: Hono<{ Bindings: Bindings }>,
  routes: readonly PlainRoute[],
  enter: (headers: Headers) => Promise<CallContext>,
): void {
  for (const route of routes) app.on(route.method, route.path, (c) => answer(c as Context, route, enter))
}

/** An answer that a browser keeps as a file. */
export function fileAnswer(pieces: AsyncIterable<Uint8Array>, name: string, type: string): Response {
  const ascii = name.replace(/[^\x20-\x7e]|["\\]/g, '_')
  const body = Readable.toWeb(Readable.from(pieces, { objectMode: false })) as ReadableStream
  return new Response(body, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'no-store',
    },
  })
}
