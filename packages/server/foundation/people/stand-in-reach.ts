import type { Role } from '@salesloom/contract'
import { type RawBuilder, sql } from 'kysely'
import type { CallContext } from '../../platform/http/call-context.ts'

/** Roles that a superior may lend in somebody's name: nobody lends more than they hold themselves. */
const LENDABLE: Partial<Record<Role, readonly Role[]>> = {
  administrator: ['administrator', 'director', 'manager', 'representative', 'analyst', 'respondent', 'guest'],
  director: ['director', 'manager', 'representative', 'analyst', 'respondent', 'guest'],
  manager: ['manager', 'representative', 'respondent', 'guest'],
}

/** The people for whom a caller may arrange a stand-in on a day: themselves, and those below them. */
export function arrangeable(context: CallContext, day: string, column: string): RawBuilder<boolean> {
  const { actor, visibility, workspaceId } = context
  const person = sql.ref(column)
  const own = sql<boolean>`${person} = ${actor.personId ?? 0}`
  const lendable = LENDABLE[actor.role]
  if (lendable === undefined) return own
  const withRole = sql<boolean>`exists (select 1 from membership m where m.workspace_id = ${workspaceId}
    and m.person_id = ${person} and m.deactivated_at is null and m.role = any(${[...lendable]}::text[]))`
  const below = visibility.whole
    ? sql<boolean>`true`
    : sql<boolean>`exists (select 1 from position o where o.workspace_id = ${workspaceId} and o.person_id = ${person}
        and o.org_unit_id = any(${[...visibility.orgUnitIds]}::bigint[])
        and o.valid_from <= ${day} and (o.valid_to is null or o.valid_to > ${day}))`
  return sql<boolean>`(${own} or (${withRole} and ${below}))`
}
