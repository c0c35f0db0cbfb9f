import type { Locale, Role } from '@salesloom/contract'
import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { Recipient } from './mailer.ts'

type Row = { readonly member: string; readonly email: string; readonly locale: Locale | null }

function idsOf(members: readonly string[], kind: string): number[] {
  return members.flatMap((member) => (member.startsWith(`${kind}:`) ? [Number(member.split(':')[1])] : []))
}

/**
 * Who reads what is said to a member of the organisation (`person:7`, `orgUnit:3`): the person, or those who lead the
 * unit on a day; each as an active member of the workspace.
 */
export async function recipientsBehind(
  tx: WorkspaceTransaction,
  workspaceId: number,
  members: readonly string[],
  day: string,
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select 'person:' || m.person_id as member, m.email, m.locale from membership m
    where m.workspace_id = ${workspaceId} and m.person_id = any(${idsOf(members, 'person')}::bigint[])
      and m.deactivated_at is null
    union
    select 'orgUnit:' || p.org_unit_id, m.email, m.locale from position p
    join membership m on m.workspace_id = p.workspace_id and m.person_id = p.person_id
    where p.workspace_id = ${workspaceId} and m.workspace_id = ${workspaceId} and p.leads
      and p.org_unit_id = any(${idsOf(members, 'orgUnit')}::bigint[])
      and p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day}) and m.deactivated_at is null
    order by 1, 2`.execute(tx)
  return rows
}

/** The active members in one of these roles, with the user behind each. */
export async function recipientsInRoles(
  tx: WorkspaceTransaction,
  workspaceId: number,
  roles: readonly Role[],
): Promise<Array<Recipient & { readonly userId: string }>> {
  const { rows } = await sql<{ email: string; locale: Locale | null; userId: string }>`
    select email, locale, user_id as "userId" from membership
    where workspace_id = ${workspaceId} and role = any(${[...roles]}::text[]) and deactivated_at is null
    order by membership_id`.execute(tx)
  return rows
}
