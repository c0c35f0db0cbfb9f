import type { Book, Customer } from './customers.ts'
import { type Dice, diceFor } from './dice.ts'
import { type Order, orderAmount } from './orders.ts'
import { STORIES } from './stories.ts'
import type { Timeline } from './timeline.ts'

/** What was agreed with a customer, with all orders that it led to. */
export type Contract = {
  readonly customer: Customer
  readonly signed: number
  readonly from: number
  readonly until: number
  readonly orders: readonly Order[]
  /** cents; the sum of its orders */
  readonly amount: number
  /** the one that it goes on from */
  readonly renews: Contract | null
  /** whether a deal of its own led to it */
  readonly dealt: boolean
  /** the day it ended without a successor, once that is known */
  lapsed: number | null
}

const YEAR = 365
const RENEWAL_DAYS = 75

/** How long a contract runs: framework contracts a year, projects some weeks. */
function termOf(dice: Dice, customer: Customer, partner: boolean): number {
  const framework = partner || dice.chance({ large: 0.92, medium: 0.78, small: 0.55 }[customer.size])
  return framework ? YEAR - 1 : dice.whole(60, 150)
}

function isDealt(dice: Dice, book: Book, signed: number, timeline: Timeline): boolean {
  if (book.partner) return false
  const story = book.seller?.area.code === STORIES.priceCut.area && timeline.quarterOf(signed) >= -1
  return !story || !dice.chance(STORIES.priceCut.unearned)
}

function contractsOfCustomer(
  dice: Dice,
  book: Book,
  orders: readonly Order[],
  timeline: Timeline,
): Contract[] {
  const found: Contract[] = []
  for (let i = 0; i < orders.length; ) {
    const first = orders[i] as Order
    const previous = found.at(-1) ?? null
    const signed = first.day - dice.whole(1, 9)
    const until = first.day + termOf(dice, first.customer, book.partner)
    const taken = orders.slice(i).filter((order) => order.day <= until)
    const renews =
      previous !== null &&
      previous.until - previous.from >= YEAR - 1 &&
      first.day - previous.until <= RENEWAL_DAYS
        ? previous
        : null
    found.push({
      customer: first.customer,
      signed,
      from: first.day,
      until,
      orders: taken,
      amount: taken.reduce((sum, order) => sum + orderAmount(order), 0),
      renews,
      dealt: renews === null && isDealt(dice, book, signed, timeline),
      lapsed: null,
    })
    i += taken.length
  }
  for (const contract of found) {
    const renewed = found.some((other) => other.renews === contract)
    if (!renewed && contract.until - contract.from >= YEAR - 1) contract.lapsed = contract.until + 1
  }
  return found
}

/** Groups a book's orders into contracts, customer by customer. In order of signing. */
export function contractsOf(
  seed: number,
  book: Book,
  orders: readonly Order[],
  timeline: Timeline,
): Contract[] {
  const dice = diceFor(seed, 'contracts', book.number)
  return [...Map.groupBy(orders, (order) => order.customer.id).values()]
    .flatMap((own) => contractsOfCustomer(dice, book, own, timeline))
    .toSorted((a, b) => a.signed - b.signed)
}
