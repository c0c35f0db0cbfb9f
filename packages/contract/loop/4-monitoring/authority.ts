import { z } from 'zod'
import { ROLES } from '../../access.ts'
import { bilingual, civilDate, id, minorUnits, page } from '../../primitives.ts'
import { procedure } from '../../procedure.ts'

const percent = z.number().min(0).max(100)

const named = z.object({ id, name: bilingual })

const grant = z.object({
  grantId: id,
  responseId: id.nullable(),
  person: named,
  limitPercent: percent,
  customers: z.array(named),
  products: z.array(named).describe('with all below them; neither customers nor products: everything'),
  from: civilDate,
  until: civilDate.describe('last day'),
  reason: z.string(),
  grantedBy: z.string(),
  grantedAt: z.iso.datetime(),
  revokedOn: civilDate.nullable(),
  state: z.enum(['coming', 'active', 'expired', 'revoked']),
})

const approval = z.object({
  approvalId: id,
  quoteId: id,
  number: z.string(),
  customer: bilingual.nullable(),
  product: bilingual.nullable(),
  person: bilingual.nullable(),
  listAmount: minorUnits,
  amount: minorUnits,
  discountPercent: percent,
  state: z.enum(['requested', 'approved', 'refused']),
  requestedBy: z.string(),
  requestedAt: z.iso.datetime(),
  note: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  reason: z.string(),
  grantId: id.nullable().describe('the grant under which it was let through; null: the role’s own limit'),
  mayDecide: z.boolean().describe('whether the caller’s own limit is enough today'),
  neededRole: z.enum(ROLES).nullable().describe('the lowest role whose own limit is enough'),
})

export const authorityProcedures = {
  /** What each role may give without asking, the caller's own limit today, and the grants of the caller's part. */
  getAuthority: procedure('monitoring.read', 'subtree')
    .route({ method: 'GET', path: '/monitoring/authority', tags: ['monitoring'] })
    .output(
      z.object({
        today: civilDate,
        version: z.number().int(),
        limits: z.array(z.object({ role: z.enum(ROLES), percent })),
        own: percent.describe('of the caller for everything, today'),
        grants: z.array(grant),
      }),
    ),

  /** Sets what each role may give without asking. */
  setDiscountLimits: procedure('monitoring.define', 'workspace')
    .route({ method: 'PUT', path: '/monitoring/authority/limits', tags: ['monitoring'] })
    .input(
      z.object({
        version: z.number().int().min(0),
        limits: z.array(z.object({ role: z.enum(ROLES), percent })).max(ROLES.length),
      }),
    )
    .output(z.object({ version: z.number().int() })),

  /** Lends a person a higher discount limit until a day, within the granter's own. */
  grantAuthority: procedure('authority.grant', 'subtree')
    .route({ method: 'POST', path: '/monitoring/authority/grants', tags: ['monitoring'] })
    .input(
      z.object({
        responseId: id.nullable().default(null),
        personId: id,
        limitPercent: percent,
        customerIds: z.array(id).max(50).default([]),
        productIds: z.array(id).max(50).default([]),
        from: civilDate,
        until: civilDate,
        reason: z.string().trim().min(1).max(300),
      }),
    )
    .output(z.object({ grantId: id })),

  /** Takes a grant back from today on; what was approved under it stays approved. */
  revokeAuthority: procedure('authority.grant', 'subtree')
    .route({ method: 'POST', path: '/monitoring/authority/grants/{grantId}/revoke', tags: ['monitoring'] })
    .input(z.object({ grantId: id }))
    .output(z.object({ grantId: id })),

  /** Quotes with a discount that wait for a decision, or were decided. */
  findQuoteApprovals: procedure('monitoring.read', 'subtree')
    .route({ method: 'POST', path: '/monitoring/authority/approvals/find', tags: ['monitoring'] })
    .input(page.extend({ state: z.enum(['requested', 'approved', 'refused']).optional() }))
    .output(z.object({ total: z.number().int(), rows: z.array(approval) })),

  /** Quotes in draft or submitted that the caller may ask for. */
  findQuotesToApprove: procedure('monitoring.read', 'subtree')
    .route({ method: 'POST', path: '/monitoring/authority/quotes/find', tags: ['monitoring'] })
    .input(page.extend({ search: z.string().trim().max(80).default('') }))
    .output(
      z.object({
        total: z.number().int(),
        rows: z.array(
          z.object({
            quoteId: id,
            number: z.string(),
            day: civilDate,
            customer: bilingual.nullable(),
            person: bilingual.nullable(),
            listAmount: minorUnits,
            amount: minorUnits,
            discountPercent: z.number(),
            ownLimit: percent.describe('of the caller for this quote, today'),
          }),
        ),
      }),
    ),

  /** Asks for a quote to be approved: within the caller's own limit it is at once, beyond it somebody with more decides. */
  requestQuoteApproval: procedure('facts.write', 'subtree')
    .route({ method: 'POST', path: '/monitoring/authority/approvals', tags: ['monitoring'] })
    .input(z.object({ quoteId: id, note: z.string().trim().max(300).default('') }))
    .output(z.object({ approvalId: id, state: z.enum(['requested', 'approved']) })),

  /** Approves a quote within the caller's authority of today, or refuses it with a reason. */
  decideQuoteApproval: procedure('facts.write', 'subtree')
    .route({
      method: 'POST',
      path: '/monitoring/authority/approvals/{approvalId}/decide',
      tags: ['monitoring'],
    })
    .input(
      z.object({
        approvalId: id,
        approve: z.boolean(),
        reason: z.string().trim().max(300).default(''),
      }),
    )
    .output(z.object({ approvalId: id, state: z.enum(['approved', 'refused']) })),
}
