/** A line of an order with its amounts as decimal text. */
type Line = {
  readonly lineNumber: number
  readonly productId: number
  readonly quantity: string
  readonly unitPrice: string
  readonly discountRate: string
  readonly listAmount: string
  readonly amount: string
  readonly cost: string | null
}

/** A line as its row is written. */
export function orderLineRow(workspaceId: number, orderId: number, line: Line) {
  return {
    workspace_id: workspaceId,
    order_id: orderId,
    line_number: line.lineNumber,
    product_id: line.productId,
    quantity: line.quantity,
    unit_price: line.unitPrice,
    discount_rate: line.discountRate,
    list_amount: line.listAmount,
    amount: line.amount,
    cost: line.cost,
  }
}
