import {
  cutDimension,
  type Dimension,
  isLeafMember,
  type MemberInput,
  type PlanPerson,
  positionOf,
} from '@salesloom/engine/allocation'
import { sql } from 'kysely'
import { findTree, type TreeNodeRow } from '../../foundation/trees/index.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'

/** The dimensions of a plan as the trees were on its first day, and the people who carry targets. */
export type PlanDimensions = {
  readonly dimensions: readonly [Dimension, Dimension, Dimension, ...Dimension[]]
  readonly people: readonly PlanPerson[]
}

type PositionRow = { person_id: number; org_unit_id: number; home_region_id: number | null }

function members(tree: readonly TreeNodeRow[], prefix: string): MemberInput[] {
  return tree.map((node) => ({
    key: `${prefix}:${node.id}`,
    parent: node.parentId === null ? null : `${prefix}:${node.parentId}`,
  }))
}

async function findPositions(
  tx: WorkspaceTransaction,
  workspaceId: number,
  day: string,
): Promise<PositionRow[]> {
  const { rows } = await sql<PositionRow>`
    select distinct on (o.person_id) o.person_id, o.org_unit_id, o.home_region_id
    from position o join person p on p.workspace_id = o.workspace_id and p.person_id = o.person_id
    where o.workspace_id = ${workspaceId} and o.carries_target
      and o.valid_from <= ${day} and (o.valid_to is null or o.valid_to > ${day})
    order by o.person_id, o.valid_from desc, o.org_unit_id`.execute(tx)
  return rows
}

/** The leaf that stands for a member: itself, or the first leaf below it; without one the first leaf of all. */
function leafOf(dimension: Dimension, key: string | null): string {
  const start = key === null ? 0 : Math.max(0, positionOf(dimension, key))
  for (let position = start; position < dimension.keys.length; position++) {
    if (isLeafMember(dimension, position)) return dimension.keys[position] ?? ''
  }
  return dimension.keys.at(-1) ?? ''
}

function planPeople(positions: readonly PositionRow[], regions: Dimension): PlanPerson[] {
  return positions.map((position) => ({
    key: `person:${position.person_id}`,
    homeRegion: saleRegion(regions, position.home_region_id),
    peers: positions
      .filter((other) => other.org_unit_id === position.org_unit_id && other.person_id !== position.person_id)
      .map((other) => `person:${other.person_id}`),
  }))
}

/**
 * Reads the trees of a day and cuts them for planning: units with their people, regions, product categories, and where
 * asked for the types of customers.
 */
export async function loadPlanDimensions(
  tx: WorkspaceTransaction,
  workspaceId: number,
  day: string,
  withCustomerTypes = false,
): Promise<PlanDimensions> {
  const positions = await findPositions(tx, workspaceId, day)
  const units = members(await findTree(tx, workspaceId, 'org_unit', day), 'orgUnit')
  const people = positions.map((p) => ({ key: `person:${p.person_id}`, parent: `orgUnit:${p.org_unit_id}` }))
  const products = await findTree(tx, workspaceId, 'product', day)
  const organisation = cutDimension('organisation', [...people, ...units])
  const region = cutDimension('region', members(await findTree(tx, workspaceId, 'region', day), 'region'))
  const product = cutDimension(
    'product',
    members(
      products.filter((node) => node.level === 0),
      'product',
    ),
  )
  const types = withCustomerTypes ? await findTree(tx, workspaceId, 'customer_type', day) : []
  const more = types.length === 0 ? [] : [cutDimension('customerType', members(types, 'customerType'))]
  return { dimensions: [organisation, region, product, ...more], people: planPeople(positions, region) }
}

/** The leaf region of a sale: its own where that is a leaf of the plan, else the first leaf below it. */
export function saleRegion(regions: Dimension, regionId: number | null): string {
  return leafOf(regions, regionId === null ? null : `region:${regionId}`)
}

/** The leaf type of a sale's customer. */
export function saleCustomerType(types: Dimension, typeId: number | null): string {
  return leafOf(types, typeId === null ? null : `customerType:${typeId}`)
}
