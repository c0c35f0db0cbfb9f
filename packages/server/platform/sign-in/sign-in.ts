import { APIError, betterAuth } from 'better-auth'
import { createAuthMiddleware, getSessionFromCtx } from 'better-auth/api'
import { genericOAuth, twoFactor } from 'better-auth/plugins'
import pg from 'pg'
import { AppError } from '../app-error.ts'
import { PROVIDER_ID, type Provider } from '../config/read-provider.ts'
import { type Address, connectionOptions } from '../database/index.ts'
import { announceSessionEnd } from '../events/session-end.ts'
import type { SignedIn } from '../http/procedures.ts'
import { localeOf } from '../http/wire-errors.ts'
import type { Logger } from '../logging/index.ts'
import { handleSignIn, PROVIDER_MS } from './handle-sign-in.ts'
import { checkPassword, SHORTEST_PASSWORD_LENGTH } from './password-rules.ts'
import type { SignInEvent } from './sign-in-event.ts'
import { withTimeLimit } from './time-limit.ts'

/** Sample users carry this domain, so that a production start can refuse them whatever the database holds. */
export const SAMPLE_DOMAIN = '@sample.salesloom.app'

/** What the sign-in asks the rest of the program, because it knows members and the workspaces' rules. */
export type SignInPolicy = {
  /** The least length of a user's new password. */
  readonly minimumLength: (userId: string) => Promise<number>
  /** Whether an address belongs to an active member or to somebody who is invited. */
  readonly mayEnter: (email: string) => Promise<boolean>
  /** Called after a sign-in by the identity provider: whoever was invited is now a member. */
  readonly joinInvited: (user: SignedIn) => Promise<void>
  /** Keeps what happened at the sign-in. */
  readonly note: (event: SignInEvent) => Promise<void>
}

export type SignInOptions = {
  readonly address: Address
  readonly secret: string
  readonly publicUrl: string | null
  readonly samples: boolean
  readonly provider: Provider | null
  readonly policy: SignInPolicy
  readonly log: Logger
  /** Rate limits are off only for measurements of other things. */
  readonly rateLimit: boolean
}

const isSample = (email: string): boolean => email.toLowerCase().endsWith(SAMPLE_DOMAIN)

/** A refusal of ours in the library's shape, in the reader's language. */
function asApiError(error: AppError, headers: Headers | undefined): APIError {
  return new APIError('UNPROCESSABLE_ENTITY', {
    code: error.code,
    message: error.textIn(localeOf(headers ?? new Headers())),
  })
}

/** Refuses sample users unless samples are on, before their password is looked at, and weak new passwords. */
function beforeRequests({ samples, policy }: SignInOptions) {
  return createAuthMiddleware(async (ctx) => {
    const email: unknown = ctx.body?.email
    if (!samples && typeof email === 'string' && isSample(email)) {
      throw new APIError('UNAUTHORIZED', {
        code: 'INVALID_EMAIL_OR_PASSWORD',
        message: 'Invalid email or password',
      })
    }
    const password: unknown = ctx.body?.newPassword
    if (typeof password !== 'string') return
    const session = await getSessionFromCtx(ctx)
    if (session === null || isSample(session.user.email)) return
    try {
      checkPassword(password, session.user, await policy.minimumLength(session.user.id))
    } catch (error) {
      throw error instanceof AppError ? asApiError(error, ctx.headers) : error
    }
  })
}

/** Lets whoever came back from the identity provider into the workspaces that invited them. */
function afterRequests({ policy }: SignInOptions) {
  return createAuthMiddleware(async (ctx) => {
    const user = ctx.path.startsWith('/callback/') ? ctx.context.newSession?.user : undefined
    if (user !== undefined) await policy.joinInvited({ id: user.id, name: user.name, email: user.email })
  })
}

/** The identity provider: its tokens are verified with its keys, and no sign-in rests on an unverified address. */
function providerPlugins(provider: Provider | null) {
  if (provider === null) return []
  const { issuer, clientId, clientSecret, name } = provider
  return [
    genericOAuth({
      config: [
        {
          providerId: PROVIDER_ID,
          name,
          discoveryUrl: `${issuer}/.well-known/openid-configuration`,
          requireIdTokenVerification: true,
          clientId,
          clientSecret,
          scopes: ['openid', 'email', 'profile'],
          pkce: true,
        },
      ],
    }),
  ]
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
    account: {
      encryptOAuthTokens: true,
      accountLinking: { enabled: true, trustedProviders: [], requireLocalEmailVerified: true },
    },
    user: {
      validateUserInfo: async ({ user, source }) => {
        if (source.method !== 'oauth') return
        if (user.emailVerified !== true) return { error: 'email_not_verified' }
        const email = user.email ?? ''
        if (isSample(email) || !(await options.policy.mayEnter(email))) return { error: 'not_invited' }
      },
    },
    hooks: { before: beforeRequests(options), after: afterRequests(options) },
    databaseHooks: {
      session: { delete: { after: ({ userId }) => announceSessionEnd(pool, userId) } },
    },
    plugins: [twoFactor({ issuer: 'Salesloom' }), ...providerPlugins(options.provider)],
  })
}

export type SignIn = {
  readonly auth: ReturnType<typeof create>
  /** Answers a request to the sign-in. */
  readonly handle: (request: Request) => Promise<Response>
  readonly close: () => Promise<void>
}

/** Password and one-time-code sign-in with sessions in the database. */
export function openSignIn(options: SignInOptions): SignIn {
  const pool = signInPool(options.address)
  // The library asks the provider for its description when it is created; a provider that hangs must not keep
  // everybody waiting who signs in with a password.
  const auth = withTimeLimit(PROVIDER_MS, () => create(pool, options))
  const library = {
    handler: auth.handler,
    getSession: (headers: Headers) => auth.api.getSession({ headers }),
  }
  const handling = { pool, log: options.log, provider: options.provider, note: options.policy.note }
  return { auth, handle: (request) => handleSignIn(library, handling, request), close: () => pool.end() }
}
