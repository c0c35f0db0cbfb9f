import type { Locale } from '@salesloom/contract'
import { todayOf } from '../../../foundation/entries/index.ts'
import { type MailContent, type Mailer, recipientsBehind } from '../../../foundation/mail/index.ts'
import type { Clock } from '../../../platform/clock/index.ts'
import { type Database, inWorkspace } from '../../../platform/database/index.ts'
import type { EventHandler } from '../../../platform/events/dispatch.ts'
import { type Bilingual, loadMemberNames } from '../member-names.ts'
import { getScenarioRow } from '../scenario.store.ts'
import { findNodeRows, getCascadeRow, rulesAt } from './cascade.store.ts'

/** An answer that is awaited: of which plan, for whom, until when; no figure. */
export type Awaited = {
  readonly plan: string
  readonly member: Bilingual
  readonly dueOn: string
  readonly isOver: boolean
}

const PATH = '/targets/mine'

const SUBJECT: Readonly<Record<Locale, (awaited: readonly Awaited[]) => string>> = {
  en: ([first, ...others]) =>
    others.length === 0
      ? `Your answer is awaited: target of “${first?.plan}”`
      : `Your answers are awaited: ${others.length + 1} targets`,
  'zh-TW': ([first, ...others]) =>
    others.length === 0 ? `請回覆您的目標:「${first?.plan}」` : `請回覆您的 ${others.length + 1} 個目標`,
  'zh-CN': ([first, ...others]) =>
    others.length === 0 ? `请回复您的目标: “${first?.plan}”` : `请回复您的 ${others.length + 1} 个目标`,
}

const LINE: Readonly<Record<Locale, (awaited: Awaited) => string>> = {
  en: ({ plan, member, dueOn, isOver }) =>
    `The target of ${member.en} in “${plan}” was passed on to you and has no answer yet. Answers ${isOver ? 'were due on' : 'are due by'} ${dueOn}.`,
  'zh-TW': ({ plan, member, dueOn, isOver }) =>
    `「${plan}」中「${member.zh}」的目標已下達給您, 尚未回覆。回覆期限為 ${dueOn}${isOver ? ', 已過期' : ''}。`,
  'zh-CN': ({ plan, member, dueOn, isOver }) =>
    `“${plan}”中“${member.zh}”的目标已下达给您, 尚未回复。回复期限为 ${dueOn}${isOver ? ', 已过期' : ''}。`,
}

const WISH: Readonly<Record<Locale, string>> = {
  en: 'Accept it, or say what speaks against it.',
  'zh-TW': '請接受, 或說明不同意見。',
  'zh-CN': '请接受, 或说明不同意见。',
}

const LABEL: Readonly<Record<Locale, string>> = {
  en: 'Look at the target and answer',
  'zh-TW': '查看目標並回覆',
  'zh-CN': '查看目标并回复',
}

/** The mail to somebody from whom answers are awaited. */
export function awaitedMail(awaited: readonly Awaited[]): (locale: Locale) => MailContent {
  return (locale) => ({
    subject: SUBJECT[locale](awaited),
    lines: [...awaited.map(LINE[locale]), WISH[locale]],
    action: { label: LABEL[locale], path: PATH },
  })
}

/** Mails a reminder to whoever received each target that waits for an answer. */
export function mailReminders(database: Database, clock: Clock, mailer: Mailer): EventHandler {
  return async (workspaceId, payload) => {
    if (mailer.server === null) return
    const { scenarioId, members, remindedAt, mailed } = payload as {
      scenarioId: number
      members: readonly string[]
      remindedAt: string
      mailed?: true
    }
    // What the schedule reminds of it has mailed itself, to everybody once.
    if (mailed) return
    await inWorkspace(database, workspaceId, async (tx) => {
      const cascade = await getCascadeRow(tx, workspaceId, scenarioId, false)
      if (cascade === null || cascade.withdrawn !== null) return
      const nodes = await findNodeRows(tx, workspaceId, scenarioId)
      const { name: plan } = await getScenarioRow(tx, workspaceId, scenarioId)
      const nameOf = await loadMemberNames(tx, workspaceId)
      const today = await todayOf(tx, { workspaceId, clock })
      for (const { member, ...recipient } of await recipientsBehind(tx, workspaceId, members, today)) {
        const { dueOn } = rulesAt(cascade, nodes.get(member) ?? { dueOn: null, limits: null })
        const awaited = { plan, member: nameOf(member), dueOn, isOver: today > dueOn }
        const message = {
          kind: 'answerReminded' as const,
          to: [recipient],
          content: awaitedMail([awaited]),
          key: `answerReminded:${scenarioId}:${member}:${remindedAt}`,
          by: plan,
        }
        await mailer.post(tx, workspaceId, message, clock.now())
      }
    })
  }
}
