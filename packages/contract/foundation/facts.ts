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

  /** One order of the caller's part of the organisation, with its lines. */
  getOrder: procedure('facts.read', 'subtree')
    .route({ method: 'GET', path: '/orders/{orderId}', tags: ['facts'] })
    .input(z.object({ orderId: id }))
    .output(
      z.object({
        orderId: id,
        version: z.number().int(),
        source: z.string(),
        number: z.string(),
        orderDate: civilDate,
        channel: z.string(),
        customerId: id.nullable(),
        customer: bilingual.nullable(),
        personId: id.nullable().describe('whom it is credited to'),
        person: bilingual.nullable(),
        lines: z.array(
          z.object({
            lineNumber: z.number().int(),
            product: z.object({ productId: id, name: bilingual }),
            quantity: z.string(),
            unitPrice: z.string(),
            discountRate: z.string(),
            amount: z.string(),
          }),
        ),
      }),
    ),

  /**
   * Adds, changes and removes lines of an order: it has exactly the lines given from then on. A changed line is priced
   * again; figures follow at once, and in a closed period the change is shown as restated.
   */
  editOrder: procedure('facts.write', 'subtree')
    .route({ method: 'POST', path: '/orders/{orderId}/lines', tags: ['facts'] })
    .input(
      z.object({
        orderId: id,
        version: z.number().int(),
        lines: z
          .array(
            z.object({
              lineNumber: z.number().int().min(0).nullable().describe('null: a new line'),
              productId: id,
              quantity: ledgerDecimal,
              unitPrice: ledgerDecimal,
              discountRate: z.string().regex(/^-?[01](\.\d{1,6})?$/),
            }),
          )
          .min(1)
          .max(500),
      }),
    )
    .output(z.object({ orderId: id, version: z.number().int(), amount: minorUnits })),

  /**
   * Changes day, channel, customer or seller of an order. It moves to the figures of where it stands now; closed
   * periods on either side are shown as restated.
   */
  editOrderHead: procedure('facts.write', 'subtree')
    .route({ method: 'POST', path: '/orders/{orderId}/head', tags: ['facts'] })
    .input(
      z.object({
        orderId: id,
        version: z.number().int(),
        orderDate: civilDate,
        channel: z.string().max(40),
        customerId: id,
        personId: id.nullable(),
      }),
    )
    .output(z.object({ orderId: id, version: z.number().int() })),

  /** Takes an order with all its lines out. */
  removeOrder: procedure('facts.write', 'subtree')
    .route({ method: 'POST', path: '/orders/{orderId}/remove', tags: ['facts'] })
    .input(z.object({ orderId: id }))
    .output(z.object({ orderId: id })),

  /** Starts the job that computes all daily roll-ups again from the order lines and reports any difference. */
  rebuildRollups: procedure('facts.rebuild', 'workspace')
    .route({ method: 'POST', path: '/rollups/rebuild', tags: ['facts'] })
    .output(z.object({ jobId: z.string() })),
}
