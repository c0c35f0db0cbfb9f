import type { Role } from '@salesloom/contract'
import type { Database } from '../../platform/database/index.ts'
import { SAMPLE_DOMAIN } from '../../platform/sign-in/sign-in.ts'
import { findUserId, putUser } from '../../platform/sign-in/users.ts'

/** The same for everybody, and therefore refused wherever others could reach it. */
export const SAMPLE_PASSWORD = 'salesloom-sample'

const SAMPLES: ReadonlyArray<{
  readonly role: Role
  readonly local: string
  readonly en: string
  readonly zh: string
}> = [
  { role: 'director', local: 'director', en: 'Sales director', zh: '销售总监' },
  { role: 'manager', local: 'manager', en: 'Regional manager', zh: '区域经理' },
  { role: 'representative', local: 'representative', en: 'Sales representative', zh: '销售代表' },
  { role: 'analyst', local: 'analyst', en: 'Sales operations analyst', zh: '销售运营分析师' },
  { role: 'administrator', local: 'admin', en: 'Administrator', zh: '管理员' },
]

type Holder = {
  person_id: number
  name_zh: string
  name_en: string
  leads: boolean
  org_unit_id: number
  depth: number
  /** units from the top down to their own */
  path: number[]
  carries_target: boolean
}

/** People of a workspace with their depth in the organisation: who leads what, and who leads nothing. */
async function holders(database: Database, workspaceId: number): Promise<Holder[]> {
  const { rows } = await database.pool.query<Holder>(
    `with recursive tree as (
       select c.org_unit_id, 0 as depth, array[c.org_unit_id] as path from org_unit_placement c where c.workspace_id = $1 and c.parent_id is null and c.valid_to is null
       union all
       select c.org_unit_id, t.depth + 1, t.path || c.org_unit_id from org_unit_placement c join tree t on c.parent_id = t.org_unit_id
       where c.workspace_id = $1 and c.valid_to is null)
     select p.person_id, p.name_zh, p.name_en, o.leads, o.org_unit_id, o.carries_target, t.depth, t.path
     from position o
     join person p on p.workspace_id = o.workspace_id and p.person_id = o.person_id
     join tree t on t.org_unit_id = o.org_unit_id
     where o.workspace_id = $1 and o.valid_to is null
     order by t.depth, p.person_id`,
    [workspaceId],
  )
  return rows
}

/** Whom a sample role stands for: the top leader, the first leader below, the first who sells under that leader. */
function holderFor(role: Role, people: readonly Holder[]): Holder | null {
  const manager = people.find((person) => person.leads && person.depth > 0)
  if (role === 'director') return people.find((person) => person.leads && person.depth === 0) ?? null
  if (role === 'manager') return manager ?? null
  if (role !== 'representative') return null
  const members = people.filter((person) => !person.leads && person.carries_target)
  return members.find((person) => person.path.includes(manager?.org_unit_id ?? 0)) ?? members[0] ?? null
}

async function putSampleUser(database: Database, local: string, name: string, now: Date): Promise<string> {
  const email = `${local}${SAMPLE_DOMAIN}`
  const existing = await findUserId(database.pool, email)
  return existing ?? putUser(database.pool, { email, name, password: SAMPLE_PASSWORD }, now)
}

/** Gives each sample user a membership in a workspace. Repeating it changes nothing. */
export async function putSampleMembers(database: Database, workspaceId: number, now: Date): Promise<void> {
  const people = await holders(database, workspaceId)
  for (const sample of SAMPLES) {
    const userId = await putSampleUser(database, sample.local, sample.en, now)
    const holder = holderFor(sample.role, people)
    await database.pool.query(
      `insert into membership (workspace_id, user_id, email, display_name, role, person_id)
       values ($1, $2, $3, $4, $5, $6) on conflict (workspace_id, user_id) do nothing`,
      [
        workspaceId,
        userId,
        `${sample.local}${SAMPLE_DOMAIN}`,
        holder?.name_en ?? sample.en,
        sample.role,
        holder?.person_id ?? null,
      ],
    )
  }
}

type SampleRow = {
  email: string
  role: Role
  display_name: string
  person_zh: string | null
  person_en: string | null
  workspace_zh: string
  workspace_en: string
}

/** The sample sign-ins in the order of their first workspace; empty where samples are off. */
export async function findSampleSignIns(database: Database, offered: boolean) {
  if (!offered) return []
  const { rows } = await database.pool.query<SampleRow>(
    `select distinct on (m.email) m.email, m.role, m.display_name, p.name_zh as person_zh, p.name_en as person_en,
       w.name_zh as workspace_zh, w.name_en as workspace_en
     from membership m join workspace w on w.workspace_id = m.workspace_id
     left join person p on p.workspace_id = m.workspace_id and p.person_id = m.person_id
     where m.email like '%' || $1 and m.deactivated_at is null order by m.email, m.workspace_id`,
    [SAMPLE_DOMAIN],
  )
  const order = SAMPLES.map((sample) => sample.role)
  const labelOf = (row: SampleRow) => SAMPLES.find((sample) => sample.role === row.role)
  return rows
    .toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role))
    .map((row) => ({
      email: row.email,
      password: SAMPLE_PASSWORD,
      role: row.role,
      name: {
        zh: row.person_zh ?? labelOf(row)?.zh ?? row.display_name,
        en: row.person_en ?? row.display_name,
      },
      workspace: { zh: row.workspace_zh, en: row.workspace_en },
    }))
}
