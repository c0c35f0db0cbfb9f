import type pg from 'pg'
import { findUserId } from './users.ts'

/** What happens at the sign-in and belongs into the trail. */
export const SIGN_IN_ACTIONS = [
  'session.signIn',
  'session.signInFailed',
  'session.signOut',
  'session.changePassword',
  'session.changePasswordFailed',
  'session.enableTwoFactor',
  'session.disableTwoFactor',
  'session.renewRecoveryCodes',
  'session.revokeSessions',
] as const
export type SignInAction = (typeof SIGN_IN_ACTIONS)[number]

/** An act at the sign-in: by or against which user, from where, how. It holds no password, code or token. */
export type SignInEvent = {
  readonly action: SignInAction
  readonly userId: string
  /** how somebody signed in, or which sessions were ended */
  readonly detail: Readonly<Record<string, string>>
  readonly address: string
  readonly agent: string
}

/** A request to the sign-in with what was known before it was answered. */
export type Asked = {
  readonly path: string
  readonly email: string | null
  readonly revokesOthers: boolean
  /** the user whose session the request carries */
  readonly sessionUser: { readonly id: string; readonly twoFactorEnabled: boolean } | null
  /** the user who gave the right password and still owes a code */
  readonly halfSignedIn: string | null
}

/** How it was answered: the status, and whose session it opened. */
export type Answered = { readonly status: number; readonly newSessionUser: string | null }

type Act = Pick<SignInEvent, 'action' | 'detail'> & { readonly userId: string | null }

const REVOKED: Readonly<Record<string, string>> = {
  '/revoke-session': 'one',
  '/revoke-sessions': 'all',
  '/revoke-other-sessions': 'others',
}
const CODES: Readonly<Record<string, string>> = {
  '/two-factor/verify-totp': 'code',
  '/two-factor/verify-backup-code': 'recoveryCode',
}

const isRefusal = (status: number): boolean => status >= 400 && status < 500 && status !== 429

/** Signing in: by password, by a code after it, or by the identity provider. */
function signInAct({ path, email, halfSignedIn }: Asked, { status, newSessionUser }: Answered): Act | null {
  const method = path === '/sign-in/email' ? 'password' : (CODES[path] ?? 'provider')
  if (newSessionUser !== null) return { action: 'session.signIn', userId: newSessionUser, detail: { method } }
  if (!isRefusal(status)) return null
  if (path === '/sign-in/email' && email !== null)
    return { action: 'session.signInFailed', userId: null, detail: { method, email } }
  if (halfSignedIn === null) return null
  return { action: 'session.signInFailed', userId: halfSignedIn, detail: { method } }
}

/** What somebody who is signed in did with their sign-in. */
function ownAct({ path, revokesOthers, sessionUser }: Asked, { status }: Answered): Act | null {
  const userId = sessionUser?.id ?? null
  // 400: the old password was wrong; a new one that is too weak is answered with 422 and is no attempt.
  if (path === '/change-password' && status === 400)
    return { action: 'session.changePasswordFailed', userId, detail: {} }
  if (status >= 400) return null
  const scope = REVOKED[path]
  if (scope !== undefined) return { action: 'session.revokeSessions', userId, detail: { scope } }
  if (path === '/change-password')
    return { action: 'session.changePassword', userId, detail: revokesOthers ? { scope: 'others' } : {} }
  if (path === '/sign-out') return { action: 'session.signOut', userId, detail: {} }
  if (path === '/two-factor/disable') return { action: 'session.disableTwoFactor', userId, detail: {} }
  if (path === '/two-factor/generate-backup-codes')
    return { action: 'session.renewRecoveryCodes', userId, detail: {} }
  if (path === '/two-factor/verify-totp' && sessionUser?.twoFactorEnabled === false)
    return { action: 'session.enableTwoFactor', userId, detail: {} }
  return null
}

/** The act that a request and its answer come to; null where nothing happened that the trail keeps. */
export function actOf(asked: Asked, answered: Answered): Act | null {
  const act =
    asked.sessionUser !== null && asked.path !== '/sign-in/email'
      ? ownAct(asked, answered)
      : signInAct(asked, answered)
  return act === null || (act.userId === null && act.detail['email'] === undefined) ? null : act
}

/** The user of an act: the one known, or the one behind the address that was tried; null where nobody has it. */
export async function userOf(pool: pg.Pool, { userId, detail }: Act): Promise<string | null> {
  return userId ?? findUserId(pool, detail['email'] ?? '')
}

/** Who gave the right password and still owes a code, from the cookie of that step. */
export async function halfSignedIn(pool: pg.Pool, cookies: string): Promise<string | null> {
  const value = /(?:^|;\s*)(?:__Secure-)?salesloom\.two_factor=([^;]+)/.exec(cookies)?.[1]
  if (value === undefined) return null
  const identifier = decodeURIComponent(value).split('.')[0] ?? ''
  const { rows } = await pool.query<{ value: string }>(
    'select "value" from sign_in."verification" where "identifier" = $1',
    [identifier],
  )
  return rows[0]?.value ?? null
}
