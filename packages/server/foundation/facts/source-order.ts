import { hash } from 'node:crypto'

/** One line of an order as a source gives it; decimals stay text, exact to four places. */
export type SourceLine = {
  readonly lineNumber: number
  readonly productId: number
  readonly quantity: string
  readonly unitPrice: string
  readonly discountRate: string
  /** amount before discount */
  readonly listAmount: string
  readonly amount: string
  readonly cost: string | null
}

/** One order as a source gives it, its links already resolved to ids of the workspace. */
export type SourceOrder = {
  readonly externalId: string
  readonly orderDate: string
  readonly channel: string
  readonly customerId: number | null
  readonly personId: number | null
  /** the seller's unit on the day of the order */
  readonly orgUnitId: number | null
  readonly regionId: number | null
  readonly lines: readonly SourceLine[]
}

/** A fingerprint of everything that an order says: the same content again is no change. */
export function contentHash(order: SourceOrder): string {
  let text = `${order.orderDate}|${order.channel}|${order.customerId}|${order.personId}|${order.orgUnitId}|${order.regionId}`
  for (const line of order.lines) {
    text += `\n${line.lineNumber}|${line.productId}|${line.quantity}|${line.unitPrice}|${line.discountRate}|${line.listAmount}|${line.amount}|${line.cost}`
  }
  return hash('sha1', text, 'base64url')
}
