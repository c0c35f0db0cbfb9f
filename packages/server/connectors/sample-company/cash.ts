import type { Book } from './customers.ts'
import { type Dice, diceFor } from './dice.ts'
import { amountOf, type Line, listOf, type Order, orderAmount } from './orders.ts'
import { PRODUCT_OFFSET } from './products.ts'
import { CURRENCY, creditTo, type Scene } from './scene.ts'
import { STORIES } from './stories.ts'
import { date, money, taxWithin } from './tables.ts'

export type OrderLinks = {
  readonly contract: number
  readonly opportunity: number | null
  readonly signed: number
}

const TERM_DAYS = { large: 60, medium: 45, small: 30 } as const
const REASONS = ['型号不符', '运输损坏', '到货延迟', '质量问题', '项目变更']
const METHODS = ['电汇', '银行承兑汇票', '电汇', '网银转账']

type Credit = ReturnType<typeof creditTo>

function addShipments(scene: Scene, order: Order, number: number, who: Credit, dice: Dice): number {
  let last = order.day
  for (const [i, line] of order.lines.entries()) {
    const first = scene.timeline.workday(order.day + dice.whole(3, 20))
    const split = dice.chance(0.12) && line.quantity >= 2
    const [later, back, lost] = [dice.whole(5, 15), dice.chance(0.018), dice.whole(12, 40)]
    const parts = split ? [Math.ceil(line.quantity / 2), Math.floor(line.quantity / 2)] : [line.quantity]
    for (const [p, quantity] of parts.entries()) {
      const day = p === 0 ? first : scene.timeline.workday(first + later)
      last = Math.max(last, day)
      addShipment(scene, { order: number, line, index: i + 1, day, quantity, who })
    }
    if (back)
      addReturn(
        scene,
        {
          order: number,
          line,
          index: i + 1,
          day: last + lost,
          quantity: Math.max(1, Math.floor(line.quantity * 0.2)),
          who,
        },
        dice,
      )
  }
  return last
}

type Part = {
  readonly order: number
  readonly line: Line
  readonly index: number
  readonly day: number
  readonly quantity: number
  readonly who: Credit
}

/** Every amount of a line is a whole number of cents for each unit. */
function partOf({ order, line, index, day, quantity, who }: Part) {
  const cents = (amountOf(line) / line.quantity) * quantity
  return {
    ...who,
    order_id: order,
    product_id: line.product + PRODUCT_OFFSET,
    line_number: index,
    day: date(day),
    quantity,
    amount: money(Math.round(cents)),
    currency: CURRENCY,
    cost: money(line.unitCost * quantity),
  }
}

function addShipment(scene: Scene, part: Part): void {
  if (part.day > scene.timeline.today) return
  const id = scene.draft.number('shipment')
  const row = partOf(part)
  const cents = Math.round((amountOf(part.line) / part.line.quantity) * part.quantity)
  scene.draft.add(
    'shipment',
    part.day,
    { ...row, number: `SH${String(id).padStart(7, '0')}`, tax_amount: money(taxWithin(cents)) },
    id,
  )
}

function addReturn(scene: Scene, part: Part, dice: Dice): void {
  const reason = dice.pick(REASONS)
  if (part.day > scene.timeline.today) return
  const id = scene.draft.number('sales_return')
  scene.draft.add(
    'sales_return',
    part.day,
    { ...partOf(part), number: `RT${String(id).padStart(6, '0')}`, reason },
    id,
  )
}

function daysToPay(scene: Scene, book: Book, order: Order, invoiced: number, dice: Dice): number {
  const { industry, from, days, usual } = STORIES.latePayers
  const late = order.customer.industry?.code === industry && scene.timeline.quarterOf(invoiced) >= from
  return (late ? days : book.partner ? 30 : usual) * dice.spread(0.22)
}

function addCash(
  scene: Scene,
  book: Book,
  order: Order,
  ids: { order: number; links: OrderLinks },
  shipped: number,
  who: Credit,
  dice: Dice,
): void {
  const { draft, timeline } = scene
  const invoiced = timeline.workday(shipped + dice.whole(0, 4))
  const wait = daysToPay(scene, book, order, invoiced, dice)
  const [parts, method] = [dice.chance(0.2) ? [0.4, 0.6] : [1], dice.pick(METHODS)]
  if (invoiced > timeline.today) return
  const cents = orderAmount(order)
  const invoice = draft.number('invoice')
  draft.add(
    'invoice',
    invoiced,
    {
      ...who,
      order_id: ids.order,
      contract_id: ids.links.contract,
      number: `INV${String(invoice).padStart(7, '0')}`,
      day: date(invoiced),
      due_on: date(invoiced + TERM_DAYS[order.customer.size]),
      amount: money(cents),
      currency: CURRENCY,
      tax_amount: money(taxWithin(cents)),
    },
    invoice,
  )
  let rest = cents
  for (const [p, share] of parts.entries()) {
    const paid = p === parts.length - 1 ? rest : Math.round(cents * share)
    rest -= paid
    const day = timeline.workday(
      invoiced + Math.round(wait * (parts.length === 1 ? 1 : p === 0 ? 0.75 : 1.15)),
    )
    if (day > timeline.today) continue
    const id = draft.number('payment')
    draft.add(
      'payment',
      day,
      {
        ...who,
        invoice_id: invoice,
        number: `RV${String(id).padStart(7, '0')}`,
        day: date(day),
        amount: money(paid),
        currency: CURRENCY,
        method,
      },
      id,
    )
  }
}

function addLines(scene: Scene, order: Order, number: number): void {
  for (const [i, line] of order.lines.entries())
    scene.draft.add('order_line', order.day, {
      order_id: number,
      line_number: i + 1,
      product_id: line.product + PRODUCT_OFFSET,
      quantity: line.quantity,
      unit_price: `${line.price}.00`,
      discount_rate: (line.discount / 1_000).toFixed(3),
      list_amount: money(listOf(line)),
      amount: money(amountOf(line)),
      cost: money(line.unitCost * line.quantity),
    })
}

/** Writes an order with its lines and what followed by today: shipments, returns, the invoice, payments. */
export function addOrder(scene: Scene, book: Book, order: Order, links: OrderLinks, index: number): void {
  const { draft } = scene
  const dice = diceFor(scene.seed, 'cash', book.number, index)
  const number = draft.number('sales_order')
  const who = creditTo(scene, order.person, order.customer)
  draft.add(
    'sales_order',
    order.day,
    {
      ...who,
      opportunity_id: links.opportunity,
      contract_id: links.contract,
      external_id: `SO${String(number).padStart(7, '0')}`,
      order_date: date(order.day),
      channel: book.partner ? 'partner' : 'direct',
      currency: CURRENCY,
      signed_on: date(links.signed),
      tax_amount: money(taxWithin(orderAmount(order))),
    },
    number,
  )
  addLines(scene, order, number)
  const shipped = addShipments(scene, order, number, who, dice)
  addCash(scene, book, order, { order: number, links }, shipped, who, dice)
}
