import { type EntryValue, type Field, kindLabel, kindOf, type Locale } from '@salesloom/contract'
import { sql } from 'kysely'
import { readWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { readableFields, todayOf } from '../entries/index.ts'
import { getOrganisation } from '../records/index.ts'
import { findTree, type TreeName, type TreeNodeRow } from '../trees/index.ts'
import { cellOf, columnOf, type ExportedList } from './exported-list.ts'

/** The trees by the name of their list, each with the kind that a file of it is. */
export const TREES = {
  organisation: 'orgUnit',
  regions: 'region',
  products: 'product',
  customerTypes: 'customerType',
} as const
export type TreeList = keyof typeof TREES

export function isTreeList(name: string): name is TreeList {
  return Object.hasOwn(TREES, name)
}

/**
 * Fields of a tree's file. The day from which a row holds is left out: what it says holds from the day on which it comes
 * back, and prices of the past stay.
 */
function fieldsOf(context: CallContext, list: TreeList): readonly Field[] {
  return readableFields(context, kindOf(TREES[list])).filter(({ name }) => name !== 'fromDay')
}

type Details = Readonly<Record<string, EntryValue>>

/** What nodes say of themselves besides their place, by id. */
async function detailsOf(
  tx: WorkspaceTransaction,
  workspaceId: number,
  tree: TreeName,
  fields: readonly Field[],
): Promise<ReadonlyMap<number, Details>> {
  const columns = fields.filter(({ name }) => name !== 'parentCode').map(({ column }) => sql.ref(column))
  const { rows } = await sql<Details & { readonly node_id: number }>`
    select ${sql.ref(`${tree}_id`)} as node_id, ${sql.join(columns)} from ${sql.table(tree)}
    where workspace_id = ${workspaceId}`.execute(tx)
  return new Map(rows.map((row) => [Number(row.node_id), row]))
}

/** Nodes as of today; of the organisation what the caller sees, with the way up to its root. */
async function nodesOf(
  tx: WorkspaceTransaction,
  context: CallContext,
  list: TreeList,
): Promise<readonly TreeNodeRow[]> {
  const tree = kindOf(TREES[list]).table as TreeName
  const nodes = await findTree(tx, context.workspaceId, tree, await todayOf(tx, context))
  if (list !== 'organisation') return nodes
  const seen = new Set((await getOrganisation(context, {})).units.map(({ orgUnitId }) => orgUnitId))
  return nodes.filter(({ id }) => seen.has(id))
}

/** A tree, whole, as of today: every node with the code of its parent, so that the file can come in again. */
export function exportTree(context: CallContext, list: TreeList, locale: Locale): ExportedList {
  const fields = fieldsOf(context, list)
  return {
    name: kindLabel(TREES[list], locale),
    columns: fields.map((field) => columnOf(field, locale)),
    each: async (take) => {
      const { database, workspaceId } = context
      const rows = await readWorkspace(database, workspaceId, async (tx) => {
        const nodes = await nodesOf(tx, context, list)
        const codes = new Map(nodes.map(({ id, code }) => [id, code]))
        const details = await detailsOf(tx, workspaceId, kindOf(TREES[list]).table as TreeName, fields)
        return nodes.map(({ id, parentId }) =>
          fields.map((field) => {
            if (field.name === 'parentCode') return parentId === null ? null : (codes.get(parentId) ?? null)
            return cellOf(field, details.get(id)?.[field.column] ?? null, locale)
          }),
        )
      })
      await take(rows)
    },
  }
}
