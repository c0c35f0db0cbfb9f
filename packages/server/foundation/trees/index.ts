import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'

/** The effective-dated trees of a workspace. */
export type TreeName = 'org_unit' | 'region' | 'product' | 'customer_type'

export type TreeNodeRow = {
  readonly id: number
  readonly parentId: number | null
  readonly code: string
  readonly kind: string
  readonly nameZh: string
  readonly nameEn: string
  readonly level: number
}

/** A member with all below it, as the tree was on a day. */
export async function findDescendants(
  tx: WorkspaceTransaction,
  workspaceId: number,
  tree: TreeName,
  id: number,
  asOf: string,
): Promise<number[]> {
  const key = sql.ref(`${tree}_id`)
  const { rows } = await sql<{ id: number }>`
    with recursive below as (
      select ${id}::bigint as id
      union
      select c.${key} from ${sql.table(`${tree}_placement`)} c join below b on c.parent_id = b.id
      where c.workspace_id = ${workspaceId} and c.valid_from <= ${asOf} and (c.valid_to is null or c.valid_to > ${asOf})
    ) select id from below`.execute(tx)
  return rows.map((row) => row.id)
}

/** All members of a tree on a day, parents before children, siblings by code. */
export async function findTree(
  tx: WorkspaceTransaction,
  workspaceId: number,
  tree: TreeName,
  asOf: string,
): Promise<TreeNodeRow[]> {
  const key = sql.ref(`${tree}_id`)
  const { rows } = await sql<TreeNodeRow>`
    with recursive walk as (
      select p.${key} as id, p.parent_id, 0 as level, array[n.code] as path
      from ${sql.table(`${tree}_placement`)} p
      join ${sql.table(tree)} n on n.workspace_id = p.workspace_id and n.${key} = p.${key}
      where p.workspace_id = ${workspaceId} and p.parent_id is null
        and p.valid_from <= ${asOf} and (p.valid_to is null or p.valid_to > ${asOf})
      union all
      select p.${key}, p.parent_id, w.level + 1, w.path || n.code
      from ${sql.table(`${tree}_placement`)} p
      join walk w on p.parent_id = w.id
      join ${sql.table(tree)} n on n.workspace_id = p.workspace_id and n.${key} = p.${key}
      where p.workspace_id = ${workspaceId} and n.workspace_id = ${workspaceId}
        and p.valid_from <= ${asOf} and (p.valid_to is null or p.valid_to > ${asOf})
    )
    select w.id, w.parent_id as "parentId", n.code, n.kind, n.name_zh as "nameZh", n.name_en as "nameEn", w.level
    from walk w join ${sql.table(tree)} n on n.workspace_id = ${workspaceId} and n.${key} = w.id
    order by w.path`.execute(tx)
  return rows
}
