import { z } from 'zod'
import { civilDate, id, page } from '../primitives.ts'
import { procedure } from '../procedure.ts'
import { kindName } from './entries.ts'

const period = z.object({
  closedPeriodId: id,
  from: civilDate,
  to: civilDate,
  closedAt: z.iso.datetime(),
  closedBy: z.string(),
  reopenedAt: z.iso.datetime().nullable(),
  reopenedBy: z.string().nullable(),
  restatements: z.number().int(),
})

export const periods = {
  /** Periods whose figures were declared final, newest first, with how much was restated since. */
  findPeriods: procedure('facts.read', 'none')
    .route({ method: 'GET', path: '/periods', tags: ['periods'] })
    .output(z.array(period)),

  /** Declares the figures of some days final: what comes later still counts, and is shown as restated. */
  closePeriod: procedure('ledger.write', 'workspace')
    .route({ method: 'POST', path: '/periods', tags: ['periods'] })
    .input(z.object({ from: civilDate, to: civilDate }))
    .output(z.object({ closedPeriodId: id })),

  reopenPeriod: procedure('ledger.write', 'workspace')
    .route({ method: 'POST', path: '/periods/{closedPeriodId}/reopen', tags: ['periods'] })
    .input(z.object({ closedPeriodId: id }))
    .output(z.object({ closedPeriodId: id })),

  /** What changed in a period after it was closed. */
  findRestatements: procedure('ledger.read', 'workspace')
    .route({ method: 'GET', path: '/periods/{closedPeriodId}/restatements', tags: ['periods'] })
    .input(page.extend({ closedPeriodId: id }))
    .output(
      z.object({
        total: z.number().int(),
        rows: z.array(
          z.object({
            restatementId: id,
            kind: kindName,
            entryId: id,
            day: civilDate,
            change: z.enum(['added', 'changed', 'removed', 'restored']),
            amountBefore: z.string().nullable(),
            amountAfter: z.string().nullable(),
            at: z.iso.datetime(),
            by: z.string(),
          }),
        ),
      }),
    ),
}
