import type { Role } from '@salesloom/contract'
import { compose } from '../compose.ts'
import { callerFor, putSampleMembers, SAMPLE_PASSWORD } from '../foundation/access/index.ts'
import { fixedClock } from '../platform/clock/index.ts'
import { readConfig } from '../platform/config/read-config.ts'
import type { CallContext } from '../platform/http/call-context.ts'
import { createLogger } from '../platform/logging/index.ts'
import { SAMPLE_DOMAIN } from '../platform/sign-in/sign-in.ts'
import { findUserId } from '../platform/sign-in/users.ts'
import type { TestDatabase } from './test-database.ts'

/** The day on which tests take place. */
export const TEST_DAY = '2026-11-24T08:00:00Z'

export const ORIGIN = 'http://localhost'

/** Requests of one browser: path and what `fetch` takes. */
export type Requests = (path: string, init?: RequestInit) => Promise<Response>

/** What a typed call answers: its output, or the refusal. */
export type CallAnswer = { readonly status: number; readonly json: unknown }

/** Calls a procedure by its dotted name, the way the web application does. */
export async function call(request: Requests, name: string, input: unknown = null): Promise<CallAnswer> {
  const response = await request(`/rpc/${name.replaceAll('.', '/')}`, {
    method: 'POST',
    body: JSON.stringify({ json: input }),
  })
  const body = (await response.json()) as { json?: unknown }
  return { status: response.status, json: body.json }
}

/** The cookies that an answer sets, as the next request sends them. */
export function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((value) => value.split(';')[0])
    .join('; ')
}

/** The whole application in this process, without a port: requests go straight in. */
export type TestApplication = {
  readonly request: Requests
  /** Signs somebody in by address and password and gives requests with their session; a refusal is an error. */
  readonly signIn: (email: string, password: string, headers?: Record<string, string>) => Promise<Requests>
  /** Signs a sample role in and gives requests with its session. */
  readonly as: (role: Role, workspace?: string) => Promise<Requests>
  readonly close: () => Promise<void>
}

const LOCAL: Partial<Record<Role, string>> = {
  administrator: 'admin',
  director: 'director',
  manager: 'manager',
  representative: 'representative',
  analyst: 'analyst',
}

export function sampleEmail(role: Role): string {
  return `${LOCAL[role] ?? role}${SAMPLE_DOMAIN}`
}

function withHeaders(init: RequestInit, extra: Record<string, string>): RequestInit {
  const body = init.body === undefined ? {} : { 'content-type': 'application/json' }
  return {
    ...init,
    headers: {
      origin: ORIGIN,
      host: 'localhost',
      'x-salesloom': '1',
      ...body,
      ...extra,
      ...(init.headers as Record<string, string>),
    },
  }
}

/** Opens the application on a test's database. Rate limits are off unless asked for; nothing begins by the hour. */
export async function openTestApplication(
  test: TestDatabase,
  options: { rateLimit?: boolean; env?: Record<string, string> } = {},
): Promise<TestApplication> {
  const config = readConfig({ SALESLOOM_SAMPLES: 'on', SALESLOOM_LOG: 'silent', ...options.env })
  const application = await compose({
    ...test,
    config,
    secret: 'a secret for tests, of more than 32 characters',
    log: createLogger('silent'),
    clock: fixedClock(TEST_DAY),
    rateLimit: options.rateLimit ?? false,
    schedules: false,
  })
  const request = async (path: string, init: RequestInit = {}) =>
    application.fetch(new Request(`${ORIGIN}${path}`, withHeaders(init, {})), {} as never)
  const enter: TestApplication['signIn'] = async (email, password, headers = {}) => {
    const body = JSON.stringify({ email, password })
    const signedIn = await request('/api/auth/sign-in/email', { method: 'POST', body, headers })
    if (signedIn.status !== 200) throw new Error(`${email} could not sign in: ${await signedIn.text()}`)
    const chosen = { cookie: cookiesOf(signedIn), ...headers }
    return async (path, init = {}) =>
      application.fetch(new Request(`${ORIGIN}${path}`, withHeaders(init, chosen)), {} as never)
  }
  return {
    request,
    signIn: enter,
    as: (role, workspace) =>
      enter(
        sampleEmail(role),
        SAMPLE_PASSWORD,
        workspace === undefined ? {} : { 'x-salesloom-workspace': workspace },
      ),
    close: application.close,
  }
}

/** The caller behind a sample role, for testing use cases without HTTP. */
export async function sampleCaller(
  { database }: TestDatabase,
  workspaceId: number,
  workspace: string,
  role: Role,
): Promise<CallContext> {
  const clock = fixedClock(TEST_DAY)
  await putSampleMembers(database, workspaceId, clock.now())
  const id = await findUserId(database.pool, sampleEmail(role))
  if (id === null) throw new Error(`there is no sample ${role}`)
  return callerFor(database, clock, { id, name: role }, workspace)
}
