import type { MailOutcome, MailTransport } from '../../connectors/mail/open-transport.ts'
import { type Database, inWorkspace } from '../../platform/database/index.ts'
import { nextAttempt, type Rounds, startRounds } from '../../platform/jobs/retry.ts'
import type { Logger } from '../../platform/logging/index.ts'
import type { Sealer } from '../../platform/secrets/seal.ts'
import { asHtml, asText, type MailContent, oneLine } from './content.ts'
import {
  type DueMail,
  forgetFailedMails,
  type MailEnd,
  noteMail,
  removeOldMails,
  takeDueMails,
} from './mail.store.ts'

export type MailParts = {
  readonly database: Database
  readonly transport: MailTransport
  readonly sealer: Sealer
  /** the address that links begin with */
  readonly origin: string
  readonly now: () => Date
  readonly log: Logger
}

/** Longer than the time limit of one mail, so that a mail under way is not taken by another node. */
const LEASE_MS = 120_000
const AT_ONCE = 5
const EVERY_MS = 5_000
/** The log keeps this many days. */
export const KEPT_DAYS = 90
/** A mail that failed can be sent again for as long as an invitation is valid. */
export const SENT_AGAIN_DAYS = 7
const DAY_MS = 86_400_000

/** What an attempt leads to: sent, another try after a while, or the end. */
export function endOf(outcome: MailOutcome, attempts: number, now: Date): MailEnd {
  if (outcome.sent) return { state: 'sent', error: null, answer: outcome.answer, nextAt: now }
  const nextAt = outcome.final ? null : nextAttempt(attempts, now)
  const { failure: error, answer } = outcome
  return { state: nextAt === null ? 'failed' : 'waiting', error, answer, nextAt: nextAt ?? now }
}

async function sendOne(parts: MailParts, workspaceId: number, mail: DueMail): Promise<void> {
  const { sealer, transport, origin, now, database } = parts
  const content = JSON.parse(sealer.open(mail.sealed_content)) as MailContent
  const outcome = await transport.send({
    id: `salesloom-${workspaceId}-${mail.mail_delivery_id}`,
    to: mail.address,
    subject: oneLine(content.subject),
    text: asText(content, mail.locale, origin),
    html: asHtml(content, mail.locale, origin),
  })
  const at = now()
  await inWorkspace(database, workspaceId, (tx) =>
    noteMail(tx, workspaceId, mail.mail_delivery_id, endOf(outcome, mail.attempts, at), at),
  )
}

/** Sends what is due in a workspace; no transaction is open meanwhile. @returns how many were tried */
export async function deliverMails(parts: MailParts, workspaceId: number): Promise<number> {
  const now = parts.now()
  const due = await inWorkspace(parts.database, workspaceId, (tx) =>
    takeDueMails(tx, workspaceId, now, new Date(now.getTime() + LEASE_MS), AT_ONCE),
  )
  const ends = await Promise.allSettled(due.map((mail) => sendOne(parts, workspaceId, mail)))
  for (const end of ends)
    if (end.status === 'rejected')
      parts.log.error({ err: end.reason, workspaceId }, 'a mail could not be made')
  return due.length
}

/** Lets go what is no longer kept: contents after some days, the lines of the log after some more. */
export async function clearMails({ database, now }: MailParts, workspaceId: number): Promise<void> {
  const daysAgo = (days: number) => new Date(now().getTime() - days * DAY_MS)
  await inWorkspace(database, workspaceId, async (tx) => {
    await forgetFailedMails(tx, workspaceId, daysAgo(SENT_AGAIN_DAYS))
    await removeOldMails(tx, workspaceId, daysAgo(KEPT_DAYS))
  })
}

/** Looks after mails while the node runs; several nodes share the work. */
export function startMailDelivery(parts: MailParts, workspaceIds: () => Promise<readonly number[]>): Rounds {
  let cleared = ''
  return startRounds(EVERY_MS, { log: parts.log, failed: 'mails could not be sent' }, async (isClosed) => {
    const day = parts.now().toISOString().slice(0, 10)
    for (const workspaceId of await workspaceIds()) {
      while (!isClosed() && (await deliverMails(parts, workspaceId)) > 0);
      if (cleared === day) continue
      await clearMails(parts, workspaceId)
    }
    cleared = day
  })
}
