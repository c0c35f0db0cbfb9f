import type { TreeName } from '@salesloom/contract'
import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'

/** A tree's table and what its nodes say besides their names, by column. */
export type TreeTable = {
  readonly table: 'org_unit' | 'region' | 'product' | 'customer_type'
  readonly attributes: Readonly<Record<string, string>>
}

export const TREE_TABLES: Readonly<Record<TreeName, TreeTable>> = {
  orgUnit: { table: 'org_unit', attributes: {} },
  region: {
    table: 'region',
    attributes: {
      latitude: 'latitude',
      longitude: 'longitude',
      cityTier: 'city_tier',
      income: 'income',
      population: 'population',
      competitionIntensity: 'competition_intensity',
    },
  },
  product: { table: 'product', attributes: { tier: 'tier', unit: 'unit' } },
  customerType: { table: 'customer_type', attributes: {} },
}

export type NodeRow = {
  readonly id: number
  readonly code: string
  readonly kind: string
  readonly name_zh: string
  readonly name_en: string
} & Readonly<Record<string, unknown>>

/** What a node is called, as a refusal says it in either language. */
export type NodeNames = { readonly nameZh: string; readonly nameEn: string }

export function namesOf({ name_zh, name_en }: NodeRow): NodeNames {
  return { nameZh: name_zh, nameEn: name_en }
}

/** A node by its id, held until the transaction ends. */
export async function holdNode(
  tx: WorkspaceTransaction,
  workspaceId: number,
  tree: TreeName,
  id: number,
): Promise<NodeRow> {
  const { table } = TREE_TABLES[tree]
  const { rows } = await sql<NodeRow>`select n.*, ${sql.ref(`n.${table}_id`)} as id from ${sql.table(table)} n
    where n.workspace_id = ${workspaceId} and ${sql.ref(`n.${table}_id`)} = ${id} for update`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new AppError('notFound', { what: tree, id })
  return row
}

export type Placement = {
  readonly valid_from: string
  readonly valid_to: string | null
  readonly parent_id: number | null
}

/** The places of a node through time, earliest first. */
export async function placementsOf(
  tx: WorkspaceTransaction,
  workspaceId: number,
  tree: TreeName,
  id: number,
): Promise<Placement[]> {
  const { table } = TREE_TABLES[tree]
  const { rows } =
    await sql<Placement>`select valid_from, valid_to, parent_id from ${sql.table(`${table}_placement`)}
    where workspace_id = ${workspaceId} and ${sql.ref(`${table}_id`)} = ${id} order by valid_from`.execute(tx)
  return rows
}

/** Two people who move nodes of a tree at once follow each other, so that no circle slips in between. */
export async function lockTree(tx: WorkspaceTransaction, workspaceId: number, tree: TreeName): Promise<void> {
  const number = Object.keys(TREE_TABLES).indexOf(tree)
  await sql`select pg_advisory_xact_lock(${46_010 + number}, ${workspaceId}::int)`.execute(tx)
}
