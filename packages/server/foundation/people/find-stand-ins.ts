import { sql } from 'kysely'
import { readWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { todayIn } from './arrange-stand-in.ts'
import { arrangeable } from './stand-in-reach.ts'

type Row = {
  standInId: number
  covered_id: number
  covered_zh: string
  covered_en: string
  standing_id: number
  standing_zh: string
  standing_en: string
  from: string
  lastDay: string
  arrangedBy: string
  revoked: boolean
  mine: boolean
}

type Named = { personId: number; name_zh: string; name_en: string; coverable: boolean }

const named = (personId: number, zh: string, en: string) => ({ personId, name: { zh, en } })

function stateOf(row: Row, today: string): 'planned' | 'running' | 'ended' | 'revoked' {
  if (row.revoked) return 'revoked'
  if (row.from > today) return 'planned'
  return row.lastDay < today ? 'ended' : 'running'
}

/** Stand-ins of the caller and of the people below them, the latest first, with whom they could arrange for. */
export async function findStandIns(context: CallContext) {
  const { database, workspaceId, actor } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const today = await todayIn(tx, context)
    const mine = arrangeable(context, today, 's.covered_person_id')
    const { rows } = await sql<Row>`
      select s.stand_in_id as "standInId", c.person_id as covered_id, c.name_zh as covered_zh, c.name_en as covered_en,
        a.person_id as standing_id, a.name_zh as standing_zh, a.name_en as standing_en, s.valid_from as "from",
        s.valid_to - 1 as "lastDay", s.arranged_by as "arrangedBy", s.revoked_at is not null as revoked,
        (${mine} or s.standing_person_id = ${actor.personId ?? 0}) as mine
      from stand_in s
      join person c on c.workspace_id = s.workspace_id and c.person_id = s.covered_person_id
      join person a on a.workspace_id = s.workspace_id and a.person_id = s.standing_person_id
      where s.workspace_id = ${workspaceId} and (${mine} or s.standing_person_id = ${actor.personId ?? 0})
      order by s.valid_from desc, s.stand_in_id desc limit 500`.execute(tx)
    const people = await sql<Named>`
      select p.person_id as "personId", p.name_zh, p.name_en, ${arrangeable(context, today, 'p.person_id')} as coverable
      from person p where p.workspace_id = ${workspaceId} and exists (select 1 from membership m
        where m.workspace_id = ${workspaceId} and m.person_id = p.person_id and m.deactivated_at is null)
      order by p.name_en, p.person_id`.execute(tx)
    const listed = (list: readonly Named[]) =>
      list.map((person) => named(person.personId, person.name_zh, person.name_en))
    return {
      rows: rows.map((row) => ({
        standInId: row.standInId,
        covered: named(row.covered_id, row.covered_zh, row.covered_en),
        standing: named(row.standing_id, row.standing_zh, row.standing_en),
        from: row.from,
        lastDay: row.lastDay,
        arrangedBy: row.arrangedBy,
        state: stateOf(row, today),
        mayRevoke: row.mine && !row.revoked && row.lastDay >= today && actor.standingInFor === null,
      })),
      coverable: listed(people.rows.filter((person) => person.coverable)),
      candidates: listed(people.rows),
    }
  })
}
