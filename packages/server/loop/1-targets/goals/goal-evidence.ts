import type { GoalSlice } from '@salesloom/contract'
import { sql } from 'kysely'
import { mayReadField } from '../../../foundation/access/index.ts'
import { computeMetric } from '../../../foundation/metrics/index.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { type Days, type Measured, yearEarlier } from './measure-goal.ts'

/** Metrics whose target says which share of the market it takes. */
const SHARES_A_MARKET = ['sales', 'netSales']

export type ImpliedShare = { readonly now: number | null; readonly implied: number; readonly market: number }

/** The market's size in some days, by region and product; null where nobody estimated it. */
async function marketOf(context: CallContext, slice: GoalSlice, days: Days) {
  const { total } = await computeMetric(context, { metric: 'marketShare', slice: { ...slice, ...days } })
  return total.denominator === null || total.denominator <= 0
    ? null
    : { size: total.denominator, share: total.value }
}

/**
 * Which share of its market a sales target would be, beside last year's. The size of the same days is taken where it is
 * known, else last year's.
 */
export async function impliedShare(
  context: CallContext,
  { metric, slice, period }: Measured,
  target: number,
): Promise<ImpliedShare | null> {
  const { regionId, productId, ...rest } = slice
  if (!SHARES_A_MARKET.includes(metric.code) || Object.values(rest).some((part) => part !== undefined))
    return null
  const within = {
    ...(regionId === undefined ? {} : { regionId }),
    ...(productId === undefined ? {} : { productId }),
  }
  const before = await marketOf(context, within, yearEarlier(period))
  const market = (await marketOf(context, within, period)) ?? before
  if (market === null) return null
  return { now: before?.share ?? null, implied: target / market.size, market: market.size }
}

export type MarginMix = { readonly own: number; readonly whole: number }

/** The gross margin of what the goal sells beside that of everything: whether more of it lifts the mix. */
export async function marginMix(
  context: CallContext,
  { metric, slice }: Measured,
  days: Days,
): Promise<MarginMix | null> {
  const { productId, regionId } = slice
  const sells = ['sales', 'netSales', 'units', 'orders', 'wonAmount'].includes(metric.code)
  if (!sells || !mayReadField(context, 'margin') || (productId === undefined && regionId === undefined))
    return null
  const marginOf = async (narrowed: GoalSlice) =>
    (await computeMetric(context, { metric: 'grossMargin', slice: { ...narrowed, ...days } })).total.value
  const [own, whole] = [await marginOf(slice), await marginOf({})]
  return own === null || whole === null ? null : { own, whole }
}

export type Objective = {
  readonly objectiveId: number
  readonly zh: string
  readonly en: string
  readonly from: string
  readonly until: string
}

/** Objectives of the strategy tree that run on a day. */
export async function findObjectives(
  tx: WorkspaceTransaction,
  workspaceId: number,
  day: string,
): Promise<Objective[]> {
  const { rows } = await sql<Objective>`
    select objective_id as "objectiveId", name_zh as zh, coalesce(name_en, name_zh) as en, from_day as "from", until_day as until
    from objective where workspace_id = ${workspaceId} and removed_at is null and until_day >= ${day}
    order by parent_id nulls first, objective_id limit 100`.execute(tx)
  return rows
}
