import type { Contract } from './contracts.ts'
import type { Book, Customer } from './customers.ts'
import { type Dice, diceFor } from './dice.ts'
import { orderList } from './orders.ts'
import { PRODUCTS } from './products.ts'
import { STORIES } from './stories.ts'
import { dayAt, FUTURE_QUARTERS, PAST_QUARTERS, type Timeline } from './timeline.ts'

/** Open stages of a deal in their order; their numbers in the sample are 1 to 4, then won and lost. */
export const OPEN_STAGES = ['contact', 'needs', 'proposal', 'negotiation'] as const
/** Days that a deal usually stays in each. */
const USUAL_DAYS = [14, 24, 24, 20] as const
const USUAL_WIN_RATE = 0.34
/** Where lost deals end. */
const LOST_IN = [0.2, 0.3, 0.3, 0.2] as const

/** What a deal was thought to be worth, and until when, from a day on. */
export type Estimate = {
  readonly day: number
  readonly stage: number
  readonly cents: number
  readonly expected: number
}

export type Deal = {
  readonly customer: Customer
  readonly won: boolean
  /** the day on which each stage that it reached began */
  readonly entered: readonly number[]
  readonly closed: number
  readonly cents: number
  readonly listCents: number
  readonly product: number
  readonly contract: Contract | null
  readonly reason: string | null
  readonly competitor: string | null
  readonly estimates: readonly Estimate[]
}

const REASONS = ['price', 'competitor', 'budget', 'fit', 'undecided'] as const
const REASON_WEIGHTS = [0.22, 0.2, 0.22, 0.16, 0.2]
const COMPETITORS = ['凌拓自动化', '北辰流控', '德菱仪表', '海纳驱动']

function daysIn(dice: Dice, book: Book, stage: number, quarter: number): number {
  const { area, stage: stalled, from, factor } = STORIES.stall
  const slow = book.seller?.area.code === area && OPEN_STAGES[stage] === stalled && quarter >= from
  return Math.max(2, Math.round((USUAL_DAYS[stage] ?? 14) * (slow ? factor : 1) * dice.spread(0.4)))
}

/** Days on which the stages began, counted back from the end. */
function enteredBefore(dice: Dice, book: Book, closed: number, stages: number, quarter: number): number[] {
  const days: number[] = []
  let day = closed
  for (let stage = stages - 1; stage >= 0; stage--) {
    day -= daysIn(dice, book, stage, quarter)
    days.unshift(day)
  }
  return days
}

const toTenThousand = (cents: number) => Math.max(1, Math.round(cents / 1_000_000)) * 1_000_000

/** Amounts come nearer to the end, expected days are put off whenever they pass. */
function estimatesOf(
  dice: Dice,
  entered: readonly number[],
  closed: number,
  cents: number,
  silent: (day: number) => boolean,
): Estimate[] {
  const estimates: Estimate[] = []
  const begin = entered[0] ?? closed
  let expected = begin + Math.round((closed - begin) * dice.between(0.55, 1.05))
  let worth = toTenThousand(cents * dice.between(0.75, 1.3))
  for (const [stage, day] of entered.entries()) {
    const next = entered[stage + 1] ?? closed
    if (stage === 1) worth = toTenThousand(cents * dice.between(0.85, 1.15))
    if (stage >= 2) worth = cents
    if (expected <= day) expected = day + dice.whole(14, 35)
    estimates.push({ day, stage, cents: worth, expected: Math.min(expected, closed) })
    while (expected < next) {
      const passed = expected
      expected += dice.whole(14, 35)
      if (!silent(passed))
        estimates.push({ day: passed, stage, cents: worth, expected: Math.min(expected, closed) })
    }
  }
  return estimates
}

/** Days on which nobody looked after the customers of the one who left. */
export function silenceOf(book: Book): (day: number) => boolean {
  const left = book.seller?.person.left ?? null
  return (day) => left !== null && day > left && day <= left + STORIES.handover.silence
}

function mainProduct(contract: Contract): number {
  const lines = contract.orders.flatMap((order) => order.lines)
  return lines.reduce((best, line) => (line.quantity * line.price > best.quantity * best.price ? line : best))
    .product
}

