import type { Why } from '@salesloom/contract'
import { findTree } from '../../../foundation/trees/index.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { BridgeDeal } from './bridge-deal.store.ts'
import { type Dimension, memberKeyOf, namesOf } from './members.ts'
import { type Bridge, driversOf, effectsOf, type Gap } from './open-gap.ts'

type Source = NonNullable<Why['source']>
type Lens = Source['lens']
type Found = { readonly lens: Lens; readonly bar: Source['bar']; readonly amount: number }
type Part = { readonly dimension: Dimension; readonly key: string; readonly amount: number }

/** Drivers of each lens that become first whys, and members below each of them. */
const [DRIVERS_EACH, MEMBERS_EACH] = [2, 3]
/** Share of what happened that a driver makes to be worth a why, and of a driver that a member makes to be where it lies. */
const [LEAST_DRIVER, LEAST_MEMBER] = [0.1, 0.35]
/** What is left over is no cause. */
const LEFT_OVER = ['otherSales', 'withoutDeal']

/** The largest drivers of a lens that pull the way the gap goes. */
function drivers(lens: Lens, steps: Bridge['orders'] | Bridge['deals'], sign: number): Found[] {
  const pulling = steps.filter(({ bar, amount }) => !LEFT_OVER.includes(bar) && amount * sign > 0)
  const whole = pulling.reduce((sum, { amount }) => sum + Math.abs(amount), 0)
  return pulling
    .filter(({ amount }) => Math.abs(amount) >= LEAST_DRIVER * whole)
    .toSorted((a, b) => Math.abs(b.amount) - Math.abs(a.amount))
    .slice(0, DRIVERS_EACH)
    .map(({ bar, amount }) => ({ lens, bar, amount }))
}

/** The unit directly below another through which each unit hangs. */
async function childOf(tx: WorkspaceTransaction, workspaceId: number, unitId: number, day: string) {
  const through = new Map<number, number>()
  for (const { id, parentId } of await findTree(tx, workspaceId, 'org_unit', day)) {
    const above = parentId === null ? undefined : through.get(parentId)
    if (parentId === unitId) through.set(id, id)
    else if (above !== undefined) through.set(id, above)
  }
  return through
}

type Keys = { readonly ofUnit: ReadonlyMap<number, number>; readonly lineOf: Gap['lineOf'] }
type Row = { readonly unitId: number | null; readonly productId: number | null }

function keyOf(dimension: 'orgUnit' | 'product', { ofUnit, lineOf }: Keys, row: Row): string | null {
  const id = dimension === 'orgUnit' ? ofUnit.get(row.unitId ?? 0) : lineOf.get(row.productId ?? 0)
  return id === undefined ? null : String(id)
}

/** The rows of a gap by a member; customers stay those of the whole, so that the bars mean the same. */
function dividedGaps(gap: Gap, dimension: 'orgUnit' | 'product', keys: Keys): Map<string, Gap> {
  const names = new Set<string>()
  const groups = <R extends Row>(rows: readonly R[]) => {
    const found = Map.groupBy(rows, (row) => keyOf(dimension, keys, row) ?? '')
    for (const name of found.keys()) if (name !== '') names.add(name)
    return (name: string) => found.get(name) ?? []
  }
  const had = new Set(gap.purchases.before.map(({ customer }) => customer))
  const have = new Set(gap.purchases.now.map(({ customer }) => customer))
  const kept = (customer: string) => had.has(customer) && have.has(customer)
  // Customers of both periods count as one, so none of them is new or lost to a part of the business alone.
  const merged = (rows: Gap['purchases']['now']) =>
    rows.map((row) => (kept(row.customer) ? { ...row, customer: 'kept' } : row))
  const [now, before] = [groups(merged(gap.purchases.now)), groups(merged(gap.purchases.before))]
  const [dealsNow, dealsBefore] = [groups(gap.deals.now), groups(gap.deals.before)]
  return new Map(
    [...names].map((name) => [
      name,
      {
        ...gap,
        purchases: { now: now(name), before: before(name) },
        deals: { now: dealsNow(name), before: dealsBefore(name) },
      },
    ]),
  )
}

