import { addDays } from '@salesloom/engine/calendar'
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

/** A member and the days, both inclusive, on which it stood below another. */
export type DescendantSpan = { readonly id: number; readonly from: string; readonly to: string }

/**
 * A member with all that stood below it on any of some days, each with the days on which it did: a branch that moved in
 * May is below its old parent until then. What happened before a member's first placement counts where it was first put.
 */
export async function findDescendantSpans(
  tx: WorkspaceTransaction,
  workspaceId: number,
  tree: TreeName,
  id: number,
  days: { readonly from: string; readonly to: string },
): Promise<DescendantSpan[]> {
  const key = sql.ref(`${tree}_id`)
  const placements = sql`(
      select p.${key} as id, p.parent_id, coalesce(p.valid_to - 1, date '9999-12-31') as until,
        case when lag(p.valid_from) over (partition by p.${key} order by p.valid_from) is null then date '0001-01-01'
          else p.valid_from end as since
      from ${sql.table(`${tree}_placement`)} p where p.workspace_id = ${workspaceId})`
  const { rows } = await sql<DescendantSpan>`
    with recursive below as (
      select ${id}::bigint as id, ${days.from}::date as first, ${days.to}::date as last
      union
      select c.id, greatest(b.first, c.since), least(b.last, c.until)
      from ${placements} c join below b on c.parent_id = b.id
      where c.since <= b.last and c.until >= b.first
    ) select id, first as "from", last as "to" from below`.execute(tx)
  return joined(rows)
}

/** Spans that follow each other without a gap become one. */
function joined(spans: readonly DescendantSpan[]): DescendantSpan[] {
  const result: DescendantSpan[] = []
  for (const span of spans.toSorted((a, b) => a.id - b.id || (a.from < b.from ? -1 : 1))) {
    const last = result.at(-1)
    if (last === undefined || last.id !== span.id || addDays(last.to, 1) < span.from) result.push(span)
    else if (span.to > last.to) result[result.length - 1] = { ...last, to: span.to }
  }
  return result
}