function wonDeal(dice: Dice, book: Book, contract: Contract, quarter: number): Deal {
  const closed = contract.signed
  const entered = enteredBefore(dice, book, closed, 4, quarter)
  return {
    customer: contract.customer,
    won: true,
    entered,
    closed,
    cents: contract.amount,
    listCents: contract.orders.reduce((sum, order) => sum + orderList(order), 0),
    product: mainProduct(contract),
    contract,
    reason: null,
    competitor: dice.chance(0.5) ? dice.pick(COMPETITORS) : null,
    estimates: estimatesOf(dice, entered, closed, contract.amount, silenceOf(book)),
  }
}

function isCut(book: Book, quarter: number): boolean {
  return book.seller?.area.code === STORIES.priceCut.area && quarter >= -1
}

function reasonOf(
  dice: Dice,
  book: Book,
  closed: number,
  cut: boolean,
): [reason: string, competitor: string | null] {
  const left = book.seller?.person.left ?? null
  if (left !== null && closed > left && dice.chance(STORIES.handover.dropped)) return ['dropped', null]
  if (cut && dice.chance(STORIES.priceCut.blamed))
    return [dice.chance(0.6) ? 'price' : 'competitor', STORIES.priceCut.competitor]
  const reason = REASONS[dice.weighted(REASON_WEIGHTS)] ?? 'undecided'
  return [reason, reason === 'competitor' || dice.chance(0.3) ? dice.pick(COMPETITORS) : null]
}

function lostDeal(dice: Dice, book: Book, timeline: Timeline, quarter: number, typical: number): Deal | null {
  const closed = dayAt(dice.pick(timeline.months(quarter)), dice.roll())
  const customers = book.customers.filter(
    ({ since, until }) => since < closed && (until === null || closed < until),
  )
  if (customers.length === 0) return null
  const customer = dice.pick(customers)
  const stages = 1 + dice.weighted(LOST_IN)
  const entered = enteredBefore(dice, book, closed, stages, quarter)
  const cents = toTenThousand(typical * dice.spread(0.6))
  const [reason, competitor] = reasonOf(dice, book, closed, isCut(book, quarter))
  return {
    customer,
    won: false,
    entered,
    closed,
    cents,
    listCents: Math.round(cents / (1 - dice.between(0.03, 0.12)) / 100) * 100,
    product: dice.whole(1, PRODUCTS.length),
    contract: null,
    reason,
    competitor,
    estimates: estimatesOf(dice, entered, closed, cents, silenceOf(book)),
  }
}

function winRateOf(book: Book, quarter: number): number {
  if ((book.seller?.person.left ?? null) !== null && quarter >= -1) return STORIES.handover.winRate
  if (isCut(book, quarter)) return STORIES.priceCut.winRate[quarter < 0 ? 0 : 1]
  return USUAL_WIN_RATE
}

/** All deals of a book, won and lost, those after today included: today they are open. In order of their beginning. */
export function dealsOf(
  seed: number,
  book: Book,
  contracts: readonly Contract[],
  timeline: Timeline,
): Deal[] {
  if (book.partner) return []
  const deals: Deal[] = []
  const dealt = contracts.filter((contract) => contract.dealt)
  const typical = dealt.reduce((sum, contract) => sum + contract.amount, 0) / Math.max(1, dealt.length)
  let due = diceFor(seed, 'deals', book.number).roll()
  for (let quarter = -PAST_QUARTERS; quarter <= FUTURE_QUARTERS; quarter++) {
    const dice = diceFor(seed, 'deals', book.number, quarter)
    const own = dealt.filter((contract) => timeline.quarterOf(contract.signed) === quarter)
    for (const contract of own) deals.push(wonDeal(dice, book, contract, quarter))
    const rate = winRateOf(book, quarter)
    due += (own.length * (1 - rate)) / rate
    for (; due >= 1; due--) {
      const deal = lostDeal(dice, book, timeline, quarter, typical * 0.8)
      if (deal !== null) deals.push(deal)
    }
  }
  const begin = timeline.first(-PAST_QUARTERS)
  return deals
    .filter(({ entered }) => (entered[0] ?? 0) >= begin)
    .toSorted((a, b) => (a.entered[0] ?? 0) - (b.entered[0] ?? 0))
}
