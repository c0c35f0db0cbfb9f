import { sql } from 'kysely'
import { recordAudit } from '../../../foundation/audit/index.ts'
import { authorityOf, discountPercent, isBeyond } from '../../../foundation/authority/index.ts'
import { changeEntries, todayOf } from '../../../foundation/entries/index.ts'
import type { Mailer } from '../../../foundation/mail/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import {
  type Decision,
  decideApproval,
  holdApproval,
  holdQuote,
  insertApproval,
  OPEN_STATES,
  QUOTE,
  type QuoteRow,
  waitingApproval,
} from './approval.store.ts'
import { mailAsked, mailDecided } from './mail-approval.ts'

type Values = Readonly<Record<string, string | number | null>>

async function setQuote(tx: WorkspaceTransaction, context: CallContext, quoteId: number, values: Values) {
  const condition = sql<boolean>`t.quote_id = ${quoteId}`
  await changeEntries(tx, context, QUOTE, condition, new Map(Object.entries(values)))
}

function checkOpen({ status, number }: QuoteRow): void {
  if (!OPEN_STATES.some((state) => state === status)) throw new AppError('quoteNotOpen', { number, status })
}

async function note(
  tx: WorkspaceTransaction,
  context: CallContext,
  action: 'requestQuoteApproval' | 'decideQuoteApproval',
  { quoteId }: QuoteRow,
  after: object,
) {
  const { workspaceId, clock } = context
  await recordAudit(tx, context, { action: `monitoring.${action}`, subject: `quote:${quoteId}`, after })
  await emit(tx, workspaceId, { name: 'monitoring.responsesChanged', payload: { quoteId } }, clock.now())
}

/** What the caller's authority of today says to a quote. */
async function judge(tx: WorkspaceTransaction, context: CallContext, quote: QuoteRow, today: string) {
  const authority = await authorityOf(tx, context, quote, today)
  const percent = discountPercent(quote.listAmount, quote.amount)
  return { ...authority, percent, isBeyond: isBeyond(quote.listAmount, quote.amount, authority.limitPercent) }
}

type Judged = Awaited<ReturnType<typeof judge>>

async function settle(
  tx: WorkspaceTransaction,
  context: CallContext,
  { approvalId, quote, today }: { approvalId: number; quote: QuoteRow; today: string },
  { limitPercent, grantId, percent }: Judged,
  { state, reason }: Pick<Decision, 'state' | 'reason'>,
) {
  await decideApproval(tx, context, approvalId, quote, { state, reason, limitPercent, grantId, percent })
  await setQuote(
    tx,
    context,
    quote.quoteId,
    state === 'approved'
      ? { status: 'approved', approved_on: today, approved_by_id: context.actor.personId }
      : { status: 'rejected' },
  )
  await note(tx, context, 'decideQuoteApproval', quote, {
    approvalId,
    state,
    reason,
    percent,
    limitPercent,
    grantId,
  })
}

/**
 * Asks for a quote to be approved. Within the caller's own authority of today, the role's limit or a grant that covers it,
 * it is approved at once; beyond it the request waits for somebody with more.
 */
export async function requestQuoteApproval(
  context: CallContext,
  mailer: Mailer,
  { quoteId, note: said }: { readonly quoteId: number; readonly note: string },
) {
  const { database, workspaceId } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const today = await todayOf(tx, context)
    const quote = await holdQuote(tx, context, quoteId)
    checkOpen(quote)
    const judged = await judge(tx, context, quote, today)
    const waiting = await waitingApproval(tx, workspaceId, quoteId)
    const approvalId =
      waiting ?? (await insertApproval(tx, context, quote, { percent: judged.percent, note: said }))
    if (!judged.isBeyond) {
      await settle(tx, context, { approvalId, quote, today }, judged, { state: 'approved', reason: said })
      return { approvalId, state: 'approved' as const }
    }
    if (waiting === null) {
      if (quote.status === 'draft') await setQuote(tx, context, quoteId, { status: 'submitted' })
      const { percent } = judged
      await note(tx, context, 'requestQuoteApproval', quote, { approvalId, percent, said })
      const who = context.actor.name
      await mailAsked(tx, context, mailer, { approvalId, today, quote, percent, who, said })
    }
    return { approvalId, state: 'requested' as const }
  })
}

/**
 * Approves a quote that waits, within the caller's authority of today, or refuses it with a reason. The discount is the one
 * that the quote has now.
 * @throws AppError `discountBeyondAuthority`, `approvalDecided`, `quoteNotOpen`
 */
export async function decideQuoteApproval(
  context: CallContext,
  mailer: Mailer,
  input: { readonly approvalId: number; readonly approve: boolean; readonly reason: string },
) {
  const { approvalId, approve, reason } = input
  return inWorkspace(context.database, context.workspaceId, async (tx) => {
    const today = await todayOf(tx, context)
    const approval = await holdApproval(tx, context, approvalId)
    if (approval.state !== 'requested')
      throw new AppError('approvalDecided', { who: approval.decidedBy ?? '' })
    const quote = await holdQuote(tx, context, approval.quoteId)
    checkOpen(quote)
    if (!approve && reason === '') throw new AppError('invalidInput', { field: 'reason', reason: 'missing' })
    const judged = await judge(tx, context, quote, today)
    // Who may not let a quote through does not decide on it either.
    if (judged.isBeyond)
      throw new AppError('discountBeyondAuthority', {
        discount: judged.percent.toFixed(2),
        limit: judged.limitPercent,
      })
    const state = approve ? ('approved' as const) : ('refused' as const)
    await settle(tx, context, { approvalId, quote, today }, judged, { state, reason })
    const told = { quote, percent: judged.percent, who: context.actor.name, said: reason }
    await mailDecided(tx, context, mailer, { approvalId, outcome: state, ...told })
    return { approvalId, state }
  })
}
