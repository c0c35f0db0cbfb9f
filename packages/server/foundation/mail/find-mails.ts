import { sql } from 'kysely'
import { inWorkspace, readWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { recordAudit } from '../audit/index.ts'
import { SENT_AGAIN_DAYS } from './deliver-mails.ts'
import { putBackMails } from './mail.store.ts'
import type { Mailer } from './mailer.ts'

type Counts = { readonly waiting: number; readonly failed: number }

/** Whether and how mails are sent, without the login; and how many wait or have failed. */
export async function getMailSettings({ database, workspaceId }: CallContext, { server }: Mailer) {
  const counts = await readWorkspace(database, workspaceId, async (tx) => {
    const { rows } = await sql<Counts>`
      select count(*) filter (where state = 'waiting')::int as waiting, count(*) filter (where state = 'failed')::int as failed
      from mail_delivery where workspace_id = ${workspaceId}`.execute(tx)
    return rows[0] ?? { waiting: 0, failed: 0 }
  })
  if (server === null) return { server: null, from: null, ...counts }
  const { host, port, from } = server
  const shown = host.includes(':') ? `[${host}]` : host
  return { server: `${shown}:${port}`, from: `${from.name} <${from.address}>`, ...counts }
}

type MailState = 'waiting' | 'sent' | 'failed'
type Row = {
  mailId: number
  kind: string
  address: string
  subject: string
  state: MailState
  attempts: number
  error: string | null
  answer: string | null
  createdBy: string
  createdAt: string
  nextAt: string
  endedAt: string | null
}

const instant = (value: string | null) => (value === null ? null : new Date(value).toISOString())

/** What was sent and what waits, newest first; never what it said. */
export async function findMails(
  { database, workspaceId }: CallContext,
  input: { readonly state?: MailState | undefined; readonly page: number; readonly pageSize: number },
) {
  return readWorkspace(database, workspaceId, async (tx) => {
    const only = input.state === undefined ? sql`true` : sql`state = ${input.state}`
    const count = await sql<{ total: number }>`
      select count(*)::int as total from mail_delivery where workspace_id = ${workspaceId} and ${only}`.execute(
      tx,
    )
    const { rows } = await sql<Row>`
      select mail_delivery_id as "mailId", kind, address, subject, state, attempts, error, answer,
        created_by as "createdBy", created_at as "createdAt", next_at as "nextAt", ended_at as "endedAt"
      from mail_delivery where workspace_id = ${workspaceId} and ${only} order by mail_delivery_id desc
      limit ${input.pageSize} offset ${(input.page - 1) * input.pageSize}`.execute(tx)
    return {
      total: count.rows[0]?.total ?? 0,
      rows: rows.map((row) => ({
        ...row,
        createdAt: new Date(row.createdAt).toISOString(),
        nextAt: row.state === 'waiting' ? instant(row.nextAt) : null,
        endedAt: instant(row.endedAt),
      })),
    }
  })
}

/**
 * Tries the mails that wait, and those that failed within the last days, at once and from their first attempt on: for when
 * the mail server works again.
 */
export async function retryMails(context: CallContext) {
  const { database, workspaceId, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const now = clock.now()
    const failedSince = new Date(now.getTime() - SENT_AGAIN_DAYS * 86_400_000)
    const retried = await putBackMails(tx, workspaceId, now, failedSince)
    await recordAudit(tx, context, { action: 'mail.retryMails', subject: 'mail', after: { retried } })
    return { retried }
  })
}
