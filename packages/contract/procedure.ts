import { oc } from '@orpc/contract'
import type { Action, Permission, Reach } from './access.ts'

/** Where a procedure starts: it cannot be declared without its permission. */
export function procedure(action: Action, reach: Reach) {
  return oc.$meta<{ permission: Permission }>({ permission: { action, reach } })
}
