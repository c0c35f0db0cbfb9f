import type { NodeAttributes, TreeName } from '@salesloom/contract'
import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { readWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { mayReadField } from '../access/index.ts'
import { countDependants } from './node-dependants.ts'
import { TREE_TABLES } from './tree-tables.ts'

type Row = Record<string, unknown> & {
  id: number
  code: string
  kind: string
  name_zh: string
  name_en: string
}
type Place = {
  from: string
  to: string | null
  parent_id: number | null
  zh: string | null
  en: string | null
}

const NUMBERS = ['population', 'competition_intensity']

function attributesOf(tree: TreeName, row: Row): NodeAttributes {
  return Object.fromEntries(
    Object.entries(TREE_TABLES[tree].attributes).map(([name, column]) => {
      const value = row[column] ?? null
      return [name, value !== null && NUMBERS.includes(column) ? Number(value) : value]
    }),
  ) as NodeAttributes
}

async function places(tx: WorkspaceTransaction, workspaceId: number, tree: TreeName, id: number) {
  const { table } = TREE_TABLES[tree]
  const { rows } = await sql<Place>`
    select p.valid_from as from, p.valid_to as to, p.parent_id, n.name_zh as zh, n.name_en as en
    from ${sql.table(`${table}_placement`)} p
    left join ${sql.table(table)} n on n.workspace_id = ${workspaceId} and ${sql.ref(`n.${table}_id`)} = p.parent_id
    where p.workspace_id = ${workspaceId} and ${sql.ref(`p.${table}_id`)} = ${id} order by p.valid_from`.execute(
    tx,
  )
  return rows.map(({ from, to, parent_id: parent, zh, en }) => ({
    from,
    to,
    parent: parent === null ? null : { id: Number(parent), name: { zh: zh ?? '', en: en ?? '' } },
  }))
}

async function histories(
  tx: WorkspaceTransaction,
  workspaceId: number,
  productId: number,
  seesCost: boolean,
) {
  const prices = await tx
    .selectFrom('product_price')
    .select([
      'valid_from as from',
      'valid_to as to',
      'list_price as listPrice',
      'standard_cost as standardCost',
    ])
    .where('workspace_id', '=', workspaceId)
    .where('product_id', '=', productId)
    .orderBy('valid_from')
    .execute()
  const stages = await tx
    .selectFrom('product_stage')
    .select(['valid_from as from', 'valid_to as to', 'stage'])
    .where('workspace_id', '=', workspaceId)
    .where('product_id', '=', productId)
    .orderBy('valid_from')
    .execute()
  return {
    prices: prices.map((one) => ({ ...one, standardCost: seesCost ? one.standardCost : null })),
    stages,
  }
}

/** A node with its places through time, what it says, and what depends on it. */
export async function getNode(context: CallContext, { tree, id }: { tree: TreeName; id: number }) {
  const { workspaceId } = context
  const { table } = TREE_TABLES[tree]
  return readWorkspace(context.database, workspaceId, async (tx) => {
    const { rows } = await sql<Row>`select n.*, ${sql.ref(`n.${table}_id`)} as id from ${sql.table(table)} n
      where n.workspace_id = ${workspaceId} and ${sql.ref(`n.${table}_id`)} = ${id}`.execute(tx)
    const [row] = rows
    if (row === undefined) throw new AppError('notFound', { what: tree, id })
    const history =
      tree === 'product'
        ? await histories(tx, workspaceId, id, mayReadField(context, 'cost'))
        : { prices: [], stages: [] }
    return {
      id: Number(row.id),
      code: row.code,
      kind: row.kind,
      name: { zh: row.name_zh, en: row.name_en },
      attributes: attributesOf(tree, row),
      placements: await places(tx, workspaceId, tree, id),
      ...history,
      dependants: await countDependants(tx, workspaceId, tree, id),
    }
  })
}
