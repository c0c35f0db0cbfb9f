import { randomBytes } from 'node:crypto'

/** A new random identifier, 128 bits, safe in a URL. */
export function newId(): string {
  return randomBytes(16).toString('base64url')
}
