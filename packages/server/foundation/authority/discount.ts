import { LEDGER_DIGITS, parseLedger } from '@salesloom/engine/money'

const HUNDRED = 100n
const UNITS = 10n ** BigInt(LEDGER_DIGITS)

/** What a quote gives away of its list amount, percent; 0 where it asks as much as the list or more. Amounts as ledger text. */
export function discountPercent(listAmount: string, amount: string): number {
  const [list, asked] = [parseLedger(listAmount), parseLedger(amount)]
  if (list <= 0n || asked >= list) return 0
  return Number(((list - asked) * HUNDRED * UNITS) / list) / Number(UNITS)
}

/** Whether a discount is beyond a limit in percent (at most four places), by exact numbers: at the limit it is not. */
export function isBeyond(listAmount: string, amount: string, limitPercent: number): boolean {
  const [list, asked] = [parseLedger(listAmount), parseLedger(amount)]
  if (list <= 0n || asked >= list) return false
  return (list - asked) * HUNDRED * UNITS > BigInt(Math.round(limitPercent * Number(UNITS))) * list
}
