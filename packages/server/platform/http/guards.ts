import { ERRORS, errorText } from '@salesloom/contract'
import type { Context, MiddlewareHandler } from 'hono'
import { newId } from '../ids/index.ts'
import type { Logger } from '../logging/index.ts'
import { localeOf } from './wire-errors.ts'

const CONTENT_SECURITY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** Headers that make browsers refuse what this application never does. */
export function securityHeaders(secure: boolean): MiddlewareHandler {
  return async (c, next) => {
    await next()
    c.header('content-security-policy', CONTENT_SECURITY)
    c.header('x-content-type-options', 'nosniff')
    c.header('x-frame-options', 'DENY')
    c.header('referrer-policy', 'same-origin')
    c.header('permissions-policy', 'camera=(), microphone=(), payment=(), usb=()')
    c.header('cross-origin-opener-policy', 'same-origin')
    c.header('cross-origin-resource-policy', 'same-origin')
    if (secure) c.header('strict-transport-security', 'max-age=31536000; includeSubDomains')
  }
}

/** One line a request with its time, without query, body or headers: nothing secret can get in. */
export function requestLog(log: Logger): MiddlewareHandler {
  return async (c, next) => {
    const started = performance.now()
    const requestId = newId().slice(0, 10)
    await next()
    c.header('x-request-id', requestId)
    const ms = Math.round(performance.now() - started)
    const entry = { requestId, method: c.req.method, path: c.req.path, status: c.res.status, ms }
    if (c.res.status >= 500) log.error(entry, 'request')
    else if (c.req.path.startsWith('/assets/') || c.req.path.startsWith('/health/'))
      log.debug(entry, 'request')
    else log.info(entry, 'request')
  }
}

/** A refusal in the shape that every endpoint uses. */
export function refuse(
  c: Context,
  code: keyof typeof ERRORS,
  detail: Record<string, string | number> = {},
): Response {
  const status = ERRORS[code].status
  return c.json(
    {
      defined: false,
      code,
      status,
      message: errorText(code, localeOf(c.req.raw.headers), detail),
      data: detail,
    },
    status as 400,
  )
}

function sameOrigin(c: Context, publicUrl: string | null): boolean {
  const origin = c.req.header('origin')
  if (origin === undefined) return true
  const host = URL.canParse(origin) ? new URL(origin).host : ''
  return host === c.req.header('host') || (publicUrl !== null && origin === new URL(publicUrl).origin)
}

/**
 * Refuses requests that another site could have made a browser send: they cannot carry our header, and their
 * Origin is not ours. Sign-in has the same check in its library.
 */
export function refuseCrossSite(publicUrl: string | null): MiddlewareHandler {
  return async (c, next) => {
    const proof = c.req.header('x-salesloom') === '1' || c.req.method === 'GET' || c.req.method === 'HEAD'
    if (!proof || !sameOrigin(c, publicUrl)) return refuse(c, 'crossSiteRequest')
    await next()
  }
}
