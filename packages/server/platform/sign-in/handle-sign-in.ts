import { ERRORS } from '@salesloom/contract'
import type pg from 'pg'
import { AppError } from '../app-error.ts'
import type { Provider } from '../config/read-provider.ts'
import { localeOf } from '../http/wire-errors.ts'
import type { Logger } from '../logging/index.ts'
import { type Asked, actOf, halfSignedIn, type SignInEvent, userOf } from './sign-in-event.ts'
import { withTimeLimit } from './time-limit.ts'

/** How long the identity provider may take for each answer. */
export const PROVIDER_MS = 5_000

type Session = {
  readonly user: { readonly id: string; readonly twoFactorEnabled?: boolean | null | undefined }
} | null

/** What of the library the handler needs. */
export type Library = {
  readonly handler: (request: Request) => Promise<Response>
  readonly getSession: (headers: Headers) => Promise<Session>
}

export type Handling = {
  readonly pool: pg.Pool
  readonly log: Logger
  readonly provider: Provider | null
  readonly note: (event: SignInEvent) => Promise<void>
}

const BASE = '/api/auth'
const LONGEST_AGENT = 300

async function bodyOf(request: Request): Promise<Record<string, unknown>> {
  if (request.method !== 'POST') return {}
  try {
    return (await request.clone().json()) as Record<string, unknown>
  } catch {
    return {}
  }
}

async function readAsked(library: Library, pool: pg.Pool, request: Request): Promise<Asked> {
  const path = new URL(request.url).pathname.slice(BASE.length)
  const body = await bodyOf(request)
  const session = request.method === 'POST' ? await library.getSession(request.headers) : null
  const cookies = request.headers.get('cookie') ?? ''
  return {
    path,
    email: typeof body['email'] === 'string' ? body['email'] : null,
    revokesOthers: body['revokeOtherSessions'] === true,
    sessionUser:
      session === null
        ? null
        : { id: session.user.id, twoFactorEnabled: session.user.twoFactorEnabled === true },
    halfSignedIn: path.startsWith('/two-factor/verify-') ? await halfSignedIn(pool, cookies) : null,
  }
}

/** Whose session an answer opens, by the cookie that it sets. */
async function newSessionUser(library: Library, response: Response): Promise<string | null> {
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
  if (!cookies.some((cookie) => /session_token=[^;]/.test(cookie))) return null
  const session = await library.getSession(new Headers({ cookie: cookies.join('; ') }))
  return session?.user.id ?? null
}

/** The library skips a provider that did not answer and then does not know it; say what is the matter instead. */
function providerAway(request: Request, response: Response, provider: Provider | null): Response | null {
  const path = new URL(request.url).pathname
  if (provider === null || path !== `${BASE}/sign-in/social` || response.status !== 404) return null
  const detail = { name: provider.name, seconds: PROVIDER_MS / 1_000 }
  const error = new AppError('providerNotReached', detail)
  const message = error.textIn(localeOf(request.headers))
  return Response.json({ code: error.code, message }, { status: ERRORS.providerNotReached.status })
}

/** Paths whose acts the trail keeps; other requests pass without a second look. */
const WATCHED =
  /^\/(sign-in\/email|sign-out|change-password|revoke-(other-)?sessions?|two-factor\/.+|callback\/.+)$/

async function noteAct(
  { pool, log, note }: Handling,
  library: Library,
  asked: Asked,
  request: Request,
  response: Response,
): Promise<void> {
  const act = actOf(asked, {
    status: response.status,
    newSessionUser: await newSessionUser(library, response),
  })
  if (act === null) return
  const userId = await userOf(pool, act)
  const address = request.headers.get('x-salesloom-peer') ?? ''
  if (userId === null) {
    log.warn({ address }, 'a sign-in with an unknown address failed')
    return
  }
  const agent = (request.headers.get('user-agent') ?? '').slice(0, LONGEST_AGENT)
  await note({ ...act, userId, address, agent })
}

/**
 * Answers a request to the sign-in: with a time limit for what it asks of the identity provider, and with the trail
 * of what happened. A trail that cannot be written keeps nobody out; it is logged.
 */
export async function handleSignIn(
  library: Library,
  handling: Handling,
  request: Request,
): Promise<Response> {
  const watched = WATCHED.test(new URL(request.url).pathname.slice(BASE.length))
  const asked = watched ? await readAsked(library, handling.pool, request) : null
  const response = await withTimeLimit(PROVIDER_MS, () => library.handler(request))
  const away = providerAway(request, response, handling.provider)
  if (away !== null) return away
  if (asked !== null)
    await noteAct(handling, library, asked, request, response).catch((error: unknown) =>
      handling.log.error({ err: error }, 'the trail of a sign-in could not be written'),
    )
  return response
}
