import { KINDS, type TreeName } from '@salesloom/contract'
import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'

/** What points to a node, by the name of its kind, and how often. */
export type Dependant = { readonly what: string; readonly count: number }

type Pointer = { readonly what: string; readonly table: string; readonly column: string }

/** Pointers that no kind of entry speaks of. */
const OTHERS: Readonly<Record<TreeName, readonly Pointer[]>> = {
  orgUnit: [
    { what: 'person', table: 'position', column: 'org_unit_id' },
    { what: 'order', table: 'sales_order', column: 'org_unit_id' },
    { what: 'orgUnit', table: 'org_unit_placement', column: 'parent_id' },
  ],
  region: [
    { what: 'order', table: 'sales_order', column: 'region_id' },
    { what: 'person', table: 'position', column: 'home_region_id' },
    { what: 'region', table: 'region_placement', column: 'parent_id' },
  ],
  product: [
    { what: 'orderLine', table: 'order_line', column: 'product_id' },
    { what: 'product', table: 'product_placement', column: 'parent_id' },
  ],
  customerType: [{ what: 'customerType', table: 'customer_type_placement', column: 'parent_id' }],
}

function pointersTo(tree: TreeName): Pointer[] {
  const kinds = KINDS.filter((kind) => kind.name !== 'orderLine').flatMap((kind) =>
    kind.fields
      .filter((field) => field.to === tree)
      .map((field) => ({ what: kind.name as string, table: kind.table, column: field.column })),
  )
  return [...OTHERS[tree], ...kinds]
}

/** Everything that points to a node, the most first. */
export async function countDependants(
  tx: WorkspaceTransaction,
  workspaceId: number,
  tree: TreeName,
  id: number,
): Promise<Dependant[]> {
  const counts = pointersTo(tree).map(
    ({
      what,
      table,
      column,
    }) => sql`select ${what}::text as what, count(*)::int as count from ${sql.table(table)}
      where workspace_id = ${workspaceId} and ${sql.ref(column)} = ${id}`,
  )
  const { rows } =
    await sql<Dependant>`select what, sum(count)::int as count from (${sql.join(counts, sql` union all `)}) c
    group by what having sum(count) > 0 order by 2 desc, 1`.execute(tx)
  return rows
}
