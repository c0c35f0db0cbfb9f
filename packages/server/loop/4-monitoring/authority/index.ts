import type { Mailer } from '../../../foundation/mail/index.ts'
import { callerOf, procedures } from '../../../platform/http/procedures.ts'
import { decideQuoteApproval, requestQuoteApproval } from './approve-quote.ts'
import { findQuoteApprovals, findQuotesToApprove } from './find-approvals.ts'
import { getAuthority, setDiscountLimits } from './get-authority.ts'
import { grantAuthority, revokeAuthority } from './grant-authority.ts'

const { monitoring } = procedures

/** Discount authority: limits, grants, and the quotes within them. */
export const authorityHandlers = {
  getAuthority: monitoring.getAuthority.handler(({ context }) => getAuthority(callerOf(context))),
  setDiscountLimits: monitoring.setDiscountLimits.handler(({ input, context }) =>
    setDiscountLimits(callerOf(context), input),
  ),
  grantAuthority: monitoring.grantAuthority.handler(({ input, context }) =>
    grantAuthority(callerOf(context), input),
  ),
  revokeAuthority: monitoring.revokeAuthority.handler(({ input, context }) =>
    revokeAuthority(callerOf(context), input),
  ),
  findQuoteApprovals: monitoring.findQuoteApprovals.handler(({ input, context }) =>
    findQuoteApprovals(callerOf(context), input),
  ),
  findQuotesToApprove: monitoring.findQuotesToApprove.handler(({ input, context }) =>
    findQuotesToApprove(callerOf(context), input),
  ),
}

/** Approval of quotes; who may decide, and who asked, get a mail. */
export function approvalHandlers(mailer: Mailer) {
  return {
    requestQuoteApproval: monitoring.requestQuoteApproval.handler(({ input, context }) =>
      requestQuoteApproval(callerOf(context), mailer, input),
    ),
    decideQuoteApproval: monitoring.decideQuoteApproval.handler(({ input, context }) =>
      decideQuoteApproval(callerOf(context), mailer, input),
    ),
  }
}
