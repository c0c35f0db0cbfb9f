import type { Locale } from '@salesloom/contract'
import { type MailContent, type Mailer, recipientsBehind } from '../../../foundation/mail/index.ts'
import type { Clock } from '../../../platform/clock/index.ts'
import { type Database, inWorkspace } from '../../../platform/database/index.ts'
import type { EventHandler } from '../../../platform/events/dispatch.ts'
import { type Bilingual, loadMemberNames } from '../member-names.ts'
import { getScenarioRow } from '../scenario.store.ts'
import { getCascadeRow } from './cascade.store.ts'
import { workspaceToday } from './publish-cascade.ts'

type Subject = { readonly plan: string; readonly member: Bilingual; readonly dueOn: string }

/** What a reminder says: of which plan, for whom, until when; no figure. */
function reminder(locale: Locale, { plan, member, dueOn }: Subject): MailContent {
  if (locale === 'en')
    return {
      subject: `Your answer is awaited: target of “${plan}”`,
      lines: [
        `The target of ${member.en} in “${plan}” was passed on to you and has no answer yet. Answers were due on ${dueOn}.`,
        'Accept it, or say what speaks against it.',
      ],
      action: { label: 'Look at the target and answer', path: '/targets/mine' },
    }
  if (locale === 'zh-TW')
    return {
      subject: `請回覆您的目標:「${plan}」`,
      lines: [
        `「${plan}」中「${member.zh}」的目標已下達給您, 尚未回覆。回覆期限為 ${dueOn}。`,
        '請接受, 或說明不同意見。',
      ],
      action: { label: '查看目標並回覆', path: '/targets/mine' },
    }
  return {
    subject: `请回复您的目标: “${plan}”`,
    lines: [
      `“${plan}”中“${member.zh}”的目标已下达给您, 尚未回复。回复期限为 ${dueOn}。`,
      '请接受, 或说明不同意见。',
    ],
    action: { label: '查看目标并回复', path: '/targets/mine' },
  }
}

/** Mails a reminder to whoever received each target that waits for an answer. */
export function mailReminders(database: Database, clock: Clock, mailer: Mailer): EventHandler {
  return async (workspaceId, payload) => {
    if (mailer.server === null) return
    const { scenarioId, members, remindedAt } = payload as {
      scenarioId: number
      members: readonly string[]
      remindedAt: string
    }
    await inWorkspace(database, workspaceId, async (tx) => {
      const cascade = await getCascadeRow(tx, workspaceId, scenarioId, false)
      if (cascade === null) return
      const { name: plan } = await getScenarioRow(tx, workspaceId, scenarioId)
      const nameOf = await loadMemberNames(tx, workspaceId)
      const today = await workspaceToday(tx, { workspaceId, clock })
      for (const { member, ...recipient } of await recipientsBehind(tx, workspaceId, members, today)) {
        const subject = { plan, member: nameOf(member), dueOn: cascade.dueOn }
        const message = {
          kind: 'answerReminded' as const,
          to: [recipient],
          content: (locale: Locale) => reminder(locale, subject),
          key: `answerReminded:${scenarioId}:${member}:${remindedAt}`,
          by: plan,
        }
        await mailer.post(tx, workspaceId, message, clock.now())
      }
    })
  }
}
