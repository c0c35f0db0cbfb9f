import { existsSync, readFileSync, statSync } from 'node:fs'
import { extname, join, normalize, sep } from 'node:path'
import type { Context, MiddlewareHandler } from 'hono'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
}

type Asset = {
  readonly body: Uint8Array<ArrayBuffer>
  readonly type: string
  readonly gzip: Uint8Array<ArrayBuffer> | null
}

function readAsset(folder: string, path: string): Asset | null {
  const file = normalize(join(folder, path))
  if (!file.startsWith(folder + sep) || !existsSync(file) || !statSync(file).isFile()) return null
  const gzip = existsSync(`${file}.gz`) ? new Uint8Array(readFileSync(`${file}.gz`)) : null
  return {
    body: new Uint8Array(readFileSync(file)),
    type: TYPES[extname(file)] ?? 'application/octet-stream',
    gzip,
  }
}

function send(c: Context, asset: Asset, cacheControl: string): Response {
  const compressed = asset.gzip !== null && (c.req.header('accept-encoding') ?? '').includes('gzip')
  c.header('content-type', asset.type)
  c.header('cache-control', cacheControl)
  c.header('vary', 'accept-encoding')
  if (compressed) c.header('content-encoding', 'gzip')
  return c.body(compressed && asset.gzip !== null ? asset.gzip : asset.body)
}

/**
 * Serves the built web application. Files with a hash in their name are kept by browsers for a year; every other
 * path that is not a file gets the page itself, because the application routes on its own.
 */
export function serveWeb(folder: string): MiddlewareHandler {
  const cache = new Map<string, Asset | null>()
  const asset = (path: string): Asset | null => {
    if (!cache.has(path)) {
      if (cache.size > 2_000) cache.clear()
      cache.set(path, readAsset(folder, path))
    }
    return cache.get(path) ?? null
  }
  return async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return next()
    const path = decodeURIComponent(c.req.path)
    const found = path === '/' ? null : asset(path)
    if (found !== null) {
      return send(c, found, path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
    }
    if (path.startsWith('/assets/')) return c.notFound()
    const page = asset('/index.html')
    return page === null ? next() : send(c, page, 'no-cache')
  }
}
