import type { Locale } from '@salesloom/contract'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { recordAudit } from '../audit/index.ts'
import type { MailContent } from './content.ts'
import type { Mailer } from './mailer.ts'

const WORDS: Readonly<Record<Locale, (by: string) => MailContent>> = {
  'zh-CN': (by) => ({
    subject: 'Salesloom 测试邮件',
    lines: [`${by} 发送了这封测试邮件。您能看到它, 说明邮件服务器已经设置好。`],
    action: { label: '打开 Salesloom', path: '/' },
  }),
  'zh-TW': (by) => ({
    subject: 'Salesloom 測試郵件',
    lines: [`${by} 發送了這封測試郵件。您能看到它, 說明郵件伺服器已經設定好。`],
    action: { label: '開啟 Salesloom', path: '/' },
  }),
  en: (by) => ({
    subject: 'Test mail of Salesloom',
    lines: [`${by} sent this test mail. That you read it shows that the mail server is set up.`],
    action: { label: 'Open Salesloom', path: '/' },
  }),
}

/** Sends a test mail to an address; how it goes stands in the log. */
export async function sendTestMail(
  context: CallContext,
  mailer: Mailer,
  { email }: { readonly email: string },
  locale: Locale,
) {
  if (mailer.server === null) throw new AppError('noMailServer')
  const { database, workspaceId, actor, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const message = {
      kind: 'test' as const,
      to: [{ email, locale }],
      content: (language: Locale) => WORDS[language](actor.name),
      by: actor.name,
    }
    const posted = await mailer.post(tx, workspaceId, message, clock.now())
    if (posted === 0) throw new AppError('mailAddressNotReached', { email })
    await recordAudit(tx, context, { action: 'mail.sendTestMail', subject: 'mail', after: { email } })
    return { posted }
  })
}
