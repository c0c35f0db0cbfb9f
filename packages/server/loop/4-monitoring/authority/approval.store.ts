import { kindOf } from '@salesloom/contract'
import { type RawBuilder, sql } from 'kysely'
import { visibleEntries } from '../../../foundation/entries/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'

export const QUOTE = kindOf('quote')
export const OPEN_STATES = ['draft', 'submitted'] as const

export type QuoteRow = {
  readonly quoteId: number
  readonly number: string
  readonly day: string
  readonly status: string
  /** exact, as ledger text */
  readonly listAmount: string
  readonly amount: string
  readonly customerId: number | null
  readonly productId: number | null
  readonly personId: number | null
  readonly customerZh: string | null
  readonly customerEn: string | null
  readonly productZh: string | null
  readonly productEn: string | null
  readonly personZh: string | null
  readonly personEn: string | null
}

const QUOTE_COLUMNS = sql`t.quote_id as "quoteId", t.number, t.day, t.status, t.list_amount::text as "listAmount",
  t.amount::text as amount, t.customer_id as "customerId", t.product_id as "productId", t.person_id as "personId",
  c.name_zh as "customerZh", c.name_en as "customerEn", p.name_zh as "productZh", p.name_en as "productEn",
  s.name_zh as "personZh", s.name_en as "personEn"`
const QUOTE_FROM = sql`quote t
  left join customer c on c.workspace_id = t.workspace_id and c.customer_id = t.customer_id
  left join product p on p.workspace_id = t.workspace_id and p.product_id = t.product_id
  left join person s on s.workspace_id = t.workspace_id and s.person_id = t.person_id`

/** Quotes, called `t`, of the caller's part. */
const seenQuotes = (context: CallContext) =>
  sql`t.workspace_id = ${context.workspaceId} and t.removed_at is null and ${visibleEntries(context, QUOTE)}`

type Paged = { readonly page: number; readonly pageSize: number }
const paged = ({ page, pageSize }: Paged) => sql`limit ${pageSize} offset ${(page - 1) * pageSize}`

/** Quotes of the caller's part that meet a condition, the newest first. */
export async function findQuotes(
  tx: WorkspaceTransaction,
  context: CallContext,
  condition: RawBuilder<unknown>,
  page: Paged,
): Promise<{ total: number; rows: QuoteRow[] }> {
  const where = sql`${seenQuotes(context)} and ${condition}`
  const total = await sql<{
    total: number
  }>`select count(*)::int as total from ${QUOTE_FROM} where ${where}`.execute(tx)
  const { rows } = await sql<QuoteRow>`select ${QUOTE_COLUMNS} from ${QUOTE_FROM} where ${where}
    order by t.day desc, t.quote_id desc ${paged(page)}`.execute(tx)
  return { total: total.rows[0]?.total ?? 0, rows }
}

/** A quote of the caller's part, held. @throws AppError `notFound` */
export async function holdQuote(
  tx: WorkspaceTransaction,
  context: CallContext,
  quoteId: number,
): Promise<QuoteRow> {
  const { rows } = await sql<QuoteRow>`select ${QUOTE_COLUMNS} from ${QUOTE_FROM}
    where ${seenQuotes(context)} and t.quote_id = ${quoteId} for update of t`.execute(tx)
  if (rows[0] === undefined) throw new AppError('notFound', { what: 'quote', id: quoteId })
  return rows[0]
}

export type ApprovalRow = QuoteRow & {
  readonly approvalId: number
  readonly discountPercent: number
  readonly state: 'requested' | 'approved' | 'refused'
  readonly requestedBy: string
  readonly requestedAt: Date | string
  readonly note: string
  readonly decidedBy: string | null
  readonly decidedAt: Date | string | null
  readonly reason: string
  readonly grantId: number | null
}

const APPROVAL_COLUMNS = sql`a.quote_approval_id as "approvalId", a.discount_percent::float8 as "discountPercent", a.state,
  a.requested_by as "requestedBy", a.requested_at as "requestedAt", a.note, a.decided_by as "decidedBy",
  a.decided_at as "decidedAt", a.reason, a.authority_grant_id as "grantId"`
