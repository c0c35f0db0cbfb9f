import type { Locale } from '@salesloom/contract'
import { sql } from 'kysely'
import type { MailContent, Mailer, Recipient } from '../../../foundation/mail/index.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import type { QuoteRow } from './approval.store.ts'
import { findDeciders } from './find-deciders.ts'

type Told = {
  readonly quote: QuoteRow
  readonly percent: number
  /** who asked, or who decided */
  readonly who: string
  /** what they said; may be empty */
  readonly said: string
}
type Outcome = 'approved' | 'refused'

type Words = {
  readonly asked: (number: string) => string
  readonly askedLine: (who: string, customer: string, percent: string) => string
  readonly decided: Readonly<Record<Outcome, (number: string) => string>>
  readonly decidedLine: Readonly<Record<Outcome, (who: string, customer: string, percent: string) => string>>
  readonly note: (text: string) => string
  readonly reason: (text: string) => string
  readonly decide: string
  readonly open: string
}

const WORDS: Readonly<Record<Locale, Words>> = {
  'zh-CN': {
    asked: (number) => `报价 ${number} 待您审批`,
    askedLine: (who, customer, percent) => `${who} 申请批准${customer}的报价, 折扣 ${percent} %。`,
    decided: { approved: (number) => `报价 ${number} 已批准`, refused: (number) => `报价 ${number} 被驳回` },
    decidedLine: {
      approved: (who, customer, percent) => `${who} 批准了${customer}的报价, 折扣 ${percent} %。`,
      refused: (who, customer, percent) => `${who} 驳回了${customer}的报价, 折扣 ${percent} %。`,
    },
    note: (text) => `说明: ${text}`,
    reason: (text) => `理由: ${text}`,
    decide: '去审批',
    open: '打开报价审批',
  },
  'zh-TW': {
    asked: (number) => `報價 ${number} 待您審批`,
    askedLine: (who, customer, percent) => `${who} 申請核准${customer}的報價, 折扣 ${percent} %。`,
    decided: { approved: (number) => `報價 ${number} 已核准`, refused: (number) => `報價 ${number} 被駁回` },
    decidedLine: {
      approved: (who, customer, percent) => `${who} 核准了${customer}的報價, 折扣 ${percent} %。`,
      refused: (who, customer, percent) => `${who} 駁回了${customer}的報價, 折扣 ${percent} %。`,
    },
    note: (text) => `說明: ${text}`,
    reason: (text) => `理由: ${text}`,
    decide: '去審批',
    open: '開啟報價審批',
  },
  en: {
    asked: (number) => `Quote ${number} waits for your approval`,
    askedLine: (who, customer, percent) =>
      `${who} asks for a quote${customer} to be approved, with a discount of ${percent} %.`,
    decided: {
      approved: (number) => `Quote ${number} is approved`,
      refused: (number) => `Quote ${number} is refused`,
    },
    decidedLine: {
      approved: (who, customer, percent) =>
        `${who} approved the quote${customer}, with a discount of ${percent} %.`,
      refused: (who, customer, percent) =>
        `${who} refused the quote${customer}, with a discount of ${percent} %.`,
    },
    note: (text) => `Note: ${text}`,
    reason: (text) => `Reason: ${text}`,
    decide: 'Decide',
    open: 'Open the approvals',
  },
}

const PATH = '/monitoring/authority'

/** The customer as a sentence takes it in; nothing where the quote has none. */
function customerIn({ customerZh, customerEn }: QuoteRow, locale: Locale): string {
  if (locale === 'en') return customerEn === null ? '' : ` for ${customerEn}`
  return customerZh === null ? '' : ` ${customerZh} `
}

function contentOf(told: Told, outcome: Outcome | null, locale: Locale): MailContent {
  const words = WORDS[locale]
  const { quote, percent, who, said } = told
  const line = outcome === null ? words.askedLine : words.decidedLine[outcome]
  const subject = outcome === null ? words.asked : words.decided[outcome]
  const added = outcome === null ? words.note : words.reason
  return {
    subject: subject(quote.number),
    lines: [line(who, customerIn(quote, locale), percent.toFixed(1)), ...(said === '' ? [] : [added(said)])],
    action: { label: outcome === null ? words.decide : words.open, path: PATH },
  }
}

type Asked = Told & { readonly approvalId: number; readonly today: string }

/** Mails those who may decide that a quote waits for them. */
export async function mailAsked(
  tx: WorkspaceTransaction,
  context: CallContext,
  mailer: Mailer,
  { approvalId, today, ...told }: Asked,
): Promise<void> {
  if (mailer.server === null) return
  const { workspaceId, clock, actor } = context
  const message = {
    kind: 'quoteAsked' as const,
    to: await findDeciders(tx, context, told.quote, today),
    content: (locale: Locale) => contentOf(told, null, locale),
    key: `quoteAsked:${approvalId}`,
    by: actor.name,
  }
  await mailer.post(tx, workspaceId, message, clock.now())
}

/** Who asked for an approval, while they are an active member; nobody where they decided themselves. */
async function askerOf(
  tx: WorkspaceTransaction,
  { workspaceId, actor }: CallContext,
  approvalId: number,
): Promise<Recipient[]> {
  const { rows } = await sql<Recipient>`select m.email, m.locale from quote_approval a
    join membership m on m.workspace_id = a.workspace_id and m.user_id = a.requested_by_id
    where a.workspace_id = ${workspaceId} and m.workspace_id = ${workspaceId} and a.quote_approval_id = ${approvalId}
      and m.deactivated_at is null and m.user_id <> ${actor.userId}`.execute(tx)
  return rows
}

/** Mails who asked what was decided. */
export async function mailDecided(
  tx: WorkspaceTransaction,
  context: CallContext,
  mailer: Mailer,
  { approvalId, outcome, ...told }: Told & { readonly approvalId: number; readonly outcome: Outcome },
): Promise<void> {
  if (mailer.server === null) return
  const { workspaceId, clock, actor } = context
  const message = {
    kind: 'quoteDecided' as const,
    to: await askerOf(tx, context, approvalId),
    content: (locale: Locale) => contentOf(told, outcome, locale),
    key: `quoteDecided:${approvalId}`,
    by: actor.name,
  }
  await mailer.post(tx, workspaceId, message, clock.now())
}
