import { sql } from 'kysely'
import { findTree, type TreeName } from '../../../foundation/trees/index.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { Tree } from './alert-rule.ts'

/** A member that may be the cause of an alert: `orgUnit:3`, `person:7`, `region:2`; `whole` for everything at once. */
export type Member = {
  readonly key: string
  readonly parent: string | null
  readonly id: number | null
  readonly code: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly orgUnitId: number | null
  readonly personId: number | null
}

const TREES: Readonly<Record<Exclude<Tree, 'whole'>, { tree: TreeName; prefix: string }>> = {
  units: { tree: 'org_unit', prefix: 'orgUnit' },
  people: { tree: 'org_unit', prefix: 'orgUnit' },
  region: { tree: 'region', prefix: 'region' },
  product: { tree: 'product', prefix: 'product' },
  customerType: { tree: 'customer_type', prefix: 'customerType' },
}

export const WHOLE: Member = {
  key: 'whole',
  parent: null,
  id: null,
  code: 'whole',
  name: { zh: '整体', en: 'Whole' },
  orgUnitId: null,
  personId: null,
}

type PersonRow = { id: number; unit: number; code: string; zh: string; en: string }

/** People who hold a position today, each at one unit: where they carry a target, else where they lead. */
async function findPeople(tx: WorkspaceTransaction, workspaceId: number, today: string): Promise<Member[]> {
  const { rows } = await sql<PersonRow>`
    select distinct on (p.person_id) p.person_id as id, o.org_unit_id as unit, p.code, p.name_zh as zh, p.name_en as en
    from position o join person p on p.workspace_id = o.workspace_id and p.person_id = o.person_id
    where o.workspace_id = ${workspaceId} and p.workspace_id = ${workspaceId} and o.valid_from <= ${today}
      and (o.valid_to is null or o.valid_to > ${today}) and (p.left_on is null or p.left_on > ${today})
    order by p.person_id, o.carries_target desc, o.leads desc, o.org_unit_id`.execute(tx)
  return rows.map(({ id, unit, code, zh, en }) => ({
    key: `person:${id}`,
    parent: `orgUnit:${unit}`,
    id,
    code,
    name: { zh, en },
    orgUnitId: unit,
    personId: id,
  }))
}

/** The members of a tree as it is today, those above before those below. */
export async function findWatched(
  tx: WorkspaceTransaction,
  workspaceId: number,
  tree: Tree,
  today: string,
): Promise<Member[]> {
  if (tree === 'whole') return [WHOLE]
  const { tree: name, prefix } = TREES[tree]
  const nodes = (await findTree(tx, workspaceId, name, today)).map(
    ({ id, parentId, code, nameZh, nameEn }): Member => ({
      key: `${prefix}:${id}`,
      parent: parentId === null ? null : `${prefix}:${parentId}`,
      id,
      code,
      name: { zh: nameZh, en: nameEn },
      orgUnitId: prefix === 'orgUnit' ? id : null,
      personId: null,
    }),
  )
  return tree === 'people' ? [...nodes, ...(await findPeople(tx, workspaceId, today))] : nodes
}
