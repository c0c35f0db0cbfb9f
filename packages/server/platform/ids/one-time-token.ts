import { createHash, randomBytes } from 'node:crypto'

/** A token for a link, and what is kept of it: the hash alone. */
export type OneTimeToken = { readonly token: string; readonly hash: string }

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** A new token, 256 bits. It begins with its workspace, so that it can be looked up inside that one alone. */
export function newToken(workspaceId: number): OneTimeToken {
  const token = `${workspaceId}.${randomBytes(32).toString('base64url')}`
  return { token, hash: hashOf(token) }
}

/** The workspace and hash of a token as somebody gives it; null where it cannot be one. */
export function readToken(token: string): { readonly workspaceId: number; readonly hash: string } | null {
  const workspaceId = Number(/^([1-9]\d{0,14})\.[\w-]{43}$/.exec(token)?.[1] ?? 0)
  return workspaceId === 0 ? null : { workspaceId, hash: hashOf(token) }
}
