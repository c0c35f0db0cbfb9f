import type { Role } from '@salesloom/contract'
import { type RawBuilder, sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { type Database, inWorkspace } from '../../platform/database/index.ts'
import type { Covered } from '../../platform/http/call-context.ts'

type Row = {
  stand_in_id: number
  person_id: number
  role: Role
  name_zh: string
  name_en: string
  last_day: string
}

/**
 * Stand-ins that a person may use on a day. The covered person must still be an active member in the role that was
 * lent: a later promotion is not passed on, and who has left lends nothing.
 */
function runningFor(workspaceId: number, personId: number, day: string): RawBuilder<Row> {
  return sql<Row>`
    select s.stand_in_id, s.covered_person_id as person_id, s.role, p.name_zh, p.name_en, s.valid_to - 1 as last_day
    from stand_in s
    join person p on p.workspace_id = s.workspace_id and p.person_id = s.covered_person_id
    where s.workspace_id = ${workspaceId} and s.standing_person_id = ${personId} and s.revoked_at is null
      and s.valid_from <= ${day} and s.valid_to > ${day}
      and exists (select 1 from membership m where m.workspace_id = ${workspaceId} and m.person_id = s.covered_person_id
        and m.role = s.role and m.deactivated_at is null)
    order by s.valid_to, s.stand_in_id`
}

const coveredOf = (row: Row): Covered => ({
  standInId: row.stand_in_id,
  name: { zh: row.name_zh, en: row.name_en },
  lastDay: row.last_day,
})

/** For whom a person may stand in on a day. */
export async function findRunningStandIns(
  database: Database,
  workspaceId: number,
  personId: number | null,
  day: string,
): Promise<Covered[]> {
  if (personId === null) return []
  return inWorkspace(database, workspaceId, async (tx) => {
    const { rows } = await runningFor(workspaceId, personId, day).execute(tx)
    return rows.map(coveredOf)
  })
}

/** The role and person that a stand-in lends today; refused when it is over, revoked or somebody else's. */
export async function enterStandIn(
  database: Database,
  member: { readonly workspaceId: number; readonly personId: number | null },
  standInId: number,
  day: string,
): Promise<{ role: Role; personId: number; standingInFor: Covered }> {
  const { workspaceId, personId } = member
  const rows =
    personId === null
      ? []
      : await inWorkspace(
          database,
          workspaceId,
          async (tx) => (await runningFor(workspaceId, personId, day).execute(tx)).rows,
        )
  const row = rows.find((running) => running.stand_in_id === standInId)
  if (row === undefined) throw new AppError('standInOver')
  return { role: row.role, personId: row.person_id, standingInFor: coveredOf(row) }
}
