/** An order as it is being typed; empty fields are null. */
export type LineDraft = {
  readonly key: number
  readonly productId: number | null
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
  const missing = new Set<string>()
  if (draft.externalId.trim() === '') missing.add('externalId')
  if (draft.orderDate === '') missing.add('orderDate')
  if (draft.customerId === null) missing.add('customerId')
  draft.lines.forEach((line, index) => {
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
