import type { OneTimeToken } from '../../platform/ids/one-time-token.ts'

const DAY_MS = 86_400_000

/** How long an invitation can be accepted, and a link for a new password used. */
export const INVITATION_DAYS = 7
export const RESET_DAYS = 1

/** When a link made now is over. */
export function expiryOf(now: Date, days: number): string {
  return new Date(now.getTime() + days * DAY_MS).toISOString()
}

/** What whoever made a link is told, once. The token stands behind the `#`, which browsers send to no server. */
export function linkOf({ token }: OneTimeToken, expiresAt: string) {
  return { token, path: `/join#${token}`, expiresAt }
}