function barOf(gap: Gap, { lens, bar }: Found): number {
  const parts = (lens === 'orders' ? effectsOf(gap) : driversOf(gap)) as Readonly<Record<string, number>>
  return parts[bar] ?? 0
}

const LOSS_DIMENSIONS = ['lossReason', 'competitor', 'stage'] as const

/** What more was lost than before, by what is said of it. */
function lossParts({ deals }: Gap): Part[] {
  const lostBy = (rows: readonly BridgeDeal[], dimension: Dimension) => {
    const amounts = new Map<string, number>()
    for (const deal of rows) {
      const key = deal.state === 'lost' ? memberKeyOf(dimension, deal) : null
      if (key !== null) amounts.set(key, (amounts.get(key) ?? 0) + deal.amount)
    }
    return amounts
  }
  return LOSS_DIMENSIONS.flatMap((dimension) => {
    const [now, before] = [lostBy(deals.now, dimension), lostBy(deals.before, dimension)]
    const keys = [...new Set([...now.keys(), ...before.keys()])]
    const parts = keys.map((key) => ({
      dimension,
      key,
      amount: (before.get(key) ?? 0) - (now.get(key) ?? 0),
    }))
    return parts.toSorted((a, b) => a.amount - b.amount).slice(0, 1)
  })
}

/** Where a driver lies: members that make much of it, the largest first. */
function membersOf(
  gap: Gap,
  found: Found,
  divided: ReadonlyMap<'orgUnit' | 'product', Map<string, Gap>>,
): Part[] {
  const sign = Math.sign(found.amount)
  const parts = [...divided].flatMap(([dimension, groups]) =>
    groups.size < 2 ? [] : [...groups].map(([key, own]) => ({ dimension, key, amount: barOf(own, found) })),
  )
  const large = parts.filter(
    ({ amount }) => amount * sign > 0 && Math.abs(amount) >= LEAST_MEMBER * Math.abs(found.amount),
  )
  const losses = found.bar === 'winRate' && sign < 0 ? lossParts(gap).filter(({ amount }) => amount < 0) : []
  const ordered = large.toSorted((a, b) => Math.abs(b.amount) - Math.abs(a.amount))
  return [...ordered.slice(0, MEMBERS_EACH), ...losses]
}

const bare = { text: '', links: [], agreed: null }

/**
 * The first whys of a deviation: of each lens the drivers that pull most, each with the slice that shows it, and below each
 * the members (unit, product line; of the win rate also reason, competitor and stage) where it concentrates.
 */
export async function draftWhys(
  tx: WorkspaceTransaction,
  workspaceId: number,
  gap: Gap,
  { bridge, sign }: { readonly bridge: Bridge; readonly sign: number },
): Promise<Why[]> {
  const { orgUnitId, to } = gap.slices.now
  const ofUnit =
    orgUnitId === undefined ? new Map<number, number>() : await childOf(tx, workspaceId, orgUnitId, to)
  const keys = { ofUnit, lineOf: gap.lineOf }
  const divided = new Map(
    (['orgUnit', 'product'] as const).map((dimension) => [dimension, dividedGaps(gap, dimension, keys)]),
  )
  const first = [...drivers('orders', bridge.orders, sign), ...drivers('deals', bridge.deals, sign)]
  const whys: Why[] = []
  for (const found of first.toSorted((a, b) => Math.abs(b.amount) - Math.abs(a.amount))) {
    const key = `${found.lens}-${found.bar.toLowerCase()}`
    whys.push({
      ...bare,
      key,
      parent: null,
      kind: 'driver',
      source: { ...found, dimension: null, member: null },
    })
    for (const [i, part] of membersOf(gap, found, divided).entries()) {
      const nameOf = await namesOf(tx, workspaceId, part.dimension, [part.key])
      const { dimension, amount } = part
      const member = { key: part.key, name: nameOf(part.key) }
      const source = { lens: found.lens, bar: found.bar, dimension, member, amount }
      whys.push({ ...bare, key: `${key}-${i + 1}`, parent: key, kind: 'member', source })
    }
  }
  return whys
}
