import type { DeviationPlace, GapBar, GapWithin } from '@salesloom/contract'
import { findDescendants } from '../../../foundation/trees/index.ts'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { listDeals } from '../funnel/deal-list.ts'
import { type BridgeDeal, readBridgeDeals } from './bridge-deal.store.ts'
import { settingOf } from './ground.ts'
import { memberKeyOf } from './members.ts'
import { slicesOf } from './open-gap.ts'
import { periodOf } from './period.ts'
import { checkPlace } from './place.ts'
import { findLines, readPurchases } from './purchase.store.ts'

export type RowsInput = {
  readonly place: DeviationPlace
  readonly period: string
  readonly bar: GapBar
  readonly side: 'now' | 'before'
  readonly within?: GapWithin | undefined
  readonly page: number
  readonly pageSize: number
}

async function openRows(context: CallContext, { place, period, side }: RowsInput) {
  checkPlace(context, place)
  const setting = await settingOf(context, period.slice(0, 4))
  const slices = slicesOf(place, periodOf(period, setting.calendar), setting)
  return { setting, slices, slice: slices[side], other: slices[side === 'now' ? 'before' : 'now'] }
}

/** Customers that a bar is about: those of both periods, or of one alone; null for bars of all sales. */
function customersOf(bar: GapBar, own: ReadonlySet<string>, other: ReadonlySet<string>): string[] | null {
  if (['otherSales', 'withoutDeal', 'stillToCome'].includes(bar)) return null
  const isAlone = bar === 'newCustomers' || bar === 'lostCustomers'
  return [...own].filter((customer) => other.has(customer) !== isAlone)
}

/** A slice narrowed to a unit or product in which a cause concentrates. */
function narrowed<S extends object>(slice: S, within: GapWithin | undefined): S {
  if (within?.dimension === 'orgUnit') return { ...slice, orgUnitId: Number(within.key) }
  if (within?.dimension === 'product') return { ...slice, productId: Number(within.key) }
  return slice
}

/** The order lines behind a bar, with their sums. */
export async function findGapOrders(context: CallContext, input: RowsInput) {
  const { slice, other } = await openRows(context, input)
  const { bar, within, page, pageSize } = input
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const buyers = async (of: typeof slice) =>
      new Set((await readPurchases(tx, context, of)).map(({ customer }) => customer))
    const customers = customersOf(bar, await buyers(slice), await buyers(other))
    return findLines(tx, context, { slice: narrowed(slice, within), customers, page, pageSize })
  })
}

/** Deals that a bar looks at: what was due, what slipped, what was decided, or what was won. */
function isOfBar(bar: GapBar, { state }: BridgeDeal): boolean {
  if (bar === 'timing') return state === 'open'
  if (bar === 'winRate') return state !== 'open'
  return bar === 'dealSize' || bar === 'price' ? state === 'won' : true
}

/** The deals behind a bar. */
export async function findGapDeals(context: CallContext, input: RowsInput) {
  const { setting, slice, slices } = await openRows(context, input)
  const { bar, within, page, pageSize } = input
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    // What is still to come is due between today and the end of the period.
    const asked =
      bar === 'stillToCome'
        ? { ...slice, from: slice.to, to: periodOf(input.period, setting.calendar).to }
        : slice
    const products =
      within?.dimension === 'product'
        ? await findDescendants(tx, context.workspaceId, 'product', Number(within.key), slices.now.to)
        : []
    const units =
      within?.dimension === 'orgUnit'
        ? await findDescendants(tx, context.workspaceId, 'org_unit', Number(within.key), slices.now.to)
        : []
    const isWithin = (deal: BridgeDeal) => {
      if (within === undefined) return true
      if (within.dimension === 'product') return products.includes(deal.productId ?? 0)
      if (within.dimension === 'orgUnit') return units.includes(deal.unitId ?? 0)
      return deal.state === 'lost' && memberKeyOf(within.dimension, deal) === within.key
    }
    const deals = (await readBridgeDeals(tx, context, asked)).filter(
      (deal) => isWithin(deal) && (bar === 'stillToCome' ? deal.state === 'open' : isOfBar(bar, deal)),
    )
    return listDeals(tx, context, deals, { page, pageSize })
  })
}
