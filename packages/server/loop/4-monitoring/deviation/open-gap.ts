import type { DeviationPlace, Slice } from '@salesloom/contract'
import { yearEarlier } from '@salesloom/engine/calendar'
import { gapBridge } from '@salesloom/engine/deviation'
import {
  computeDriverBridge,
  computePriceVolumeMix,
  DRIVERS,
  type DriverBridge,
  type PriceVolumeMix,
  type SegmentDeals,
} from '@salesloom/engine/variance'
import { computeMetric } from '../../../foundation/metrics/index.ts'
import { findTree } from '../../../foundation/trees/index.ts'
import { readWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { type BridgeDeal, readBridgeDeals } from './bridge-deal.store.ts'
import { METRIC, type Setting } from './ground.ts'
import type { Period } from './period.ts'
import type { Projected } from './projection.ts'
import { readPurchases, type UnitPurchase } from './purchase.store.ts'

/** The period as far as it has come, and the same days a year earlier. */
export type GapSlices = { readonly now: Slice; readonly before: Slice; readonly wholeBefore: Slice }

/** The rows of both periods that the bars are made of. */
export type Gap = {
  readonly slices: GapSlices
  readonly purchases: { readonly now: readonly UnitPurchase[]; readonly before: readonly UnitPurchase[] }
  readonly deals: { readonly now: readonly BridgeDeal[]; readonly before: readonly BridgeDeal[] }
  /** the product line of each product, the segments of the deals */
  readonly lineOf: ReadonlyMap<number, number>
}

/** The days of a gap. */
export function slicesOf(place: DeviationPlace, period: Period, setting: Setting): GapSlices {
  const { channel, asOf, calendar } = setting
  const part = { ...place, ...(channel === null ? {} : { channel }) }
  const to = asOf < period.to ? asOf : period.to
  const earlier = (day: string) => yearEarlier(day, calendar)
  return {
    now: { ...part, from: period.from, to },
    before: { ...part, from: earlier(period.from), to: earlier(to) },
    wholeBefore: { ...part, from: earlier(period.from), to: earlier(period.to) },
  }
}

/** Each product with the top of its tree. */
async function productLines(tx: WorkspaceTransaction, workspaceId: number, day: string) {
  const lines = new Map<number, number>()
  for (const { id, parentId } of await findTree(tx, workspaceId, 'product', day))
    lines.set(id, parentId === null ? id : (lines.get(parentId) ?? id))
  return lines
}

/** Reads the rows of a gap that a caller may see. */
export async function openGap(
  context: CallContext,
  place: DeviationPlace,
  period: Period,
  setting: Setting,
): Promise<Gap> {
  const slices = slicesOf(place, period, setting)
  return readWorkspace(context.database, context.workspaceId, async (tx) => ({
    slices,
    purchases: {
      now: await readPurchases(tx, context, slices.now),
      before: await readPurchases(tx, context, slices.before),
    },
    deals: {
      now: await readBridgeDeals(tx, context, slices.now),
      before: await readBridgeDeals(tx, context, slices.before),
    },
    lineOf: await productLines(tx, context.workspaceId, slices.now.to),
  }))
}

const NO_LINE = 0

/** Deals by product line, as the bridge of drivers takes them. */
export function segmentsOf(deals: readonly BridgeDeal[], lineOf: Gap['lineOf']): SegmentDeals[] {
  const keyOf = ({ productId }: BridgeDeal) => String(lineOf.get(productId ?? NO_LINE) ?? NO_LINE)
  return [...Map.groupBy(deals, keyOf)].map(([segment, own]) => {
    const won = own.filter(({ state }) => state === 'won')
    const sum = (pick: (deal: BridgeDeal) => number) => won.reduce((total, deal) => total + pick(deal), 0)
    return {
      segment,
      due: own.length,
      closed: own.filter(({ state }) => state !== 'open').length,
      won: won.length,
      listAmount: sum(({ listAmount }) => listAmount),
      amount: sum(({ amount }) => amount),
    }
  })
}

/** Why deals brought another amount than a year earlier. */
export function driversOf({ deals, lineOf }: Pick<Gap, 'deals' | 'lineOf'>): DriverBridge {
  return computeDriverBridge(segmentsOf(deals.before, lineOf), segmentsOf(deals.now, lineOf))
}

/** Why order lines brought another amount than a year earlier. */
export function effectsOf({ purchases }: Pick<Gap, 'purchases'>): PriceVolumeMix {
  return computePriceVolumeMix(purchases.before, purchases.now)
}

async function salesOf(context: CallContext, slice: Slice): Promise<number> {
  return (await computeMetric(context, { metric: METRIC, slice })).total.numerator
}

/**
 * A projection whose actual is added exactly and rounded once: what was added from months and units that were rounded each may
 * be some cents off. What is still to come stays.
 */
export async function exactly(
  context: CallContext,
  { actual, outlook, ...projected }: Projected,
  place: DeviationPlace,
  period: Period,
  setting: Setting,
): Promise<Projected> {
  const exact = await salesOf(context, slicesOf(place, period, setting).now)
  return { ...projected, actual: exact, outlook: { ...outlook, centre: outlook.centre + exact - actual } }
}

type Ends = { readonly target: number; readonly actual: number; readonly projection: number }

/**
 * The bridge from target to projection, split over order lines and over deals; each way adds up exactly. What the metric
 * counts and the rows do not explain (amounts rounded apart) stands as a bar of its own.
 */
export async function bridgeOf(context: CallContext, gap: Gap, { target, actual, projection }: Ends) {
  const { now, before, wholeBefore } = gap.slices
  const [reference, referenceToDate] = [await salesOf(context, wholeBefore), await salesOf(context, before)]
  const whole = gapBridge({ target, reference, referenceToDate, actualToDate: actual, projection })
  const effects = effectsOf(gap)
  const drivers = driversOf(gap)
  const { difference, ...parts } = effects
  return {
    target,
    reference,
    beyondReference: whole.beyondReference,
    orders: [
      ...(['price', 'volume', 'mix', 'newCustomers', 'lostCustomers'] as const).map((bar) => ({
        bar,
        amount: parts[bar],
      })),
      { bar: 'otherSales' as const, amount: whole.happened - difference },
    ],
    deals: [
      ...DRIVERS.map((bar) => ({ bar, amount: drivers[bar] })),
      { bar: 'withoutDeal' as const, amount: whole.happened - drivers.difference },
    ],
    stillToCome: whole.stillToCome,
    projection,
    now: { from: now.from, to: now.to },
    before: { from: before.from, to: before.to },
  }
}

export type Bridge = Awaited<ReturnType<typeof bridgeOf>>
