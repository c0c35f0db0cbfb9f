import type { SourceLine } from './source-order.ts'

/** What all lines of an order share. */
export type OrderHeader = {
  readonly orderDate: string
  readonly channel: string
  readonly customerId: number
  readonly personId: number | null
}

export type LineValues = SourceLine

/** Lines that arrived under their numbers, each with its place among the entries given. */
export type ArrivedLines<Values> = Map<number, { readonly index: number; readonly values: Values }>

/** An order with the lines that arrived. */
export type OrderOfLines<Values = LineValues> = {
  readonly number: string
  readonly header: OrderHeader
  readonly lines: ArrivedLines<Values>
}

/** Ten-thousandths as a ledger decimal. */
export function ledgerText(units: bigint): string {
  const sign = units < 0n ? '-' : ''
  const digits = (units < 0n ? -units : units).toString().padStart(5, '0')
  return `${sign}${digits.slice(0, -4)}.${digits.slice(-4)}`
}
