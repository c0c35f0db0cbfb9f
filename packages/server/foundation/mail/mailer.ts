import type { Locale } from '@salesloom/contract'
import { isMailAddress, type MailServer } from '../../platform/config/read-mail.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { Sealer } from '../../platform/secrets/seal.ts'
import { SAMPLE_DOMAIN } from '../../platform/sign-in/sign-in.ts'
import { type MailContent, oneLine } from './content.ts'
import { insertMail } from './mail.store.ts'

/** Somebody whom a mail goes to, with the language that they read; null where it is not known. */
export type Recipient = { readonly email: string; readonly locale: Locale | null }

/** A message to some people. Each gets a mail of their own, and sees nobody else's address. */
export type Message = {
  /** what the log calls it; a key of the interface's texts */
  readonly kind: MailKind
  readonly to: readonly Recipient[]
  readonly content: (locale: Locale) => MailContent
  /** the same key is sent to an address once, however often it is posted */
  readonly key?: string | undefined
  /** who or what sends it, as the log says */
  readonly by: string
}

/** Kinds of mail; another part adds its own here and its name to the interface's texts. */
export const MAIL_KINDS = [
  'test',
  'invitation',
  'passwordReset',
  'answerReminded',
  'targetsWithdrawn',
  'marketQuestion',
  'alert',
  'quoteAsked',
  'quoteDecided',
] as const
export type MailKind = (typeof MAIL_KINDS)[number]

/** Posts messages, where a mail server is set up. */
export type Mailer = {
  /** null: no mail server is set up, and nothing is sent */
  readonly server: MailServer | null
  /**
   * Puts a message in line in the caller's transaction; it is sent after the commit, and tried again for a day.
   * @returns to how many it goes: none without a mail server; sample addresses are passed over
   */
  readonly post: (
    tx: WorkspaceTransaction,
    workspaceId: number,
    message: Message,
    at: Date,
  ) => Promise<number>
}

/** The language of somebody who never chose one: what the product speaks at first. */
const FIRST_LOCALE: Locale = 'zh-CN'

function isReachable(email: string): boolean {
  return isMailAddress(email) && !email.toLowerCase().endsWith(SAMPLE_DOMAIN)
}

/** The one way by which parts send mails. What a mail says lies sealed in the database until it is sent. */
export function createMailer(server: MailServer | null, sealer: Sealer): Mailer {
  return {
    server,
    post: async (tx, workspaceId, { kind, to, content, key, by }, at) => {
      if (server === null) return 0
      let posted = 0
      for (const { email, locale: chosen } of to.filter((recipient) => isReachable(recipient.email))) {
        const locale = chosen ?? FIRST_LOCALE
        const said = content(locale)
        const mail = {
          kind,
          address: email.toLowerCase(),
          locale,
          subject: oneLine(said.subject),
          sealedContent: sealer.seal(JSON.stringify(said)),
          key: key ?? null,
          createdBy: by,
        }
        if ((await insertMail(tx, workspaceId, mail, at)) !== null) posted++
      }
      return posted
    },
  }
}
