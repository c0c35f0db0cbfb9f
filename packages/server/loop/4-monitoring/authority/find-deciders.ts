import { mayDo, type Role } from '@salesloom/contract'
import { sql } from 'kysely'
import { authorityOf, isBeyond } from '../../../foundation/authority/index.ts'
import { type Recipient, recipientsInRoles } from '../../../foundation/mail/index.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import type { QuoteRow } from './approval.store.ts'

type Leader = Recipient & {
  readonly userId: string
  readonly role: Role
  readonly personId: number
  readonly depth: number
}

/** Who leads the unit of a person on a day, and the units above it: the nearest first. */
async function leadersAbove(
  tx: WorkspaceTransaction,
  workspaceId: number,
  personId: number | null,
  day: string,
): Promise<Leader[]> {
  const valid = (table: string) =>
    sql`${sql.ref(`${table}.valid_from`)} <= ${day} and (${sql.ref(`${table}.valid_to`)} is null
      or ${sql.ref(`${table}.valid_to`)} > ${day})`
  const { rows } = await sql<Leader>`
    with recursive up as (
      select o.org_unit_id as id, 0 as depth from position o
      where o.workspace_id = ${workspaceId} and o.person_id = ${personId}::bigint and ${valid('o')}
      union all
      select u.parent_id, up.depth + 1 from org_unit_placement u join up on u.org_unit_id = up.id
      where u.workspace_id = ${workspaceId} and u.parent_id is not null and ${valid('u')}
    )
    select m.user_id as "userId", m.email, m.locale, m.role, m.person_id as "personId", min(up.depth)::int as depth
    from up join position p on p.org_unit_id = up.id
    join membership m on m.workspace_id = p.workspace_id and m.person_id = p.person_id
    where p.workspace_id = ${workspaceId} and m.workspace_id = ${workspaceId} and p.leads and ${valid('p')}
      and m.deactivated_at is null
    group by 1, 2, 3, 4, 5 order by depth, 1`.execute(tx)
  return rows
}

/** Who stands in on a day for some people, while they are active members; never who asked. */
async function standInsFor(
  tx: WorkspaceTransaction,
  { workspaceId, actor }: CallContext,
  people: readonly number[],
  day: string,
): Promise<Recipient[]> {
  const { rows } = await sql<Recipient>`select distinct m.email, m.locale from stand_in s
    join membership m on m.workspace_id = s.workspace_id and m.person_id = s.standing_person_id
    where s.workspace_id = ${workspaceId} and m.workspace_id = ${workspaceId} and m.deactivated_at is null
      and m.user_id <> ${actor.userId} and s.covered_person_id = any(${[...people]}::bigint[])
      and s.revoked_at is null and s.valid_from <= ${day} and s.valid_to > ${day} order by 1`.execute(tx)
  return rows
}

const DECIDING_ROLES = ['director', 'administrator'] as const

/**
 * Who is asked to decide on a quote that waits: of those who lead the unit of its seller or one above it, the nearest whose own
 * authority of a day covers it, and those who stand in for them that day; where nobody there has it, the directors, else the administrators. Never who asked.
 */
export async function findDeciders(
  tx: WorkspaceTransaction,
  context: CallContext,
  quote: QuoteRow,
  day: string,
): Promise<Recipient[]> {
  const { workspaceId, actor } = context
  const mayDecide = async ({ role, personId }: { role: Role; personId: number | null }) => {
    if (!mayDo(role, 'facts.write')) return false
    const who = { workspaceId, actor: { ...actor, role, personId } }
    const { limitPercent } = await authorityOf(tx, who, quote, day)
    return !isBeyond(quote.listAmount, quote.amount, limitPercent)
  }
  const others = (await leadersAbove(tx, workspaceId, quote.personId, day)).filter(
    ({ userId }) => userId !== actor.userId,
  )
  const able: Leader[] = []
  for (const leader of others) if (await mayDecide(leader)) able.push(leader)
  const nearest = able.filter(({ depth }) => depth === able[0]?.depth)
  if (nearest.length > 0) {
    const people = nearest.map(({ personId }) => personId)
    const standing = await standInsFor(tx, context, people, day)
    return [...nearest, ...standing.filter(({ email }) => nearest.every((each) => each.email !== email))]
  }
  for (const role of DECIDING_ROLES) {
    if (!(await mayDecide({ role, personId: null }))) continue
    const found = await recipientsInRoles(tx, workspaceId, [role])
    const asked = found.filter(({ userId }) => userId !== actor.userId)
    if (asked.length > 0) return asked
  }
  return []
}
