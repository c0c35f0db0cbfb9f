import { Readable } from 'node:stream'
import {
  type DownloadName,
  downloads,
  type Locale,
  mayDo,
  TABLE_FORMATS,
  type TableFormat,
} from '@salesloom/contract'
import type { Context, Env, Hono } from 'hono'
import { AppError } from '../app-error.ts'
import type { CallContext } from './call-context.ts'
import { refuse } from './guards.ts'
import { localeOf } from './wire-errors.ts'

/** A file on its way: its name without ending, and its bytes as they are made. */
export type Download = { readonly name: string; readonly bytes: AsyncGenerator<Uint8Array> }

/** What makes the files; the query has been checked against the contract. */
export type Downloads = {
  readonly [Name in DownloadName]: (
    context: CallContext,
    query: (typeof downloads)[Name]['query']['_output'],
    format: TableFormat,
    locale: Locale,
  ) => Download | Promise<Download>
}

const TYPES: Record<TableFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

function languageOf(c: Context): Locale {
  const headers = new Headers(c.req.raw.headers)
  const asked = c.req.query('locale')
  if (asked !== undefined) headers.set('x-salesloom-locale', asked)
  return localeOf(headers)
}

function readQuery<Name extends DownloadName>(c: Context, name: Name) {
  const { format, locale: _locale, workspace: _workspace, standIn: _standIn, ...rest } = c.req.query()
  const wanted = TABLE_FORMATS.find((known) => known === (format ?? 'csv'))
  const parsed = downloads[name].query.safeParse(rest)
  if (wanted === undefined)
    throw new AppError('invalidInput', {
      field: 'format',
      reason: `it is one of ${TABLE_FORMATS.join(', ')}`,
    })
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new AppError('invalidInput', {
      field: issue?.path.join('.') ?? 'query',
      reason: issue?.message ?? '',
    })
  }
  return { format: wanted, query: parsed.data }
}

function answer(c: Context, { name, bytes }: Download, format: TableFormat): Response {
  const file = `${name}.${format}`
  const ascii = file.replace(/[^\w.-]+/g, '_')
  c.header('content-type', TYPES[format])
  c.header(
    'content-disposition',
    `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(file)}`,
  )
  c.header('cache-control', 'no-store')
  return c.body(Readable.toWeb(Readable.from(bytes)) as ReadableStream)
}

/**
 * The addresses of files. Session, membership and permission are checked as for every procedure, before anything is
 * read; the file is sent while it is made.
 */
export function mountDownloads<Kind extends Env>(
  app: Hono<Kind>,
  makers: Downloads,
  enter: (c: Context<Kind>) => Promise<CallContext>,
): void {
  for (const name of Object.keys(downloads) as DownloadName[]) {
    const { path, permission } = downloads[name]
    app.get(path, async (c) => {
      try {
        const context = await enter(c)
        if (!mayDo(context.actor.role, permission.action))
          throw new AppError('forbidden', { action: permission.action })
        const { format, query } = readQuery(c, name)
        // The query was read by the shape that this very name declares.
        const make = makers[name] as (...given: readonly unknown[]) => Download | Promise<Download>
        return answer(c, await make(context, query, format, languageOf(c)), format)
      } catch (error) {
        if (error instanceof AppError) return refuse(c, error.code, { ...error.detail })
        throw error
      }
    })
  }
}
