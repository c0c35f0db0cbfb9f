import { addOrder } from './cash.ts'
import { type Contract, contractsOf } from './contracts.ts'
import { type Book, bookOf, partnerBookOf } from './customers.ts'
import { addDeal } from './deal-rows.ts'
import { dealsOf } from './deals.ts'
import { addFieldWork } from './field-work.ts'
import { addOtherLeads } from './leads.ts'
import { addCampaigns, addMarket, addPartners, addSurveys } from './market.ts'
import { ordersOf, type Wanted } from './orders.ts'
import { type Organisation, organisationOf, type Seller } from './organisation.ts'
import { addRecords } from './records.ts'
import { CURRENCY, credit, type Scene } from './scene.ts'
import { type Batch, Draft, date, money, taxWithin } from './tables.ts'
import { type Targets, targetsOf } from './targets.ts'
import { PAST_QUARTERS, type Timeline, timelineOf } from './timeline.ts'

export type SampleOptions = {
  readonly seed: number
  /** the day that it is: nothing has happened after it, and the current quarter is the one around it */
  readonly day: string
  /** how many times as many customers, deals and orders */
  readonly scale: number
}

export const SEED = 4_600
const BOOK_SIZE = 24
const PARTNER_BOOK_SIZE = 18
/** What a channel manager's distributors order in a quarter, cents. */
const PARTNER_CAPACITY = 500_000_000
export const LARGEST_SCALE = 1_000

type World = Scene & { readonly taken: Set<string>; readonly targets: Targets }

function addContract(
  scene: Scene,
  book: Book,
  contract: Contract,
  number: number,
  links: { renews: number | null; opportunity: number | null },
): void {
  const { today } = scene.timeline
  const known = contract.lapsed !== null && contract.lapsed <= today
  scene.draft.add(
    'contract',
    known ? (contract.lapsed ?? today) : contract.signed,
    {
      ...credit(scene, book, contract.customer, contract.signed),
      opportunity_id: links.opportunity,
      renews_id: links.renews,
      number: `HT${date(contract.signed).slice(0, 4)}-${String(number).padStart(6, '0')}`,
      day: date(contract.signed),
      from_day: date(contract.from),
      until_day: date(contract.until),
      amount: money(contract.amount),
      currency: CURRENCY,
      tax_amount: money(taxWithin(contract.amount)),
      lapsed_on: known ? date(contract.lapsed ?? today) : null,
    },
    number,
  )
}

/** Deals, contracts, orders and what followed from them, of one book. */
function addTrade(world: World, book: Book, wanted: Wanted): void {
  const { seed, timeline, draft } = world
  const orders = ordersOf(seed, book, timeline, wanted)
  const contracts = contractsOf(seed, book, orders, timeline)
  const opportunityOf = new Map<Contract, number>()
  const deals = dealsOf(seed, book, contracts, timeline)
    .filter(({ entered }) => (entered[0] ?? 0) <= timeline.today)
    .map((deal, i) => {
      const number = addDeal(world, book, deal, i)
      if (deal.contract !== null) opportunityOf.set(deal.contract, number)
      return [deal, number] as const
    })
  const numberOf = new Map<Contract, number>()
  let position = 0
  for (const contract of contracts.filter(({ signed }) => signed <= timeline.today)) {
    const number = draft.number('contract')
    numberOf.set(contract, number)
    const opportunity = opportunityOf.get(contract) ?? null
    const renews = contract.renews === null ? null : (numberOf.get(contract.renews) ?? null)
    addContract(world, book, contract, number, { renews, opportunity })
    for (const order of contract.orders.filter(({ day }) => day <= timeline.today))
      addOrder(world, book, order, { contract: number, opportunity, signed: contract.signed }, position++)
  }
  addFieldWork(
    world,
    book,
    deals,
    book.number <= world.organisation.sellers.length + world.organisation.channelManagers.length,
  )
  addSurveys(world, book)
  if (!book.partner)
    for (let quarter = -PAST_QUARTERS; quarter <= 0; quarter++) addOtherLeads(world, book, quarter)
}

