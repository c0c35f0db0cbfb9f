import { APIError, betterAuth } from 'better-auth'
import { createAuthMiddleware } from 'better-auth/api'
import { twoFactor } from 'better-auth/plugins'
import pg from 'pg'
import { type Address, connectionOptions } from '../database/index.ts'
import { announceSessionEnd } from '../events/session-end.ts'
import { SHORTEST_PASSWORD_LENGTH } from './password-rules.ts'

/** Sample users carry this domain, so that a production start can refuse them whatever the database holds. */
export const SAMPLE_DOMAIN = '@sample.salesloom.app'

export type SignInOptions = {
  readonly address: Address
  readonly secret: string
  readonly publicUrl: string | null
  readonly samples: boolean
  /** Rate limits are off only for measurements of other things. */
  readonly rateLimit: boolean
}

/** Refuses sample users unless samples are on, before their password is looked at. */
function refuseSamples(samples: boolean) {
  return createAuthMiddleware(async (ctx) => {
    const email: unknown = ctx.body?.email
    if (!samples && typeof email === 'string' && email.toLowerCase().endsWith(SAMPLE_DOMAIN)) {
      throw new APIError('UNAUTHORIZED', {
        code: 'INVALID_EMAIL_OR_PASSWORD',
        message: 'Invalid email or password',
      })
    }
  })
}

function signInPool(address: Address): pg.Pool {
  const options = connectionOptions(address)
  // The library maps timestamps itself; it must see plain dates and not our text.
  const pool = new pg.Pool({
    ...options,
    types: pg.types,
    options: '-c search_path=sign_in -c timezone=UTC',
    max: 6,
  })
  pool.on('error', () => {})
  return pool
}

function create(pool: pg.Pool, options: SignInOptions) {
  return betterAuth({
    database: pool,
    secret: options.secret,
    ...(options.publicUrl === null ? {} : { baseURL: options.publicUrl }),
    basePath: '/api/auth',
    appName: 'Salesloom',
    telemetry: { enabled: false },
    logger: { level: 'error' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: SHORTEST_PASSWORD_LENGTH,
      autoSignIn: false,
    },
    // A session's last use is known to five minutes.
    session: { expiresIn: 60 * 60 * 24 * 7, updateAge: 60 * 5 },
    rateLimit: {
      enabled: options.rateLimit,
      storage: 'database',
      window: 60,
      max: 300,
      customRules: {
        '/sign-in/email': { window: 60, max: 10 },
        '/two-factor/verify-totp': { window: 60, max: 8 },
        '/two-factor/verify-backup-code': { window: 60, max: 8 },
      },
    },
    advanced: { cookiePrefix: 'salesloom', ipAddress: { ipAddressHeaders: ['x-salesloom-peer'] } },
    hooks: { before: refuseSamples(options.samples) },
    databaseHooks: {
      session: { delete: { after: ({ userId }) => announceSessionEnd(pool, userId) } },
    },
    plugins: [twoFactor({ issuer: 'Salesloom' })],
  })
}

export type SignIn = {
  readonly auth: ReturnType<typeof create>
  readonly close: () => Promise<void>
}

/** Password and one-time-code sign-in with sessions in the database. */
export function openSignIn(options: SignInOptions): SignIn {
  const pool = signInPool(options.address)
  return { auth: create(pool, options), close: () => pool.end() }
}
