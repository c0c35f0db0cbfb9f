import { sql } from 'kysely'
import { todayOf } from '../../../foundation/entries/index.ts'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'

type Row = { personId: number; zh: string; en: string; unitZh: string; unitEn: string }

/** Everybody who holds a position today with the unit of the first, by name. */
export async function findColleagues(context: CallContext) {
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const today = await todayOf(tx, context)
    const { rows } = await sql<Row>`
      select p.person_id as "personId", p.name_zh as zh, p.name_en as en, u.name_zh as "unitZh", u.name_en as "unitEn"
      from person p
      join lateral (select o.org_unit_id from position o
        where o.workspace_id = p.workspace_id and o.person_id = p.person_id
          and o.valid_from <= ${today} and (o.valid_to is null or o.valid_to > ${today})
        order by o.leads desc, o.valid_from, o.org_unit_id limit 1) held on true
      join org_unit u on u.workspace_id = p.workspace_id and u.org_unit_id = held.org_unit_id
      where p.workspace_id = ${workspaceId} order by p.name_en, p.person_id`.execute(tx)
    return rows.map(({ personId, zh, en, unitZh, unitEn }) => ({
      personId,
      name: { zh, en },
      unit: { zh: unitZh, en: unitEn },
    }))
  })
}
