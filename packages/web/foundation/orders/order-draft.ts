/** An order as it is being typed; empty fields are null. */
export type LineDraft = {
  readonly key: number
  /** number of a line that stands already */
  readonly lineNumber?: number
  readonly productId: number | null
  readonly productName?: string
  readonly quantity: string
  readonly unitPrice: string
  readonly discountPercent: string
}
export type OrderDraft = {
  readonly externalId: string
  readonly orderDate: string
  readonly channel: string
  readonly customerId: number | null
  readonly personId: number | null
  readonly lines: readonly LineDraft[]
}

export const emptyLine = (key: number): LineDraft => ({
  key,
  productId: null,
  quantity: '1',
  unitPrice: '',
  discountPercent: '',
})

const LEDGER = /^-?\d{1,15}(\.\d{1,4})?$/

/** Fields that still keep the order from being recorded: `customerId`, `lines.0.unitPrice`. */
export function missingFields(draft: OrderDraft): Set<string> {
  const missing = missingInLines(draft.lines)
  if (draft.externalId.trim() === '') missing.add('externalId')
  if (draft.orderDate === '') missing.add('orderDate')
  if (draft.customerId === null) missing.add('customerId')
  return missing
}

/** Fields of lines that keep them from being stored. */
export function missingInLines(lines: readonly LineDraft[]): Set<string> {
  const missing = new Set<string>()
  lines.forEach((line, index) => {
    if (line.productId === null) missing.add(`lines.${index}.productId`)
    if (!LEDGER.test(line.quantity)) missing.add(`lines.${index}.quantity`)
    if (!LEDGER.test(line.unitPrice)) missing.add(`lines.${index}.unitPrice`)
    const discount = Number(line.discountPercent)
    if (Number.isNaN(discount) || discount < 0 || discount > 100)
      missing.add(`lines.${index}.discountPercent`)
  })
  return missing
}

/** The order as the server takes it, once nothing is missing. */
export function orderOf(draft: OrderDraft, source: string) {
  return {
    source,
    externalId: draft.externalId.trim(),
    orderDate: draft.orderDate,
    channel: draft.channel,
    customerId: draft.customerId ?? 0,
    personId: draft.personId,
    lines: draft.lines.map((line) => ({
      productId: line.productId ?? 0,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      discountRate: Number(line.discountPercent) / 100,
    })),
  }
}

/** A share written as a percentage, without a float in between: 12.5 is 0.125. */
export function shareOf(percent: string): string {
  const [whole = '0', fraction = ''] = (percent.trim() === '' ? '0' : percent.trim()).split('.')
  const digits = `${whole}${fraction}`.padStart(whole.length + fraction.length, '0')
  const places = fraction.length + 2
  const padded = digits.padStart(places + 1, '0')
  return (
    `${padded.slice(0, -places)}.${padded.slice(-places)}`.replace(/^0+(?=\d)/, '').replace(/\.?0+$/, '') ||
    '0'
  )
}

/** A share as a percentage: 0.125000 is 12.5. */
export function percentOf(share: string): string {
  const [whole = '0', fraction = ''] = share.split('.')
  const padded = fraction.padEnd(2, '0')
  const text = `${whole}${padded.slice(0, 2)}.${padded.slice(2)}`
  return text.replace(/^0+(?=\d)/, '').replace(/\.?0*$/, '')
}
