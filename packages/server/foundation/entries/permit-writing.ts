import { type Kind, mayDo } from '@salesloom/contract'
import { AppError } from '../../platform/app-error.ts'
import type { CallContext } from '../../platform/http/call-context.ts'

/** Refuses whoever may not write entries of a kind. */
export function permitWriting(context: CallContext, kind: Kind): void {
  if (!mayDo(context.actor.role, kind.write)) throw new AppError('forbidden', { action: kind.write })
}
