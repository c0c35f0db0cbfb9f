import { minorUnitsOf } from '@salesloom/engine/money'
import { sql } from 'kysely'
import {
  authorityOf,
  discountPercent,
  isBeyond,
  readLimits,
  roleFor,
} from '../../../foundation/authority/index.ts'
import { todayOf } from '../../../foundation/entries/index.ts'
import { currencyDigits } from '../../../foundation/facts/index.ts'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { pair } from '../funnel/deal-list.ts'
import { type ApprovalRow, findApprovals, findQuotes, OPEN_STATES, type QuoteRow } from './approval.store.ts'

const iso = (at: Date | string | null) => (at === null ? null : new Date(at).toISOString())

function shownQuote(quote: QuoteRow, digits: number) {
  return {
    quoteId: quote.quoteId,
    number: quote.number,
    customer: pair(quote.customerZh, quote.customerEn),
    person: pair(quote.personZh, quote.personEn),
    listAmount: minorUnitsOf(quote.listAmount, digits),
    amount: minorUnitsOf(quote.amount, digits),
  }
}

function shownApproval(row: ApprovalRow, digits: number) {
  const { approvalId, state, requestedBy, note, decidedBy, reason, grantId } = row
  return {
    ...shownQuote(row, digits),
    ...{ approvalId, state, requestedBy, note, decidedBy, reason, grantId },
    product: pair(row.productZh, row.productEn),
    requestedAt: iso(row.requestedAt) ?? '',
    decidedAt: iso(row.decidedAt),
    // What waits is judged by what the quote says now.
    discountPercent:
      state === 'requested' ? discountPercent(row.listAmount, row.amount) : row.discountPercent,
  }
}

/** Quotes with a discount that wait for a decision, or were decided; those of the caller's part. */
export async function findQuoteApprovals(
  context: CallContext,
  { state, ...page }: { state?: string | undefined; page: number; pageSize: number },
) {
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const today = await todayOf(tx, context)
    const digits = await currencyDigits(tx, workspaceId)
    const { limits } = await readLimits(tx, workspaceId)
    const { total, rows } = await findApprovals(tx, context, state, page)
    const shown = []
    for (const row of rows) {
      const { limitPercent } = await authorityOf(tx, context, row, today)
      const mayDecide = row.state === 'requested' && !isBeyond(row.listAmount, row.amount, limitPercent)
      const approval = shownApproval(row, digits)
      shown.push({ ...approval, mayDecide, neededRole: roleFor(limits, row) })
    }
    return { total, rows: shown }
  })
}

/** Quotes in draft or submitted that do not wait already, with what the caller may give on each today. */
export async function findQuotesToApprove(
  context: CallContext,
  { search, ...page }: { search: string; page: number; pageSize: number },
) {
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const today = await todayOf(tx, context)
    const digits = await currencyDigits(tx, workspaceId)
    const words = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`
    const condition = sql`t.status = any(${[...OPEN_STATES]}::text[])
      and not exists (select 1 from quote_approval a where a.workspace_id = ${workspaceId} and a.quote_id = t.quote_id
        and a.state = 'requested')
      and (${search} = '' or t.number ilike ${words} or c.name_zh ilike ${words} or c.name_en ilike ${words})`
    const { total, rows } = await findQuotes(tx, context, condition, page)
    const shown = []
    for (const quote of rows) {
      const { limitPercent } = await authorityOf(tx, context, quote, today)
      const percent = discountPercent(quote.listAmount, quote.amount)
      shown.push({
        ...shownQuote(quote, digits),
        day: quote.day,
        discountPercent: percent,
        ownLimit: limitPercent,
      })
    }
    return { total, rows: shown }
  })
}
