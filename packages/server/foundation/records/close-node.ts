import type { TreeName } from '@salesloom/contract'
import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { placementOn } from './move-node.ts'
import { countDependants, type Dependant } from './node-dependants.ts'
import { recordsChanged } from './records-changed.ts'
import { holdNode, lockTree, type NodeRow, namesOf, placementsOf, TREE_TABLES } from './tree-tables.ts'

function refuse(node: NodeRow, [first]: readonly Dependant[]): void {
  if (first !== undefined)
    throw new AppError('nodeInUse', { ...namesOf(node), count: first.count, by: first.what })
}

/** What would stand below a node, or hold a position in it, on or after a day. */
async function standingAfter(
  tx: WorkspaceTransaction,
  workspaceId: number,
  tree: TreeName,
  id: number,
  from: string,
): Promise<Dependant[]> {
  const { table } = TREE_TABLES[tree]
  const children = sql<Dependant>`select ${tree} as what, count(distinct ${sql.ref(`${table}_id`)})::int as count
    from ${sql.table(`${table}_placement`)}
    where workspace_id = ${workspaceId} and parent_id = ${id} and (valid_to is null or valid_to > ${from})`
  const people = sql<Dependant>`select 'person' as what, count(*)::int as count from position
    where workspace_id = ${workspaceId} and org_unit_id = ${id} and (valid_to is null or valid_to > ${from})`
  const found = [...(await children.execute(tx)).rows]
  if (tree === 'orgUnit') found.push(...(await people.execute(tx)).rows)
  return found.filter(({ count }) => count > 0)
}

/** Ends a node from a day on. What happened under it keeps it. */
export async function closeNode(context: CallContext, input: { tree: TreeName; id: number; from: string }) {
  const { tree, id, from } = input
  const { workspaceId } = context
  const { table } = TREE_TABLES[tree]
  return inWorkspace(context.database, workspaceId, async (tx) => {
    await lockTree(tx, workspaceId, tree)
    const node = await holdNode(tx, workspaceId, tree, id)
    const standing = placementOn(await placementsOf(tx, workspaceId, tree, id), from)
    if (standing === undefined || standing.valid_from === from)
      throw new AppError('treeNotThere', { ...namesOf(node), day: from })
    refuse(node, await standingAfter(tx, workspaceId, tree, id, from))
    const placements = sql.table(`${table}_placement`)
    const key = sql.ref(`${table}_id`)
    await sql`delete from ${placements} where workspace_id = ${workspaceId} and ${key} = ${id} and valid_from >= ${from}`.execute(
      tx,
    )
    await sql`update ${placements} set valid_to = ${from}
      where workspace_id = ${workspaceId} and ${key} = ${id} and valid_from = ${standing.valid_from}`.execute(
      tx,
    )
    await recordsChanged(tx, context, {
      action: 'records.closeNode',
      subject: `${tree}:${id}`,
      after: { from },
    })
    return { id }
  })
}

/** Removes a node that never had anything to do with anything: everything else is ended, not removed. */
export async function removeNode(context: CallContext, input: { tree: TreeName; id: number }) {
  const { tree, id } = input
  const { workspaceId } = context
  const { table } = TREE_TABLES[tree]
  return inWorkspace(context.database, workspaceId, async (tx) => {
    await lockTree(tx, workspaceId, tree)
    const node = await holdNode(tx, workspaceId, tree, id)
    refuse(node, await countDependants(tx, workspaceId, tree, id))
    for (const name of [
      `${table}_placement`,
      ...(tree === 'product' ? ['product_price', 'product_stage'] : []),
      table,
    ])
      await sql`delete from ${sql.table(name)} where workspace_id = ${workspaceId} and ${sql.ref(`${table}_id`)} = ${id}`.execute(
        tx,
      )
    await recordsChanged(tx, context, {
      action: 'records.removeNode',
      subject: `${tree}:${id}`,
      before: { code: node.code, zh: node.name_zh, en: node.name_en },
    })
    return { id }
  })
}
