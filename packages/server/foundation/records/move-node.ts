import type { TreeName } from '@salesloom/contract'
import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { recordsChanged } from './records-changed.ts'
import {
  holdNode,
  lockTree,
  type NodeNames,
  type NodeRow,
  namesOf,
  type Placement,
  placementsOf,
  TREE_TABLES,
} from './tree-tables.ts'

/** The day from which on a placement holds, and until which it would. */
export function placementOn(placements: readonly Placement[], day: string): Placement | undefined {
  return placements.find(
    ({ valid_from, valid_to }) => valid_from <= day && (valid_to === null || valid_to > day),
  )
}

/** Days from one on, on which the tree above a node changes: a circle could only begin on one of them. */
async function daysOfChange(
  tx: WorkspaceTransaction,
  workspaceId: number,
  tree: TreeName,
  from: string,
  to: string | null,
): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`
    select distinct valid_from as day from ${sql.table(`${TREE_TABLES[tree].table}_placement`)}
    where workspace_id = ${workspaceId} and valid_from > ${from} and (${to}::date is null or valid_from < ${to})
    order by 1`.execute(tx)
  return [from, ...rows.map((row) => row.day)]
}

async function isAbove(
  tx: WorkspaceTransaction,
  workspaceId: number,
  tree: TreeName,
  nodeId: number,
  parentId: number,
  day: string,
): Promise<boolean> {
  const { table } = TREE_TABLES[tree]
  const key = sql.ref(`p.${table}_id`)
  const { rows } = await sql<{ found: boolean }>`
    with recursive up as (
      select ${parentId}::bigint as id
      union
      select p.parent_id from ${sql.table(`${table}_placement`)} p join up on ${key} = up.id
      where p.workspace_id = ${workspaceId} and p.parent_id is not null
        and p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day})
    ) select exists (select 1 from up where id = ${nodeId}) as found`.execute(tx)
  return rows[0]?.found === true
}

/** A parent must be there for as long as the node is to stand below it, and never below the node itself. */
export async function checkParent(
  tx: WorkspaceTransaction,
  workspaceId: number,
  tree: TreeName,
  node: { readonly id: number | null } & NodeNames,
  parentId: number | null,
  span: { readonly from: string; readonly to: string | null },
): Promise<void> {
  if (parentId === null) return
  const parent = await holdNode(tx, workspaceId, tree, parentId)
  const places = await placementsOf(tx, workspaceId, tree, parentId)
  for (const day of await daysOfChange(tx, workspaceId, tree, span.from, span.to)) {
    if (placementOn(places, day) === undefined)
      throw new AppError('treeNotThere', { ...namesOf(parent), day })
    if (node.id !== null && (await isAbove(tx, workspaceId, tree, node.id, parentId, day)))
      throw new AppError('treeCircle', {
        nameZh: node.nameZh,
        nameEn: node.nameEn,
        underZh: parent.name_zh,
        underEn: parent.name_en,
        day,
      })
  }
  const gap = places.find(
    ({ valid_to: to }) => to !== null && to > span.from && placementOn(places, to) === undefined,
  )
  if (gap?.valid_to !== undefined && gap.valid_to !== null && (span.to === null || gap.valid_to < span.to))
    throw new AppError('treeNotThere', { ...namesOf(parent), day: gap.valid_to })
}

async function replace(
  tx: WorkspaceTransaction,
  workspaceId: number,
  tree: TreeName,
  node: NodeRow,
  standing: Placement,
  before: Placement | undefined,
  parentId: number | null,
  from: string,
): Promise<void> {
  const { table } = TREE_TABLES[tree]
  const placements = sql.table(`${table}_placement`)
  const key = sql.ref(`${table}_id`)
  if (standing.valid_from === from && before?.parent_id === parentId) {
    // It stands again where it stood the day before: one placement, as if it had never been moved.
    await sql`delete from ${placements}
      where workspace_id = ${workspaceId} and ${key} = ${node.id} and valid_from = ${from}`.execute(tx)
    await sql`update ${placements} set valid_to = ${standing.valid_to}
      where workspace_id = ${workspaceId} and ${key} = ${node.id} and valid_from = ${before.valid_from}`.execute(
      tx,
    )
    return
  }
  if (standing.valid_from === from) {
    await sql`update ${placements} set parent_id = ${parentId}
      where workspace_id = ${workspaceId} and ${key} = ${node.id} and valid_from = ${from}`.execute(tx)
    return
  }
  await sql`update ${placements} set valid_to = ${from}
    where workspace_id = ${workspaceId} and ${key} = ${node.id} and valid_from = ${standing.valid_from}`.execute(
    tx,
  )
  await sql`insert into ${placements} (workspace_id, ${key}, valid_from, valid_to, parent_id)
    values (${workspaceId}, ${node.id}, ${from}, ${standing.valid_to}, ${parentId})`.execute(tx)
}

type Move = {
  readonly tree: TreeName
  readonly id: number
  readonly parentId: number | null
  readonly from: string
}

/**
 * Puts a node under another parent from a day on. Figures of the days before stay where they were: a later move that
 * is already known is kept.
 */
export function moveNode(context: CallContext, input: Move) {
  return inWorkspace(context.database, context.workspaceId, (tx) => placeNode(tx, context, input))
}

/** The same within a transaction. @returns whether the node stood elsewhere before */
export async function placeNode(tx: WorkspaceTransaction, context: CallContext, input: Move) {
  const { tree, id, parentId, from } = input
  const { workspaceId } = context
  await lockTree(tx, workspaceId, tree)
  const node = await holdNode(tx, workspaceId, tree, id)
  const placements = await placementsOf(tx, workspaceId, tree, id)
  const standing = placementOn(placements, from)
  if (standing === undefined) throw new AppError('treeNotThere', { ...namesOf(node), day: from })
  if (standing.parent_id === parentId) return { id, moved: false, stoodUnder: parentId }
  await checkParent(tx, workspaceId, tree, { id, ...namesOf(node) }, parentId, {
    from,
    to: standing.valid_to,
  })
  const before = placements.find(({ valid_to }) => valid_to === from)
  await replace(tx, workspaceId, tree, node, standing, before, parentId, from)
  await recordsChanged(tx, context, {
    action: 'records.moveNode',
    subject: `${tree}:${id}`,
    before: { parentId: standing.parent_id },
    after: { parentId, from },
  })
  return { id, moved: true, stoodUnder: standing.parent_id }
}
