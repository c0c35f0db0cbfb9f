import { implement } from '@orpc/server'
import { contract, mayDo, type Permission } from '@salesloom/contract'
import { AppError } from '../app-error.ts'
import type { Provider } from '../config/read-provider.ts'
import type { CallContext } from './call-context.ts'

/** The person behind a session. */
export type SignedIn = { readonly id: string; readonly name: string; readonly email: string }

/** What a request carries before it is known who calls; `enter` finds the caller or refuses. */
export type RequestContext = {
  readonly enter: () => Promise<CallContext>
  readonly headers: Headers
  /** Who is signed in, member of a workspace or not; null without a session. */
  readonly signedIn: () => Promise<SignedIn | null>
  readonly publicContext: Pick<CallContext, 'database' | 'clock'> & {
    readonly offersSamples: boolean
    readonly provider: Provider | null
    /** The address by which the application is reached. */
    readonly origin: string
  }
}

const base = implement(contract).$context<RequestContext>()

async function admit(context: RequestContext, permission: Permission): Promise<CallContext | null> {
  if (permission.action === 'public') return null
  const call = await context.enter()
  if (!mayDo(call.actor.role, permission.action))
    throw new AppError('forbidden', { action: permission.action })
  return call
}

/**
 * The implementer of the contract. Each procedure passes here first: the session is checked, the membership found
 * and the permission that the contract declares compared with the role, before any handler runs.
 */
export const procedures = base.use(async ({ context, procedure, next }) => {
  const call = await admit(context, procedure['~orpc'].meta.permission)
  return next({ context: { call } })
})

/** The caller of a procedure that is not public. */
export function callerOf(context: { readonly call: CallContext | null }): CallContext {
  if (context.call === null) throw new AppError('notSignedIn')
  return context.call
}
