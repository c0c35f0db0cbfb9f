import type { FunnelDivision } from '@salesloom/contract'
import { findTree, type TreeName } from '../../../foundation/trees/index.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import { loadMemberNames } from '../../1-targets/index.ts'
import type { FunnelDeal } from './deal.store.ts'
import type { Bilingual } from './pipeline.store.ts'

export type Member = { readonly id: number | null; readonly code: string; readonly name: Bilingual }

/** Deals in groups: the group of each deal, −1 for none, and who the groups are. */
export type Division = { readonly groupOf: Int32Array; readonly members: readonly Member[] }

const TREES: Partial<Record<FunnelDivision, TreeName>> = {
  orgUnit: 'org_unit',
  product: 'product',
  customerType: 'customer_type',
}

const COLUMN = {
  orgUnit: 'unitId',
  person: 'personId',
  product: 'productId',
  customerType: 'customerTypeId',
  medium: 'medium',
} as const satisfies Record<FunnelDivision, keyof FunnelDeal>

/** Ids from the top of a tree down to each node. */
async function pathsInTree(
  tx: WorkspaceTransaction,
  workspaceId: number,
  tree: TreeName,
  day: string,
): Promise<Map<number, number[]>> {
  const paths = new Map<number, number[]>()
  for (const { id, parentId } of await findTree(tx, workspaceId, tree, day))
    paths.set(id, [...(parentId === null ? [] : (paths.get(parentId) ?? [])), id])
  return paths
}

/** How far the paths of all deals are the same: below that they part. */
function sharedLength(paths: readonly (readonly number[])[]): number {
  const [first] = paths
  if (first === undefined) return 0
  const parting = first.findIndex((id, at) => paths.some((path) => path[at] !== id))
  return parting < 0 ? first.length : parting
}

/**
 * Puts deals into the groups of the level on which they first part: areas where they are of the whole company, teams
 * where they are of one area. A deal that belongs to the node above itself is in a group of that node.
 */
function keysInTree(
  deals: readonly FunnelDeal[],
  column: 'unitId' | 'productId' | 'customerTypeId',
  paths: ReadonlyMap<number, readonly number[]>,
): (number | null)[] {
  const found = deals.map((deal) => paths.get(deal[column] ?? 0) ?? null)
  const shared = sharedLength(found.filter((path) => path !== null))
  return found.map((path) => (path === null ? null : (path[shared] ?? path.at(-1) ?? null)))
}

/** Divides deals by a property of theirs. Trees are those of a day. */
export async function divideDeals(
  tx: WorkspaceTransaction,
  workspaceId: number,
  deals: readonly FunnelDeal[],
  by: FunnelDivision,
  day: string,
): Promise<Division> {
  const tree = TREES[by]
  const column = COLUMN[by]
  const keys =
    tree !== undefined && column !== 'personId' && column !== 'medium'
      ? keysInTree(deals, column, await pathsInTree(tx, workspaceId, tree, day))
      : deals.map((deal) => deal[column])
  const nameOf = await loadMemberNames(tx, workspaceId)
  const places = new Map<number | string, number>()
  const groupOf = Int32Array.from(keys, (key) => {
    if (key === null) return -1
    if (!places.has(key)) places.set(key, places.size)
    return places.get(key) as number
  })
  const members = [...places.keys()].map((key): Member => {
    if (typeof key === 'string') return { id: null, code: key, name: { zh: key, en: key } }
    return { id: key, code: String(key), name: nameOf(`${by}:${key}`) }
  })
  return { groupOf, members }
}
