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

/** The whole application in this process, without a port: requests go straight in. */
export type TestApplication = {
  readonly request: (path: string, init?: RequestInit) => Promise<Response>
  /** Signs a sample role in and gives requests with its session. */
  readonly as: (
    role: Role,
    workspace?: string,
  ) => Promise<(path: string, init?: RequestInit) => Promise<Response>>
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

/** Opens the application on a test's database. Rate limits are off unless asked for. */
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
  })
  const request = async (path: string, init: RequestInit = {}) =>
    application.fetch(new Request(`${ORIGIN}${path}`, withHeaders(init, {})), {} as never)
  return {
    request,
    as: async (role, workspace) => {
      const body = JSON.stringify({ email: sampleEmail(role), password: SAMPLE_PASSWORD })
      const signedIn = await request('/api/auth/sign-in/email', { method: 'POST', body })
      if (signedIn.status !== 200) throw new Error(`${role} could not sign in: ${await signedIn.text()}`)
      const cookie = signedIn.headers
        .getSetCookie()
        .map((value) => value.split(';')[0])
        .join('; ')
      const chosen: Record<string, string> =
        workspace === undefined ? { cookie } : { cookie, 'x-salesloom-workspace': workspace }
      return async (path, init = {}) =>
        application.fetch(new Request(`${ORIGIN}${path}`, withHeaders(init, chosen)), {} as never)
    },
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
