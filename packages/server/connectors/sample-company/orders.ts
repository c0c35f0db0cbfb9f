import type { Book, Customer } from './customers.ts'
import { type Dice, diceFor } from './dice.ts'
import type { Person } from './organisation.ts'
import { appealIn, costIn, PRODUCTS, type Product, priceIn } from './products.ts'
import { STORIES } from './stories.ts'
import { dayAt, FUTURE_QUARTERS, type Month, PAST_QUARTERS, type Timeline } from './timeline.ts'

export type Line = {
  readonly product: number
  quantity: number
  /** yuan */
  readonly price: number
  /** thousandths */
  readonly discount: number
  /** cents */
  readonly unitCost: number
}

export type Order = {
  readonly day: number
  readonly quarter: number
  readonly customer: Customer
  readonly person: Person
  readonly lines: readonly Line[]
}

export const listOf = (line: Line) => line.quantity * line.price * 100
/** Prices are multiples of ten yuan and discounts of five thousandths, so that every amount is whole cents. */
export const amountOf = (line: Line) => (listOf(line) * (1_000 - line.discount)) / 1_000
export const orderAmount = (order: Order) => order.lines.reduce((sum, line) => sum + amountOf(line), 0)
export const orderList = (order: Order) => order.lines.reduce((sum, line) => sum + listOf(line), 0)

const SIZE_FACTOR = { large: 1.7, medium: 1, small: 0.55 } as const
const INSTRUMENT_BUYERS: readonly string[] = ['water', 'chemicals', 'pharmaceuticals']

type Draft = { day: number; customer: Customer; wanted: { line: Line; value: number }[] }

/** Sales wanted of a book in a quarter, in cents. */
export type Wanted = (quarter: number) => number

function appealsFor(customer: Customer, quarter: number): number[] {
  const favours = customer.industry !== null && INSTRUMENT_BUYERS.includes(customer.industry.code)
  return PRODUCTS.map(
    (product, i) => appealIn(product, quarter) * (favours && i >= 16 ? 1.8 : favours && i < 9 ? 0.6 : 1),
  )
}

function discountFor(dice: Dice, book: Book, customer: Customer, quarter: number): number {
  const usual = { large: 90, medium: 65, small: 40 }[customer.size] + (book.partner ? 80 : 0)
  const story =
    book.seller?.area.code === STORIES.priceCut.area && quarter >= -1 ? STORIES.priceCut.discount : 0
  return Math.max(0, Math.round((usual + dice.between(-30, 30)) / 5) * 5) + story
}

/** A product that fits what is to be spent: nobody spends a tenth of a machine. */
function pickProduct(dice: Dice, appeals: readonly number[], value: number, quarter: number): number {
  let chosen = dice.weighted(appeals)
  for (
    let attempt = 0;
    attempt < 6 && priceIn(PRODUCTS[chosen] as Product, quarter) * 100 > value * 1.3;
    attempt++
  )
    chosen = dice.weighted(appeals)
  return chosen
}

function drawOrder(dice: Dice, book: Book, customer: Customer, day: number, quarter: number): Draft {
  const appeals = appealsFor(customer, quarter)
  const count = 1 + dice.weighted([0.62, 0.27, 0.11])
  const value = 16_000_000 * SIZE_FACTOR[customer.size] * dice.spread(0.55)
  const discount = discountFor(dice, book, customer, quarter)
  const wanted = Array.from({ length: count }, (_, i) => {
    const share = i === 0 ? 1 : dice.between(0.2, 0.6)
    const product = pickProduct(dice, appeals, value * share, quarter)
    const price = priceIn(PRODUCTS[product] as Product, quarter)
    const unitCost = costIn(PRODUCTS[product] as Product, quarter)
    return { line: { product: product + 1, quantity: 1, price, discount, unitCost }, value: value * share }
  })
  return { day, customer, wanted }
}

/** Quantities such that the month's orders add up to what is wanted, as near as the cheapest unit allows. */
function settle(drafts: readonly Draft[], wanted: number): void {
  const all = drafts.flatMap((draft) => draft.wanted)
  const factor = wanted / all.reduce((sum, { value }) => sum + value, 0)
  const net = (line: Line) => (line.price * (1_000 - line.discount)) / 10
  for (const { line, value } of all) line.quantity = Math.max(1, Math.round((value * factor) / net(line)))
  const cheapFirst = all.map(({ line }) => line).toSorted((a, b) => a.price - b.price)
  let missing = wanted - all.reduce((sum, { line }) => sum + amountOf(line), 0)
  for (const line of cheapFirst.toReversed()) {
    if (missing >= 0) break
    const fewer = Math.min(line.quantity - 1, Math.round(-missing / net(line)))
    line.quantity -= fewer
    missing += fewer * net(line)
  }
  const [cheapest] = cheapFirst
  if (cheapest !== undefined && missing > 0) cheapest.quantity += Math.round(missing / net(cheapest))
}

function customersOn(book: Book, day: number): Customer[] {
  return book.customers.filter(({ since, until }) => since <= day && (until === null || day < until))
}

function ordersOfMonth(dice: Dice, book: Book, month: Month, quarter: number, wanted: number): Draft[] {
  const count = Math.max(1, Math.round((wanted / 17_500_000) * dice.between(0.88, 1.12)))
  const drafts: Draft[] = []
  for (let i = 0; i < count; i++) {
    const day = dayAt(month, (i + dice.roll()) / count)
    const customers = customersOn(book, day)
    if (customers.length === 0) continue
    const customer = customers[dice.weighted(customers.map(({ weight }) => weight))] as Customer
    drafts.push(drawOrder(dice, book, customer, day, quarter))
  }
  if (drafts.length > 0) settle(drafts, wanted)
  return drafts
}

/** The first seller's book has an order on the first day of the quarter under way, so that it has a figure from then on. */
const EARLIEST_BOOK = 3

function beginQuarter(book: Book, timeline: Timeline, quarter: number, drafts: readonly Draft[]): void {
  const [first] = drafts
  if (first !== undefined && quarter === 0 && book.number === EARLIEST_BOOK) first.day = timeline.first(0)
}

/** All orders of a book, those after today included: contracts and deals of today need them. In order of their days. */
export function ordersOf(seed: number, book: Book, timeline: Timeline, wanted: Wanted): Order[] {
  const orders: Order[] = []
  for (let quarter = -PAST_QUARTERS; quarter <= FUTURE_QUARTERS; quarter++) {
    const total = wanted(quarter)
    if (total <= 0) continue
    const dice = diceFor(seed, 'orders', book.number, quarter)
    const months = timeline.months(quarter)
    const weights = months.map((month) => (month.sums.at(-1) ?? 0) * dice.between(0.95, 1.05))
    const sum = weights.reduce((a, b) => a + b, 0)
    for (const [m, month] of months.entries()) {
      const drafts = ordersOfMonth(dice, book, month, quarter, (total * (weights[m] ?? 0)) / sum)
      if (m === 0) beginQuarter(book, timeline, quarter, drafts)
      for (const { day, customer, wanted: lines } of drafts)
        orders.push({
          day,
          quarter,
          customer,
          person: book.personOn(day),
          lines: lines.map(({ line }) => line),
        })
    }
  }
  return orders.toSorted((a, b) => a.day - b.day)
}