const APPROVAL_FROM = sql`quote_approval a
  join quote t on t.workspace_id = a.workspace_id and t.quote_id = a.quote_id
  left join customer c on c.workspace_id = t.workspace_id and c.customer_id = t.customer_id
  left join product p on p.workspace_id = t.workspace_id and p.product_id = t.product_id
  left join person s on s.workspace_id = t.workspace_id and s.person_id = t.person_id`

/** Approvals of quotes of the caller's part: those that wait first, then the newest. */
export async function findApprovals(
  tx: WorkspaceTransaction,
  context: CallContext,
  state: string | undefined,
  page: Paged,
): Promise<{ total: number; rows: ApprovalRow[] }> {
  const where = sql`a.workspace_id = ${context.workspaceId} and ${seenQuotes(context)}
    and (${state ?? null}::text is null or a.state = ${state ?? null})`
  const total = await sql<{
    total: number
  }>`select count(*)::int as total from ${APPROVAL_FROM} where ${where}`.execute(tx)
  const { rows } =
    await sql<ApprovalRow>`select ${QUOTE_COLUMNS}, ${APPROVAL_COLUMNS} from ${APPROVAL_FROM} where ${where}
    order by a.state <> 'requested', a.quote_approval_id desc ${paged(page)}`.execute(tx)
  return { total: total.rows[0]?.total ?? 0, rows }
}

/** An approval of a quote of the caller's part, held. @throws AppError `notFound` */
export async function holdApproval(tx: WorkspaceTransaction, context: CallContext, approvalId: number) {
  const { rows } = await sql<{ quoteId: number; state: string; decidedBy: string | null }>`
    select a.quote_id as "quoteId", a.state, a.decided_by as "decidedBy" from quote_approval a
    join quote t on t.workspace_id = a.workspace_id and t.quote_id = a.quote_id
    where a.workspace_id = ${context.workspaceId} and a.quote_approval_id = ${approvalId} and ${seenQuotes(context)}
    for update of a`.execute(tx)
  if (rows[0] === undefined) throw new AppError('notFound', { what: 'quoteApproval', id: approvalId })
  return rows[0]
}

export type Decision = {
  readonly state: 'approved' | 'refused'
  readonly reason: string
  readonly limitPercent: number
  readonly grantId: number | null
}

/** Writes a request; decided at once where a decision is given. @returns its id */
export async function insertApproval(
  tx: WorkspaceTransaction,
  { workspaceId, actor, clock }: CallContext,
  quote: QuoteRow,
  { percent, note }: { readonly percent: number; readonly note: string },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into quote_approval
      (workspace_id, quote_id, discount_percent, list_amount, amount, state, requested_by, requested_by_id, requested_at, note)
    values (${workspaceId}, ${quote.quoteId}, ${percent}, ${quote.listAmount}, ${quote.amount}, 'requested', ${actor.name},
      ${actor.userId}, ${clock.now().toISOString()}, ${note})
    returning quote_approval_id as id`.execute(tx)
  return rows[0]?.id ?? 0
}

/** Writes what was decided, with the discount that it was decided on. */
export async function decideApproval(
  tx: WorkspaceTransaction,
  { workspaceId, actor, clock }: CallContext,
  approvalId: number,
  quote: QuoteRow,
  { state, reason, limitPercent, grantId, percent }: Decision & { readonly percent: number },
): Promise<void> {
  await sql`update quote_approval set state = ${state}, reason = ${reason}, limit_percent = ${limitPercent},
      authority_grant_id = ${grantId}, discount_percent = ${percent}, list_amount = ${quote.listAmount},
      amount = ${quote.amount}, decided_by = ${actor.name}, decided_at = ${clock.now().toISOString()}
    where workspace_id = ${workspaceId} and quote_approval_id = ${approvalId}`.execute(tx)
}

/** The request of a quote that waits; null where none does. */
export async function waitingApproval(tx: WorkspaceTransaction, workspaceId: number, quoteId: number) {
  const { rows } = await sql<{ id: number }>`select quote_approval_id as id from quote_approval
    where workspace_id = ${workspaceId} and quote_id = ${quoteId} and state = 'requested'`.execute(tx)
  return rows[0]?.id ?? null
}
