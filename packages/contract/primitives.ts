import { z } from 'zod'

/** Building blocks of every shape that crosses the wire. */

export const id = z.number().int().positive().max(Number.MAX_SAFE_INTEGER)

/** A civil date in the workspace's calendar, `YYYY-MM-DD`, existing in the calendar. */
export const civilDate = z.iso.date()

/** Money in the minor unit of the workspace's currency (cents, 分), exact. */
export const minorUnits = z.number().int().safe()

/** A decimal number as text, at most four places: how a ledger amount is kept. */
export const ledgerDecimal = z.string().regex(/^-?\d{1,15}(\.\d{1,4})?$/)

/** A share or ratio, 0.123 = 12.3 %; null where its denominator is zero. */
export const ratio = z.number().nullable()

/** A name in Chinese and English; either may repeat the other where only one is known. */
export const bilingual = z.object({ zh: z.string(), en: z.string() })

/** A text of the product itself, in its three languages. */
export const trilingual = z.object({ zh: z.string(), zhTw: z.string(), en: z.string() })
export type Trilingual = z.infer<typeof trilingual>

export const page = z.object({
  page: z.number().int().min(1).max(100_000).default(1),
  pageSize: z.number().int().min(1).max(200).default(50),
})

/**
 * The part of the business that a figure is about. Trees include their descendants: a region means the
 * region and all below. A person means the orders credited to them; `unassigned` those credited to nobody.
 */
export const slice = z.object({
  from: civilDate,
  to: civilDate.describe('last day, inclusive'),
  channel: z.string().max(40).optional(),
  orgUnitId: id.optional(),
  personId: id.optional(),
  unassigned: z.boolean().optional(),
  regionId: id.optional(),
  productId: id.optional(),
  customerId: id.optional(),
  customerTypeId: id.optional(),
  stageId: id.optional(),
  campaignId: id.optional(),
})
export type Slice = z.infer<typeof slice>