/** The last quarter of the fiscal year under way, and at least the one after this. */
function lastQuotaQuarter({ timeline }: World): number {
  const month = Number(date(timeline.first(0)).slice(5, 7))
  return Math.max(1, (12 - month - 2) / 3)
}

/** Quotas of everybody to the end of the year; a successor has the customers of the one who left, and their quota. */
function addQuotas(world: World, scale: number): void {
  const { draft, organisation, targets, timeline } = world
  const { sellers, handover } = organisation
  const amountOf = (seller: Seller, quarter: number) => {
    const own = targets(seller, quarter).quota
    const given = sellers.find(({ person }) => person.left !== null)
    if (quarter < 0 || given === undefined) return own
    if (seller === given) return 0
    return seller.person === handover.successor ? own + targets(given, quarter).quota : own
  }
  const add = (person: number, quarter: number, cents: number) =>
    draft.add('quota', Math.min(timeline.today, timeline.first(quarter)), {
      person_id: person,
      period_from: date(timeline.first(quarter)),
      period_to: date(timeline.last(quarter)),
      amount: money(cents * scale),
    })
  for (let quarter = -PAST_QUARTERS; quarter <= lastQuotaQuarter(world); quarter++) {
    for (const seller of sellers) {
      const cents = amountOf(seller, quarter)
      if (cents > 0) add(seller.person.id, quarter, cents)
    }
    for (const manager of organisation.channelManagers)
      add(
        manager.id,
        quarter,
        Math.round((PARTNER_CAPACITY * timeline.level(quarter)) / 1_000_000) * 1_000_000,
      )
  }
}

/** Books of one copy of the company: distributors first, then every seller's customers. */
function* booksOf(world: World, copy: number): Generator<Batch> {
  const { channelManagers, sellers } = world.organisation
  const before = copy * (channelManagers.length + sellers.length) + 1
  // Names are unique within the first copy; later ones have more companies than names.
  for (const [i, manager] of channelManagers.entries()) {
    const first = i * PARTNER_BOOK_SIZE
    const book = partnerBookOf(world, manager, { number: before + i, size: PARTNER_BOOK_SIZE, first })
    addTrade(world, book, (quarter) => PARTNER_CAPACITY * world.timeline.level(quarter))
    if (copy === 0) addPartners(world, book, first)
    yield world.draft.take()
  }
  for (const [i, seller] of sellers.entries()) {
    if (copy > 0) world.taken.clear()
    const number = before + channelManagers.length + i
    const book = bookOf(world, world.organisation, seller, { number, size: BOOK_SIZE })
    addTrade(world, book, (quarter) => world.targets(seller, quarter).sales)
    yield world.draft.take()
  }
}

function check({ seed, scale }: SampleOptions): void {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`seed: ${seed} is not a whole number`)
  if (!Number.isInteger(scale) || scale < 1 || scale > LARGEST_SCALE)
    throw new RangeError(`scale: ${scale} is not a whole number from 1 to ${LARGEST_SCALE}`)
}

function prepare(seed: number, timeline: Timeline): World {
  const organisation: Organisation = organisationOf(seed, timeline)
  const draft = new Draft()
  const regions = addRecords(draft, timeline, organisation)
  const scene = { seed, timeline, draft, organisation, regions }
  const campaigns = addCampaigns(scene)
  return { ...scene, campaigns, taken: new Set(), targets: targetsOf(seed, organisation, timeline) }
}

/**
 * The whole sample company, a batch of rows at a time, so that any scale fits into memory. The same options give the
 * same rows; another day of the same quarter only shows less or more of the same history, and another quarter moves
 * the stories along with it.
 * @throws RangeError for a seed, day or scale that makes no sense
 */
export function* generateSample(options: SampleOptions): Generator<Batch> {
  check(options)
  const { seed, day, scale } = options
  const world = prepare(seed, timelineOf(day))
  addMarket(world)
  addQuotas(world, scale)
  yield world.draft.take()
  for (let copy = 0; copy < scale; copy++) yield* booksOf(world, copy)
}
