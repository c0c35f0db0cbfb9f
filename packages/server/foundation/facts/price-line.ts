import { divideRounded, parseLedger, sumLedger } from '@salesloom/engine/money'
import { AppError } from '../../platform/app-error.ts'
import { MOST_DIGITS, MOST_WHOLE } from '../entries/index.ts'
import { ledgerText } from './order-of-lines.ts'

const MICRO = 1_000_000n

/** Millionths of a rate written as a decimal. */
export function millionths(rate: string): bigint {
  const [whole = '0', fraction = ''] = rate.replace('-', '').split('.')
  const value = BigInt(whole) * MICRO + BigInt(fraction.slice(0, 6).padEnd(6, '0'))
  return rate.startsWith('-') ? -value : value
}

/** Amount = quantity × price × (1 − discount), exact, rounded once to the ledger's four places. */
export function priceLine(line: { quantity: string; unitPrice: string; discountRate: string }): {
  readonly listAmount: string
  readonly amount: string
} {
  const gross = parseLedger(line.quantity) * parseLedger(line.unitPrice)
  const net = gross * (MICRO - millionths(line.discountRate))
  return {
    listAmount: ledgerText(divideRounded(gross, 10_000n)),
    amount: ledgerText(divideRounded(net, 10_000n * MICRO)),
  }
}

/** Units of the ledger, of which four places make one, beyond what an amount may be. */
const LEDGER_END = 10n ** BigInt(MOST_DIGITS + 4)

/** Quantity × price of a line that has more digits than an amount may have, as text; null of all others. */
export function beyondLedger(line: { quantity: string; unitPrice: string }): string | null {
  const gross = divideRounded(parseLedger(line.quantity) * parseLedger(line.unitPrice), 10_000n)
  return gross < LEDGER_END && gross > -LEDGER_END ? null : ledgerText(gross)
}

/** The exact sum of lines' amounts. */
export function amountOf(lines: Iterable<{ readonly amount: string }>): string {
  return ledgerText(sumLedger([...lines].map(({ amount }) => amount)))
}

/** What other units of a product cost when some cost so much: the cost of one stays, rounded to four places. */
export function costOf(cost: string, before: string, after: string): string | null {
  const units = parseLedger(before)
  if (units === 0n) return null
  const total = parseLedger(cost) * parseLedger(after)
  return ledgerText(units < 0n ? divideRounded(-total, -units) : divideRounded(total, units))
}

/** @throws AppError outOfRange where a line comes to more than an amount may be */
export function refuseBeyondLedger(line: { quantity: string; unitPrice: string }): void {
  const value = beyondLedger(line)
  if (value !== null) throw new AppError('outOfRange', { field: 'amount', value, range: MOST_WHOLE })
}
