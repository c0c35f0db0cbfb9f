import type { BreakdownName } from '@salesloom/contract'
import { type RawBuilder, sql } from 'kysely'

/** How a breakdown groups rows and names its members, for rows with the columns of a roll-up. */
export type Grouping = {
  /** value that rows are grouped by */
  readonly key: RawBuilder<unknown>
  /** id, code and names of the member, computed from the grouped key `k` */
  readonly id: (k: RawBuilder<unknown>) => RawBuilder<unknown>
  readonly code: (k: RawBuilder<unknown>) => RawBuilder<unknown>
  readonly zh: (k: RawBuilder<unknown>) => RawBuilder<unknown>
  readonly en: (k: RawBuilder<unknown>) => RawBuilder<unknown>
}

const NOBODY = { zh: '未分配', en: 'Unassigned' }

function tableGrouping(workspaceId: number, table: string, column: string): Grouping {
  const lookup = (field: string) => (k: RawBuilder<unknown>) =>
    sql`(select n.${sql.ref(field)} from ${sql.table(table)} n where n.workspace_id = ${workspaceId} and n.${sql.ref(`${table}_id`)} = ${k})`
  return {
    key: sql`coalesce(${sql.ref(column)}, 0)`,
    id: (k) => sql`nullif(${k}, 0)`,
    code: (k) => sql`coalesce(${lookup('code')(k)}, '')`,
    zh: (k) => sql`coalesce(${lookup('name_zh')(k)}, ${NOBODY.zh})`,
    en: (k) => sql`coalesce(${lookup('name_en')(k)}, ${NOBODY.en})`,
  }
}

function timeGrouping(key: RawBuilder<unknown>): Grouping {
  return {
    key,
    id: () => sql`null::bigint`,
    code: (k) => sql`${k}`,
    zh: (k) => sql`${k}`,
    en: (k) => sql`${k}`,
  }
}

/** Each product with the top of its tree, as of today's placements: a query with product_id and category_id. */
export function productCategories(workspaceId: number): RawBuilder<unknown> {
  return sql`(with recursive below as (
      select top.product_id, top.product_id as category_id from product_placement top
      where top.workspace_id = ${workspaceId} and top.parent_id is null and top.valid_to is null
      union all
      select child.product_id, below.category_id from product_placement child
      join below on child.parent_id = below.product_id
      where child.workspace_id = ${workspaceId} and child.valid_to is null
    ) select product_id, category_id from below)`
}

/** The grouping of a breakdown over a query whose rows are called `s`. */
export function groupingOf(
  breakdown: BreakdownName,
  workspaceId: number,
  fiscalStartMonth: number,
): Grouping {
  const shifted = sql`(s.day - make_interval(months => ${fiscalStartMonth - 1}))`
  switch (breakdown) {
    case 'orgUnit':
      return tableGrouping(workspaceId, 'org_unit', 's.org_unit_id')
    case 'person':
      return tableGrouping(workspaceId, 'person', 's.person_id')
    case 'region':
      return tableGrouping(workspaceId, 'region', 's.region_id')
    case 'category':
      return { ...tableGrouping(workspaceId, 'product', 's.category_id') }
    case 'channel': {
      const name = (field: string) => (k: RawBuilder<unknown>) =>
        sql`(select n.${sql.ref(field)} from channel n where n.workspace_id = ${workspaceId} and n.code = ${k})`
      return { ...timeGrouping(sql`s.channel`), zh: name('name_zh'), en: name('name_en') }
    }
    case 'day':
      return timeGrouping(sql`s.day::text`)
    case 'month':
      return timeGrouping(sql`to_char(s.day, 'YYYY-MM')`)
    case 'quarter':
      return timeGrouping(
        sql`to_char(${shifted} + make_interval(years => ${fiscalStartMonth > 1 ? 1 : 0}), 'YYYY') || '-' || extract(quarter from ${shifted})::text`,
      )
  }
}
