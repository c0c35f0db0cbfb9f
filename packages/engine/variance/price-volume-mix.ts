import { preciseSum } from '../money/index.ts'
import { roundEffects } from './round-effects.ts'

/** What one customer bought of one product in a period, net of discounts. */
export type Purchase = {
  readonly customer: string
  readonly product: string
  /** in the product's unit; returns are negative */
  readonly quantity: number
  /** minor units of the currency, a safe whole number */
  readonly amount: number
}

/**
 * Where sales of one period differ from those of another, in whole minor units. The parts add up to `difference`.
 * - `price`: the same quantities at other prices
 * - `volume`: more or fewer units at the old average price
 * - `mix`: dearer or cheaper products among the same number of units, and products that were new or dropped
 * - `newCustomers`, `lostCustomers`: whole amounts of customers who bought in one of the periods only
 */
export type PriceVolumeMix = {
  readonly difference: number
  readonly price: number
  readonly volume: number
  readonly mix: number
  readonly newCustomers: number
  readonly lostCustomers: number
}

type Sold = { quantity: number; amount: number }

function checkPurchases(name: string, purchases: readonly Purchase[]): void {
  for (const [i, { quantity, amount }] of purchases.entries()) {
    if (!Number.isFinite(quantity)) throw new RangeError(`${name}[${i}].quantity is ${quantity}`)
    if (!Number.isSafeInteger(amount)) throw new RangeError(`${name}[${i}].amount is ${amount}`)
  }
}

function byProduct(purchases: readonly Purchase[]): Map<string, Sold> {
  const sold = new Map<string, Sold>()
  for (const { product, quantity, amount } of purchases) {
    const known = sold.get(product)
    if (known === undefined) sold.set(product, { quantity, amount })
    else {
      known.quantity += quantity
      known.amount += amount
    }
  }
  return sold
}

const amountOf = (purchases: readonly Purchase[]) => preciseSum(purchases.map(({ amount }) => amount))

function totalOf(sold: ReadonlyMap<string, Sold>): Sold {
  const all = [...sold.values()]
  return {
    quantity: preciseSum(all.map(({ quantity }) => quantity)),
    amount: preciseSum(all.map(({ amount }) => amount)),
  }
}

/** Price effect of one product: none where one of its prices is not known. */
function priceEffect(before: Sold | undefined, after: Sold): number {
  if (before === undefined || before.quantity <= 0 || after.quantity <= 0) return 0
  return after.amount - (before.amount / before.quantity) * after.quantity
}

/**
 * Splits the difference of sales between two periods into price, volume, mix, and new and lost customers. For customers
 * of both periods with prices p, quantities q and totals Q: price = Σ (p₁ − p₀) q₁; volume = (Q₁ − Q₀) · Σp₀q₀ ÷ Q₀; mix
 * is the rest, which equals Σ p₀ (q₁ − q₀ Q₁ ÷ Q₀) where every product was sold in both. Without units before, or with
 * fewer units than none, everything but price is mix.
 *
 * @param before purchases of the period that is compared with, products and customers in any order
 * @throws RangeError naming a quantity or amount that is no such number
 */
export function computePriceVolumeMix(
  before: readonly Purchase[],
  after: readonly Purchase[],
): PriceVolumeMix {
  checkPurchases('before', before)
  checkPurchases('after', after)
  const [had, have] = [before, after].map((all) => new Set(all.map(({ customer }) => customer))) as [
    Set<string>,
    Set<string>,
  ]
  const kept = byProduct(before.filter(({ customer }) => have.has(customer)))
  const keep = byProduct(after.filter(({ customer }) => had.has(customer)))
  const [first, second] = [totalOf(kept), totalOf(keep)]
  const price = preciseSum([...keep].map(([product, sold]) => priceEffect(kept.get(product), sold)))
  const volume =
    first.quantity > 0 && second.quantity >= 0
      ? (second.quantity - first.quantity) * (first.amount / first.quantity)
      : 0
  const effects = {
    price,
    volume,
    mix: second.amount - first.amount - price - volume,
    newCustomers: amountOf(after.filter(({ customer }) => !had.has(customer))),
    lostCustomers: 0 - amountOf(before.filter(({ customer }) => !have.has(customer))),
  }
  const difference = amountOf(after) - amountOf(before)
  return { difference, ...roundEffects(effects, difference) }
}
