import type { Role } from '@salesloom/contract'
import { WHOLE_WORKSPACE } from '@salesloom/contract'
import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { type Clock, civilToday } from '../../platform/clock/index.ts'
import { type Database, inWorkspace } from '../../platform/database/index.ts'
import type { Actor, CallContext, Visibility } from '../../platform/http/call-context.ts'
import { readableFields } from './read-field.ts'
import { enterStandIn } from './stand-in.store.ts'

export type Membership = {
  readonly workspaceId: number
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly timeZone: string
  readonly role: Role
  readonly personId: number | null
  readonly displayName: string
}

type Row = {
  workspace_id: number
  code: string
  name_zh: string
  name_en: string
  time_zone: string
  role: string
  person_id: number | null
  display_name: string
}

/** All active memberships of a user. It runs as the owner: which workspaces one has is known only across them. */
export async function findMemberships(database: Database, userId: string): Promise<Membership[]> {
  const { rows } = await database.pool.query<Row>(
    `select m.workspace_id, w.code, w.name_zh, w.name_en, w.time_zone, m.role, m.person_id, m.display_name
     from membership m join workspace w on w.workspace_id = m.workspace_id
     where m.user_id = $1 and m.deactivated_at is null order by m.workspace_id`,
    [userId],
  )
  return rows.map((row) => ({
    workspaceId: row.workspace_id,
    code: row.code,
    nameZh: row.name_zh,
    nameEn: row.name_en,
    timeZone: row.time_zone,
    role: row.role as Role,
    personId: row.person_id,
    displayName: row.display_name,
  }))
}

/** Units below those that a person leads on a day, themselves included. */
async function ledSubtree(
  database: Database,
  workspaceId: number,
  personId: number,
  day: string,
): Promise<number[]> {
  return inWorkspace(database, workspaceId, async (tx) => {
    const { rows } = await sql<{ org_unit_id: number }>`
      with recursive led as (
        select p.org_unit_id from position p
        where p.workspace_id = ${workspaceId} and p.person_id = ${personId} and p.leads
          and p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day})
        union
        select c.org_unit_id from org_unit_placement c
        join led on c.parent_id = led.org_unit_id
        where c.workspace_id = ${workspaceId}
          and c.valid_from <= ${day} and (c.valid_to is null or c.valid_to > ${day})
      ) select org_unit_id from led`.execute(tx)
    return rows.map((row) => row.org_unit_id)
  })
}

/** What a member may see on a day: everything, or the subtree they lead and themselves. */
export async function visibilityOf(
  database: Database,
  workspaceId: number,
  member: { readonly role: Role; readonly personId: number | null },
  day: string,
): Promise<Visibility> {
  if (WHOLE_WORKSPACE.includes(member.role)) return { whole: true }
  if (member.personId === null) return { whole: false, orgUnitIds: [], personIds: [] }
  const orgUnitIds =
    member.role === 'manager' ? await ledSubtree(database, workspaceId, member.personId, day) : []
  return { whole: false, orgUnitIds, personIds: [member.personId] }
}

/**
 * The caller of a signed-in user in the workspace they chose, or in their first one; as themselves, or as the person
 * for whom they stand in today.
 */
export async function callerFor(
  database: Database,
  clock: Clock,
  user: { readonly id: string; readonly name: string },
  workspaceCode: string | null,
  standIn: string | null = null,
): Promise<CallContext> {
  const memberships = await findMemberships(database, user.id)
  const chosen = memberships.find((membership) => membership.code === workspaceCode) ?? memberships[0]
  if (chosen === undefined) throw new AppError('noMembership')
  const { workspaceId } = chosen
  const day = civilToday(clock, chosen.timeZone)
  const covered = standIn === null ? null : await enterStandIn(database, chosen, Number(standIn), day)
  const { role, personId } = covered ?? chosen
  const actor: Actor = {
    userId: user.id,
    name: chosen.displayName,
    role,
    personId,
    standingInFor: covered === null ? null : covered.standingInFor,
  }
  const visibility = await visibilityOf(database, workspaceId, { role, personId }, day)
  const fields = await readableFields(database, workspaceId, role)
  return { database, workspaceId, actor, visibility, fields, clock }
}
