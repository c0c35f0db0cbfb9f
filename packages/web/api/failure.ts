import { ORPCError } from '@orpc/client'
import type { ErrorCode } from '@salesloom/contract'

/**
 * What went wrong, ready to be shown: the server's code with its sentence in the page's language, or
 * `offline` when no answer came at all.
 */
export type Failure = { readonly code: ErrorCode | 'offline' | 'unknown'; readonly message: string | null }

/** Reads any thrown value. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ORPCError) return { code: error.code as ErrorCode, message: error.message }
  if (error instanceof TypeError) return { code: 'offline', message: null }
  return { code: 'unknown', message: error instanceof Error ? error.message : null }
}

/** Whether somebody else was faster with a change of the same. */
export function isOvertaken(error: unknown): boolean {
  return failureOf(error).code === 'versionConflict'
}

/** The removed entry that stands in the way of a new one, where that is what was refused. */
export function removedInTheWay(error: unknown): number | null {
  if (!(error instanceof ORPCError) || error.code !== 'removedInTheWay') return null
  const { id } = (error.data ?? {}) as { id?: unknown }
  return typeof id === 'number' ? id : null
}

/** The rate that nobody has on record, where a target was refused for it. */
export function missingRate(error: unknown): string | null {
  if (!(error instanceof ORPCError) || error.code !== 'activityNoHistory') return null
  const { rate } = (error.data ?? {}) as { rate?: unknown }
  return typeof rate === 'string' ? rate : null
}

/** Whether the session ended or never began. */
export function isSignedOut(error: unknown): boolean {
  return failureOf(error).code === 'notSignedIn'
}
