import { sql } from 'kysely'
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

const AT_ONCE = 5_000

/**
 * Makes some cells the approved targets of a plan, instead of those it had: what metrics are compared with. The unit of
 * a target is the one that its person belongs to on the first day.
 */
export async function publishTargets(
  tx: WorkspaceTransaction,
  workspaceId: number,
  plan: { readonly planId: number; readonly channel: string; readonly metric: string },
  cells: readonly TargetCell[],
): Promise<void> {
  const { planId, channel, metric } = plan
  await sql`delete from metric_target where workspace_id = ${workspaceId} and plan_id = ${planId}
    and metric = ${metric}`.execute(tx)
  for (let start = 0; start < cells.length; start += AT_ONCE) {
    const some = cells.slice(start, start + AT_ONCE)
    const column = <K extends keyof TargetCell>(name: K) => some.map((cell) => cell[name])
    await sql`insert into metric_target (workspace_id, metric, plan_id, channel, from_day, until_day, person_id,
        org_unit_id, region_id, product_id, amount)
      select ${workspaceId}, ${metric}, ${planId}, ${channel}, c.from_day, c.until_day, c.person_id,
        (select p.org_unit_id from position p where p.workspace_id = ${workspaceId} and p.person_id = c.person_id
          and p.valid_from <= c.from_day and (p.valid_to is null or p.valid_to > c.from_day)
          order by p.valid_from desc limit 1), c.region_id, c.product_id, c.amount
      from unnest(${column('from')}::date[], ${column('to')}::date[], ${column('personId')}::bigint[],
        ${column('regionId')}::bigint[], ${column('productId')}::bigint[], ${column('amount')}::numeric[])
        c (from_day, until_day, person_id, region_id, product_id, amount)`.execute(tx)
  }
}
