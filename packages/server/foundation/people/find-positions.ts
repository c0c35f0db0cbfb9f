import { sql } from 'kysely'
import { readWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'

type PersonRow = { personId: number; code: string; name_zh: string; name_en: string; member: boolean }
type PositionRow = {
  personId: number
  orgUnitId: number
  unit_zh: string
  unit_en: string
  from: string
  lastDay: string | null
  titleZh: string | null
  titleEn: string | null
  leads: boolean
  carriesTarget: boolean
}

/** People with all their positions: one person once, however many positions they hold at a time. */
export async function findPositions({ database, workspaceId }: CallContext) {
  return readWorkspace(database, workspaceId, async (tx) => {
    const people = await sql<PersonRow>`
      select p.person_id as "personId", p.code, p.name_zh, p.name_en, exists (select 1 from membership m
        where m.workspace_id = ${workspaceId} and m.person_id = p.person_id and m.deactivated_at is null) as member
      from person p where p.workspace_id = ${workspaceId} order by p.name_en, p.person_id`.execute(tx)
    const positions = await sql<PositionRow>`
      select o.person_id as "personId", o.org_unit_id as "orgUnitId", u.name_zh as unit_zh, u.name_en as unit_en,
        o.valid_from as "from", o.valid_to - 1 as "lastDay", o.title_zh as "titleZh", o.title_en as "titleEn", o.leads,
        o.carries_target as "carriesTarget"
      from position o join org_unit u on u.workspace_id = o.workspace_id and u.org_unit_id = o.org_unit_id
      where o.workspace_id = ${workspaceId} order by o.valid_from desc, u.name_en, o.org_unit_id`.execute(tx)
    const held = Map.groupBy(positions.rows, (row) => row.personId)
    return people.rows.map(({ name_zh, name_en, ...person }) => ({
      ...person,
      name: { zh: name_zh, en: name_en },
      positions: (held.get(person.personId) ?? []).map(({ personId: _, unit_zh, unit_en, ...position }) => ({
        ...position,
        orgUnit: { zh: unit_zh, en: unit_en },
      })),
    }))
  })
}
