import type { Locale } from '@salesloom/contract'
import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'

/** A mail to one address, in line to be sent. */
export type NewMail = {
  readonly kind: string
  readonly address: string
  readonly locale: Locale
  readonly subject: string
  readonly sealedContent: string
  readonly key: string | null
  readonly createdBy: string
}

/** Puts a mail in line. @returns its number, null where the same key was put in line for this address before */
export async function insertMail(
  tx: WorkspaceTransaction,
  workspaceId: number,
  mail: NewMail,
  at: Date,
): Promise<number | null> {
  const { rows } = await sql<{ mail_delivery_id: number }>`
    insert into mail_delivery (workspace_id, kind, address, locale, subject, sealed_content, dedupe_key, state, next_at,
      created_by, created_at)
    values (${workspaceId}, ${mail.kind}, ${mail.address}, ${mail.locale}, ${mail.subject}, ${mail.sealedContent},
      ${mail.key}, 'waiting', ${at.toISOString()}, ${mail.createdBy}, ${at.toISOString()})
    on conflict (workspace_id, dedupe_key, address) do nothing returning mail_delivery_id`.execute(tx)
  return rows[0]?.mail_delivery_id ?? null
}

/** A mail whose time has come. */
export type DueMail = {
  readonly mail_delivery_id: number
  readonly address: string
  readonly locale: Locale
  readonly sealed_content: string
  readonly attempts: number
}

/** Takes mails that are due and pushes their next attempt away, so that no other node sends them meanwhile. */
export async function takeDueMails(
  tx: WorkspaceTransaction,
  workspaceId: number,
  now: Date,
  until: Date,
  most: number,
): Promise<DueMail[]> {
  const { rows } = await sql<DueMail>`
    select mail_delivery_id, address, locale, sealed_content, attempts from mail_delivery
    where workspace_id = ${workspaceId} and state = 'waiting' and next_at <= ${now.toISOString()}
    order by next_at, mail_delivery_id limit ${most} for update skip locked`.execute(tx)
  const ids = rows.map((row) => row.mail_delivery_id)
  await sql`update mail_delivery set next_at = ${until.toISOString()}, attempts = attempts + 1
    where workspace_id = ${workspaceId} and mail_delivery_id = any(${ids}::bigint[])`.execute(tx)
  return rows
}

export type MailEnd = {
  readonly state: 'sent' | 'waiting' | 'failed'
  readonly error: string | null
  readonly answer: string
  readonly nextAt: Date
}

/** Notes what became of an attempt; a mail that was sent keeps no content, a failed one keeps it to be sent again. */
export async function noteMail(
  tx: WorkspaceTransaction,
  workspaceId: number,
  mailId: number,
  { state, error, answer, nextAt }: MailEnd,
  at: Date,
): Promise<void> {
  const over = state !== 'waiting'
  await sql`update mail_delivery set state = ${state}, error = ${error}, answer = ${answer},
      next_at = ${nextAt.toISOString()}, ended_at = ${over ? at.toISOString() : null},
      sealed_content = case when ${state === 'sent'} then null else sealed_content end
    where workspace_id = ${workspaceId} and mail_delivery_id = ${mailId}`.execute(tx)
}

/** Puts mails that failed on or after a day back in line, and those that wait to their first attempt. @returns how many */
export async function putBackMails(
  tx: WorkspaceTransaction,
  workspaceId: number,
  now: Date,
  failedSince: Date,
): Promise<number> {
  const result = await sql`update mail_delivery
    set state = 'waiting', next_at = ${now.toISOString()}, attempts = 0, ended_at = null
    where workspace_id = ${workspaceId} and (state = 'waiting' and attempts > 0
      or state = 'failed' and sealed_content is not null and ended_at >= ${failedSince.toISOString()})`.execute(
    tx,
  )
  return Number(result.numAffectedRows ?? 0n)
}

/** Lets the content of mails go that failed before a day: nobody sends them any more. */
export async function forgetFailedMails(
  tx: WorkspaceTransaction,
  workspaceId: number,
  before: Date,
): Promise<void> {
  await sql`update mail_delivery set sealed_content = null
    where workspace_id = ${workspaceId} and state = 'failed' and sealed_content is not null
      and ended_at < ${before.toISOString()}`.execute(tx)
}

/** Takes mails out of the log that ended before a day. */
export async function removeOldMails(
  tx: WorkspaceTransaction,
  workspaceId: number,
  before: Date,
): Promise<void> {
  await sql`delete from mail_delivery
    where workspace_id = ${workspaceId} and state <> 'waiting' and ended_at < ${before.toISOString()}`.execute(
    tx,
  )
}
