import { Readable } from 'node:stream'
import {
  type Action,
  type DownloadName,
  detailOfIssue,
  downloads,
  type Locale,
  mayDo,
  TABLE_FORMATS,
  type TableFormat,
} from '@salesloom/contract'
import type { Context, Hono } from 'hono'
import { AppError } from '../app-error.ts'
import type { CallContext } from './call-context.ts'
import { refuse } from './guards.ts'
import { localeOf, refusalOf } from './wire-errors.ts'

/** What a route with a file answers from. */
export type FileCall = {
  readonly context: CallContext
  readonly request: Request
  readonly locale: Locale
  readonly parameter: (name: string) => string
  readonly query: (name: string) => string | null
}

/** A route whose body or answer is a file: it cannot be a typed procedure, but declares its permission like one. */
export type FileRoute = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly action: Action
  readonly handle: (call: FileCall) => Promise<Response>
}

/** What an address says for a browser that opens it without our headers. */
const HEADER_OF_QUERY: Readonly<Record<string, string>> = {
  workspace: 'x-salesloom-workspace',
  standIn: 'x-salesloom-stand-in',
  locale: 'x-salesloom-locale',
}

/** The headers of a request, with what a link can only say in its address: workspace, stand-in and language. */
export function headersByQuery(c: Context): Headers {
  const headers = new Headers(c.req.raw.headers)
  for (const [name, header] of Object.entries(HEADER_OF_QUERY)) {
    const value = c.req.query(name)
    if (value !== undefined) headers.set(header, value)
  }
  return headers
}

type Enter = (headers: Headers) => Promise<CallContext>

async function answer(c: Context, route: FileRoute, enter: Enter): Promise<Response> {
  const headers = headersByQuery(c)
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
    const refusal = refusalOf(error)
    if (refusal !== null) return refuse(c, refusal.code, { ...refusal.detail })
    throw error
  }
}

/** Mounts routes that carry files, under the same session and the same permissions as everything else. */
export function mountFileRoutes<Bindings extends object>(
  app: Hono<{ Bindings: Bindings }>,
  routes: readonly FileRoute[],
  enter: Enter,
): void {
  for (const route of routes) app.on(route.method, route.path, (c) => answer(c as Context, route, enter))
}

const TABLE_TYPES: Readonly<Record<TableFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** A file that a browser keeps and never shows, whatever is in it; `name` is with its ending. */
export function fileAnswer(body: BodyInit, name: string, type: string): Response {
  const ascii = name.replace(/[^\x20-\x7e]|["\\]/g, '_')
  return new Response(body, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  })
}

/** A table as a file that a browser keeps, sent while it is made; `name` is without ending. */
export function tableAnswer(pieces: AsyncIterable<Uint8Array>, name: string, format: TableFormat): Response {
  const body = Readable.toWeb(Readable.from(pieces, { objectMode: false })) as ReadableStream
  return fileAnswer(body as BodyInit, `${name}.${format}`, TABLE_TYPES[format])
}

/** The bytes of a request as they come. */
export async function* bytesOf(request: Request): AsyncGenerator<Uint8Array> {
  if (request.body === null) return
  for await (const piece of request.body as unknown as AsyncIterable<Uint8Array>) yield piece
}

/** How many bytes a request says that it brings; null where it does not say. */
export function announcedBytes(request: Request): number | null {
  const length = Number(request.headers.get('content-length') ?? Number.NaN)
  return Number.isFinite(length) ? length : null
}

/** A name of a file without folders and control characters. */
export function plainName(name: string): string {
  // biome is right that control characters are odd in a pattern; here they are what is taken out.
  const clean = [...(name.split(/[\\/]/).at(-1) ?? '')]
    .filter((letter) => letter >= ' ')
    .join('')
    .trim()
  return clean === '' ? 'file' : clean.slice(0, 200)
}

/** The format that an address asks for; CSV where it says none. */
export function formatOf(text: string | null): TableFormat {
  const format = TABLE_FORMATS.find((known) => known === (text ?? 'csv'))
  if (format !== undefined) return format
  throw new AppError('invalidInput', {
    field: 'format',
    reason: 'notAmong',
    choices: TABLE_FORMATS.join(', '),
  })
}

/** A file on its way: its name without ending, and its bytes as they are made. */
export type Download = { readonly name: string; readonly bytes: AsyncIterable<Uint8Array> }

/** What makes the files that the contract declares; the query has been checked against it. */
export type Downloads = {
  readonly [Name in DownloadName]: (
    context: CallContext,
    query: (typeof downloads)[Name]['query']['_output'],
    format: TableFormat,
    locale: Locale,
  ) => Download | Promise<Download>
}

function readQuery(name: DownloadName, request: Request): unknown {
  const { searchParams } = new URL(request.url)
  const given = [...searchParams].filter(([key]) => key !== 'format' && HEADER_OF_QUERY[key] === undefined)
  const parsed = downloads[name].query.safeParse(Object.fromEntries(given))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new AppError('invalidInput', detailOfIssue(issue, 'query'))
}

/** The routes of the files that the contract declares with path, permission and query. */
export function downloadRoutes(makers: Downloads): FileRoute[] {
  return (Object.keys(downloads) as DownloadName[]).map((name) => ({
    method: 'GET',
    path: downloads[name].path,
    action: downloads[name].permission.action,
    handle: async ({ context, request, locale, query }) => {
      const format = formatOf(query('format'))
      // The query is read by the shape that this very name declares.
      const make = makers[name] as (...given: readonly unknown[]) => Download | Promise<Download>
      const made = await make(context, readQuery(name, request), format, locale)
      return tableAnswer(made.bytes, made.name, format)
    },
  }))
}
