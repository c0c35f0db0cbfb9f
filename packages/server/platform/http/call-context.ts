import type { LimitedField, Role } from '@salesloom/contract'
import type { Clock } from '../clock/index.ts'
import type { Database } from '../database/index.ts'

/** A person for whom a caller stands in, with the last day of it. */
export type Covered = {
  readonly standInId: number
  readonly name: { readonly zh: string; readonly en: string }
  readonly lastDay: string
}

/**
 * Who calls: a member of a workspace, or the command line acting for one. While they stand in for somebody, `role`
 * and `personId` are the covered person's, and `userId` and `name` stay their own.
 */
export type Actor = {
  readonly userId: string
  readonly name: string
  readonly role: Role
  readonly personId: number | null
  readonly standingInFor: Covered | null
}

/**
 * Which rows of people and sales the caller may see. `whole`: all of the workspace, sales credited to nobody
 * included. Otherwise: sales whose unit at the time is in `orgUnitIds` (the subtree of the units that the person
 * leads) or that are credited to one of `personIds` (always the person themselves).
 */
export type Visibility =
  | { readonly whole: true }
  | { readonly whole: false; readonly orgUnitIds: readonly number[]; readonly personIds: readonly number[] }

/** What every use case receives: the workspace, the caller, the time, the database. */
export type CallContext = {
  readonly database: Database
  readonly workspaceId: number
  readonly actor: Actor
  readonly visibility: Visibility
  /** Limited fields that the caller reads; ask by `mayReadField`. */
  readonly fields: readonly LimitedField[]
  readonly clock: Clock
}
