import {
  combinationKeys,
  cutDimension,
  type Dimension,
  isLeafMember,
  type PlanShape,
  positionOf,
  shapePlan,
} from '@salesloom/engine/allocation'
import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'

type Days = { readonly from: string; readonly to: string }

/** The unit that each of some people belonged to last within some days, as member keys. */
async function unitsOf(
  tx: WorkspaceTransaction,
  workspaceId: number,
  personIds: readonly number[],
  { from, to }: Days,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ person: number; unit: number }>`
    select distinct on (person_id) person_id as person, org_unit_id as unit from position
    where workspace_id = ${workspaceId} and person_id = any(${[...personIds]}::bigint[])
      and valid_from <= ${to} and (valid_to is null or valid_to > ${from})
    order by person_id, carries_target desc, valid_from desc, org_unit_id`.execute(tx)
  return new Map(rows.map(({ person, unit }) => [`person:${person}`, `orgUnit:${unit}`]))
}

/** The organisation of a plan with more people below its units. */
function withPeople(organisation: Dimension, units: ReadonlyMap<string, string>): Dimension {
  const { name, keys, parents } = organisation
  const members = keys.map((key, at) => ({ key, parent: keys[parents[at] ?? -1] ?? null }))
  const people = [...units].map(([key, parent]) => ({ key, parent }))
  return cutDimension(name, [...members, ...people])
}

/**
 * A plan's shape with those who sold without being in it: each stands below the unit that they belonged to, without a
 * target of their own, so that the unit's figure is all that was sold in it. Who belongs to no unit of the plan that has
 * people below it stays outside.
 * @param sellers member keys of people who sold
 */
export async function withSellersOutside(
  tx: WorkspaceTransaction,
  workspaceId: number,
  shape: PlanShape,
  sellers: ReadonlySet<string>,
  days: Days,
): Promise<PlanShape> {
  const [organisation, ...others] = shape.dimensions
  if (organisation === undefined) return shape
  const unknown = [...sellers].filter((key) => positionOf(organisation, key) < 0)
  const ids = unknown.map((key) => Number(key.slice('person:'.length))).filter((id) => id > 0)
  if (ids.length === 0) return shape
  const units = [...(await unitsOf(tx, workspaceId, ids, days))].filter(([, unit]) => {
    const at = positionOf(organisation, unit)
    return at >= 0 && !isLeafMember(organisation, at)
  })
  if (units.length === 0) return shape
  const wider = withPeople(organisation, new Map(units))
  return shapePlan([wider, ...others], combinationKeys(shape), shape.months)
}
