import { callerOf, procedures } from '../../platform/http/procedures.ts'
import { localeOf } from '../../platform/http/wire-errors.ts'
import { findMails, getMailSettings, retryMails } from './find-mails.ts'
import type { Mailer } from './mailer.ts'
import { sendTestMail } from './send-test-mail.ts'

export type { MailContent } from './content.ts'
export { deliverMails, type MailParts, startMailDelivery } from './deliver-mails.ts'
export { createMailer, MAIL_KINDS, type Mailer, type Message, type Recipient } from './mailer.ts'
export { recipientsBehind, recipientsInRoles } from './recipients.ts'

const { mail } = procedures

/** Whether mails are sent, and their log. */
export function mailProcedures(mailer: Mailer) {
  return {
    getMailSettings: mail.getMailSettings.handler(({ context }) =>
      getMailSettings(callerOf(context), mailer),
    ),
    findMails: mail.findMails.handler(({ input, context }) => findMails(callerOf(context), input)),
    retryMails: mail.retryMails.handler(({ context }) => retryMails(callerOf(context))),
    sendTestMail: mail.sendTestMail.handler(({ input, context }) =>
      sendTestMail(callerOf(context), mailer, input, localeOf(context.headers)),
    ),
  }
}
