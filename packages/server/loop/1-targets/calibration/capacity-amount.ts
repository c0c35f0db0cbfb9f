import { parseLedger, toMinorUnits } from '@salesloom/engine/money'

/** A ledger amount as whole minor units. */
export function minorOf(amount: string, digits: number): number {
  return toMinorUnits(parseLedger(amount), digits)
}
