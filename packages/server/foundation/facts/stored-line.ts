import { costOf, priceLine } from './price-line.ts'
import type { SourceLine } from './source-order.ts'

/** What somebody, or a file, says of an order line. */
export type SaidLine = Pick<SourceLine, 'productId' | 'quantity' | 'unitPrice' | 'discountRate'>

const same = (a: string, b: string) => Number(a) === Number(b)

/**
 * A line as it is to be stored. One that says what it said keeps amounts and cost as its source gave them; a changed one is
 * priced again, and its cost follows the quantity as long as the product stays.
 * @param before the line that stands under the same number
 */
export function storedLine(said: SaidLine, lineNumber: number, before: SourceLine | undefined): SourceLine {
  const { productId, quantity, unitPrice, discountRate } = said
  const isSame =
    before?.productId === productId &&
    same(before.quantity, quantity) &&
    same(before.unitPrice, unitPrice) &&
    same(before.discountRate, discountRate)
  if (before !== undefined && isSame) return before
  const cost =
    before === undefined || before.cost === null || before.productId !== productId
      ? null
      : costOf(before.cost, before.quantity, quantity)
  return { lineNumber, productId, quantity, unitPrice, discountRate, ...priceLine(said), cost }
}
