import { z } from 'zod'
import { bilingual, civilDate, id, ledgerDecimal, minorUnits, page, slice } from '../primitives.ts'
import { procedure } from '../procedure.ts'

const lineInput = z.object({
  productId: id,
  quantity: ledgerDecimal,
  unitPrice: ledgerDecimal,
  discountRate: z.number().min(0).max(1).default(0).describe('share of the price, 0.1 = 10 %'),
})

export const facts = {
  /** The order lines behind a figure, newest first, with the exact total of all of them (not only the page). */
  findOrderLines: procedure('facts.read', 'subtree')
    .route({ method: 'GET', path: '/order-lines', tags: ['facts'] })
    .input(page.extend({ slice }))
    .output(
      z.object({
        total: z.number().int(),
        totalAmount: minorUnits,
        rows: z.array(
          z.object({
            orderId: id,
            orderNumber: z.string(),
            lineNumber: z.number().int(),
            orderDate: civilDate,
            channel: z.string(),
            customer: z.object({ customerId: id, name: bilingual }).nullable(),
            person: z.object({ personId: id, name: bilingual }).nullable(),
            region: bilingual.nullable(),
            product: z.object({ productId: id, name: bilingual }),
            quantity: z.string(),
            unitPrice: z.string(),
            discountRate: z.string(),
            amount: z.string().describe('exact ledger amount, up to four decimal places'),
          }),
        ),
      }),
    ),

  /**
   * Records one order with its lines. Keyed by source and external id: the same content again answers the
   * same order and changes nothing; other content under the same key is refused (`duplicateExternalId`).
   */
  recordOrder: procedure('facts.write', 'subtree')
    .route({ method: 'POST', path: '/orders', tags: ['facts'] })
    .input(
      z.object({
        source: z.string().min(1).max(60).default('manual'),
        externalId: z.string().min(1).max(100),
        orderDate: civilDate,
        channel: z.string().max(40),
        customerId: id,
        personId: id.nullable(),
        lines: z.array(lineInput).min(1).max(500),
      }),
    )
    .output(z.object({ orderId: id, amount: minorUnits, created: z.boolean() })),

  /** Starts the job that computes all daily roll-ups again from the order lines and reports any difference. */
  rebuildRollups: procedure('facts.rebuild', 'workspace')
    .route({ method: 'POST', path: '/rollups/rebuild', tags: ['facts'] })
    .output(z.object({ jobId: z.string() })),
}
