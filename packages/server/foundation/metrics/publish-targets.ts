import { type RawBuilder, sql } from 'kysely'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'

/** An approved target of a person, place and product for some days, as exact ledger text. */
export type TargetCell = {
  readonly from: string
  readonly to: string
  readonly personId: number | null
  readonly regionId: number | null
  readonly productId: number | null
  readonly amount: string
}

/** The plan and metric that targets are of. */
export type Targeted = { readonly planId: number; readonly channel: string; readonly metric: string }

/** What one node of a plan's organisation received, over everybody below it; `lastPosition` is the last of them. */
export type TargetLayer = {
  readonly position: number
  readonly lastPosition: number
  readonly orgUnitId: number | null
  readonly personId: number | null
  /** another one where the cells are others */
  readonly digest: string
  readonly cells: () => readonly TargetCell[]
}

const AT_ONCE = 5_000

/**
 * The unit that a person's target belongs to on a day. Where somebody has left, it stays with the unit that they left, and
 * where somebody comes later, it is with the unit they come to: a target that no unit has would be missing below the company.
 */
function unitOn(workspaceId: number, person: RawBuilder<unknown>, day: RawBuilder<unknown>) {
  return sql`(select p.org_unit_id from position p where p.workspace_id = ${workspaceId} and p.person_id = ${person}
    order by (p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day})) desc, p.valid_from <= ${day} desc,
      abs(p.valid_from - ${day}), p.org_unit_id limit 1)`
}

async function insertCells(
  tx: WorkspaceTransaction,
  workspaceId: number,
  { planId, channel, metric }: Targeted,
  cells: readonly TargetCell[],
  layer: number | null,
): Promise<void> {
  for (let start = 0; start < cells.length; start += AT_ONCE) {
    const some = cells.slice(start, start + AT_ONCE)
    const column = <K extends keyof TargetCell>(name: K) => some.map((cell) => cell[name])
    await sql`insert into metric_target (workspace_id, metric, plan_id, channel, from_day, until_day, person_id,
        org_unit_id, region_id, product_id, amount, layer)
      select ${workspaceId}, ${metric}, ${planId}, ${channel}, c.from_day, c.until_day, c.person_id,
        ${unitOn(workspaceId, sql`c.person_id`, sql`c.from_day`)}, c.region_id, c.product_id, c.amount, ${layer}::int
      from unnest(${column('from')}::date[], ${column('to')}::date[], ${column('personId')}::bigint[],
        ${column('regionId')}::bigint[], ${column('productId')}::bigint[], ${column('amount')}::numeric[])
        c (from_day, until_day, person_id, region_id, product_id, amount)`.execute(tx)
  }
}

/**
 * Makes some cells the approved targets of a plan, instead of those it had: what metrics are compared with. The unit of
 * a target is the one that its person belongs to on the first day, or that they left or come to. Layers that the plan had go.
 */
export async function publishTargets(
  tx: WorkspaceTransaction,
  workspaceId: number,
  plan: Targeted,
  cells: readonly TargetCell[],
): Promise<void> {
  for (const table of ['metric_target', 'metric_target_layer'])
    await sql`delete from ${sql.table(table)} where workspace_id = ${workspaceId} and plan_id = ${plan.planId}
      and metric = ${plan.metric}`.execute(tx)
  await insertCells(tx, workspaceId, plan, cells, null)
}

/** Takes layers away whose cells are not what they were, or that are no more. @returns those that stay */
async function removeOld(
  tx: WorkspaceTransaction,
  workspaceId: number,
  { planId, metric }: Targeted,
  layers: readonly TargetLayer[],
): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{
    position: number
    digest: string
  }>`select position, digest from metric_target_layer
    where workspace_id = ${workspaceId} and plan_id = ${planId} and metric = ${metric}`.execute(tx)
  const known = new Map(rows.map(({ position, digest }) => [position, digest]))
  const kept = layers.filter(({ position, digest }) => known.get(position) === digest)
  const positions = new Set(kept.map(({ position }) => position))
  const gone = rows.map(({ position }) => position).filter((position) => !positions.has(position))
  for (const [table, column] of [
    ['metric_target', 'layer'],
    ['metric_target_layer', 'position'],
  ] as const)
    await sql`delete from ${sql.table(table)} where workspace_id = ${workspaceId} and plan_id = ${planId}
      and metric = ${metric} and ${sql.ref(column)} = any(${gone}::int[])`.execute(tx)
  return positions
}

/** Makes some layers what those of a plan's levels see who do not see its own targets; layers that stay are not written. */
export async function publishLayers(
  tx: WorkspaceTransaction,
  workspaceId: number,
  plan: Targeted,
  layers: readonly TargetLayer[],
): Promise<void> {
  const { planId, metric } = plan
  const kept = await removeOld(tx, workspaceId, plan, layers)
  for (const layer of layers.filter(({ position }) => !kept.has(position))) {
    await sql`insert into metric_target_layer (workspace_id, plan_id, metric, position, last_position, org_unit_id,
        person_id, digest)
      values (${workspaceId}, ${planId}, ${metric}, ${layer.position}, ${layer.lastPosition}, ${layer.orgUnitId},
        ${layer.personId}, ${layer.digest})`.execute(tx)
    await insertCells(tx, workspaceId, plan, layer.cells(), layer.position)
  }
}
