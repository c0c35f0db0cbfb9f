import type { NodeAttributes, TreeName } from '@salesloom/contract'
import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { searchTextOf } from '../../platform/text/search-text.ts'
import { checkParent } from './move-node.ts'
import { recordsChanged } from './records-changed.ts'
import { holdNode, lockTree, TREE_TABLES } from './tree-tables.ts'

type Name = { readonly zh: string; readonly en: string }
type Created = {
  readonly tree: TreeName
  readonly parentId: number | null
  readonly from: string
  readonly code: string
  readonly kind: string
  readonly name: Name
  readonly attributes: NodeAttributes
}
type Edited = Pick<Created, 'tree' | 'attributes'> & {
  readonly id: number
  readonly code?: string | undefined
  readonly kind?: string | undefined
  readonly name?: Name | undefined
}

/** Attributes by column; one that the tree does not know is refused. */
function columnsOf(tree: TreeName, attributes: NodeAttributes): Record<string, unknown> {
  const known = TREE_TABLES[tree].attributes
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => {
      const column = known[name]
      if (column === undefined) throw new AppError('unknownField', { field: name })
      return [column, value ?? null]
    }),
  )
}

async function refuseTaken(
  tx: WorkspaceTransaction,
  workspaceId: number,
  tree: TreeName,
  code: string,
  id: number | null,
): Promise<void> {
  const { table } = TREE_TABLES[tree]
  const { rows } =
    await sql`select 1 from ${sql.table(table)} where workspace_id = ${workspaceId} and code = ${code}
    and ${sql.ref(`${table}_id`)} is distinct from ${id}::bigint`.execute(tx)
  if (rows.length > 0) throw new AppError('duplicateCode', { field: 'code', value: code })
}

/** Adds a node below a parent from a day on. */
export function createNode(context: CallContext, input: Created) {
  return inWorkspace(context.database, context.workspaceId, (tx) => addNode(tx, context, input))
}

/** The same within a transaction. */
export async function addNode(tx: WorkspaceTransaction, context: CallContext, input: Created) {
  const { tree, parentId, from, code, kind, name } = input
  const { workspaceId } = context
  const { table } = TREE_TABLES[tree]
  await lockTree(tx, workspaceId, tree)
  await refuseTaken(tx, workspaceId, tree, code, null)
  await checkParent(tx, workspaceId, tree, { id: null, nameZh: name.zh, nameEn: name.en }, parentId, {
    from,
    to: null,
  })
  const columns = {
    code,
    kind,
    name_zh: name.zh,
    name_en: name.en,
    search_text: searchTextOf([name.zh, name.en, code]),
    ...columnsOf(tree, input.attributes),
  }
  const names = sql.join(Object.keys(columns).map((column) => sql.ref(column)))
  const values = sql.join(Object.values(columns).map((value) => sql`${value}`))
  const { rows } = await sql<{ id: number }>`insert into ${sql.table(table)} (workspace_id, ${names})
      values (${workspaceId}, ${values}) returning ${sql.ref(`${table}_id`)} as id`.execute(tx)
  const id = Number(rows[0]?.id)
  await sql`insert into ${sql.table(`${table}_placement`)} (workspace_id, ${sql.ref(`${table}_id`)}, valid_from, parent_id)
      values (${workspaceId}, ${id}, ${from}, ${parentId})`.execute(tx)
  await recordsChanged(tx, context, {
    action: 'records.createNode',
    subject: `${tree}:${id}`,
    after: input,
  })
  return { id }
}

/** Changes what a node is called and what it says; its place stays. */
export function editNode(context: CallContext, input: Edited) {
  return inWorkspace(context.database, context.workspaceId, (tx) => changeNode(tx, context, input))
}

/** The same within a transaction. */
export async function changeNode(tx: WorkspaceTransaction, context: CallContext, input: Edited) {
  const { tree, id } = input
  const { workspaceId } = context
  const { table } = TREE_TABLES[tree]
  const before = await holdNode(tx, workspaceId, tree, id)
  if (input.code !== undefined) await refuseTaken(tx, workspaceId, tree, input.code, id)
  const name = input.name ?? { zh: before.name_zh, en: before.name_en }
  const columns: Record<string, unknown> = {
    code: input.code ?? before.code,
    kind: input.kind ?? before.kind,
    name_zh: name.zh,
    name_en: name.en,
    search_text: searchTextOf([name.zh, name.en, input.code ?? before.code]),
    ...columnsOf(tree, input.attributes),
  }
  const changes = sql.join(
    Object.entries(columns).map(([column, value]) => sql`${sql.ref(column)} = ${value}`),
  )
  await sql`update ${sql.table(table)} set ${changes}
      where workspace_id = ${workspaceId} and ${sql.ref(`${table}_id`)} = ${id}`.execute(tx)
  const past = Object.fromEntries(Object.keys(columns).map((column) => [column, before[column] ?? null]))
  await recordsChanged(tx, context, {
    action: 'records.editNode',
    subject: `${tree}:${id}`,
    before: past,
    after: columns,
  })
  return { id }
}
