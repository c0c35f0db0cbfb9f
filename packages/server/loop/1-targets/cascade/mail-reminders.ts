import type { Locale } from '@salesloom/contract'
import { todayOf } from '../../../foundation/entries/index.ts'
import type { MailContent, Mailer } from '../../../foundation/mail/index.ts'
import type { Clock } from '../../../platform/clock/index.ts'
import { type Database, inWorkspace } from '../../../platform/database/index.ts'
import type { EventHandler } from '../../../platform/events/dispatch.ts'
import { type Bilingual, loadMemberNames } from '../member-names.ts'
import { getScenarioRow } from '../scenario.store.ts'
import { findNodeRows, getCascadeRow, rulesAt } from './cascade.store.ts'
import { UNSETTLED, whoIsAwaited } from './who-is-awaited.ts'

/** An answer or a settlement that is awaited: of which plan, for whom, until when; no figure. */
export type Awaited = {
  readonly scenarioId: number
  readonly plan: string
  readonly member: Bilingual
  readonly dueOn: string
  readonly isOver: boolean
  /** its figure was disputed, or another one proposed: it is to be settled */
  readonly isDecision: boolean
}

type Asks = 'answer' | 'decision' | 'both'

function asksOf(awaited: readonly Awaited[]): Asks {
  if (awaited.every(({ isDecision }) => isDecision)) return 'decision'
  return awaited.some(({ isDecision }) => isDecision) ? 'both' : 'answer'
}

/** Where what is awaited is done: at one's own targets, or in the tree of the plan that a figure is to be settled in. */
function pathOf(awaited: readonly Awaited[]): string {
  const decided = awaited.filter(({ isDecision }) => isDecision).map(({ scenarioId }) => scenarioId)
  return decided.length === awaited.length && new Set(decided).size === 1
    ? `/targets/${decided[0]}/cascade`
    : '/targets/mine'
}

const SUBJECT: Readonly<Record<Locale, Readonly<Record<Asks, (plan: string, count: number) => string>>>> = {
  en: {
    answer: (plan, count) =>
      count === 1
        ? `Your answer is awaited: target of “${plan}”`
        : `Your answers are awaited: ${count} targets`,
    decision: (plan, count) =>
      count === 1
        ? `Your decision is awaited: target of “${plan}”`
        : `Your decisions are awaited: ${count} targets`,
    both: (_, count) => `Your answers and decisions are awaited: ${count} targets`,
  },
  'zh-TW': {
    answer: (plan, count) => (count === 1 ? `請回覆您的目標:「${plan}」` : `請回覆您的 ${count} 個目標`),
    decision: (plan, count) => (count === 1 ? `請商定目標:「${plan}」` : `請商定 ${count} 個目標`),
    both: (_, count) => `請回覆並商定 ${count} 個目標`,
  },
  'zh-CN': {
    answer: (plan, count) => (count === 1 ? `请回复您的目标: “${plan}”` : `请回复您的 ${count} 个目标`),
    decision: (plan, count) => (count === 1 ? `请商定目标: “${plan}”` : `请商定 ${count} 个目标`),
    both: (_, count) => `请回复并商定 ${count} 个目标`,
  },
}

const LINE: Readonly<Record<Locale, (awaited: Awaited) => string>> = {
  en: ({ plan, member, dueOn, isOver, isDecision }) =>
    isDecision
      ? `${member.en} does not agree with the target in “${plan}”, and the figure is not settled yet. Answers ${isOver ? 'were due on' : 'are due by'} ${dueOn}.`
      : `The target of ${member.en} in “${plan}” was passed on to you and has no answer yet. Answers ${isOver ? 'were due on' : 'are due by'} ${dueOn}.`,
  'zh-TW': ({ plan, member, dueOn, isOver, isDecision }) =>
    `${isDecision ? `「${member.zh}」對「${plan}」中的目標有異議或另有提議, 尚未商定` : `「${plan}」中「${member.zh}」的目標已下達給您, 尚未回覆`}。回覆期限為 ${dueOn}${isOver ? ', 已過期' : ''}。`,
  'zh-CN': ({ plan, member, dueOn, isOver, isDecision }) =>
    `${isDecision ? `“${member.zh}”对“${plan}”中的目标有异议或另有提议, 尚未商定` : `“${plan}”中“${member.zh}”的目标已下达给您, 尚未回复`}。回复期限为 ${dueOn}${isOver ? ', 已过期' : ''}。`,
}

const WISH: Readonly<Record<Locale, Readonly<Record<Asks, string>>>> = {
  en: {
    answer: 'Accept it, or say what speaks against it.',
    decision: 'Read the reason and settle the figure.',
    both: 'Accept what was passed on to you, or say what speaks against it; settle what is disputed below you.',
  },
  'zh-TW': {
    answer: '請接受, 或說明不同意見。',
    decision: '請查看原因並商定數字。',
    both: '下達給您的目標請接受或說明不同意見; 下級有異議的請商定。',
  },
  'zh-CN': {
    answer: '请接受, 或说明不同意见。',
    decision: '请查看原因并商定数字。',
    both: '下达给您的目标请接受或说明不同意见; 下级有异议的请商定。',
  },
}

const LABEL: Readonly<Record<Locale, Readonly<Record<Asks, string>>>> = {
  en: {
    answer: 'Look at the target and answer',
    decision: 'Look at the target and settle it',
    both: 'Look at the targets',
  },
  'zh-TW': { answer: '查看目標並回覆', decision: '查看目標並商定', both: '查看目標' },
  'zh-CN': { answer: '查看目标并回复', decision: '查看目标并商定', both: '查看目标' },
}

/** The mail to somebody from whom answers or settlements are awaited. */
export function awaitedMail(awaited: readonly Awaited[]): (locale: Locale) => MailContent {
  const asks = asksOf(awaited)
  return (locale) => ({
    subject: SUBJECT[locale][asks](awaited[0]?.plan ?? '', awaited.length),
    lines: [...awaited.map(LINE[locale]), WISH[locale][asks]],
    action: { label: LABEL[locale][asks], path: pathOf(awaited) },
  })
}

/** Mails a reminder of each target: to whoever received it, or to those who are to settle it. */
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
      const waiting = members.flatMap((member) => {
        const node = nodes.get(member)
        return node === undefined ? [] : [{ ...node, scenarioId }]
      })
      const awaitedOf = await whoIsAwaited(database, tx, workspaceId, waiting, today)
      for (const { node, recipient } of awaitedOf) {
        const { member } = node
        const { dueOn } = rulesAt(cascade, node)
        const isDecision = UNSETTLED.includes(node.state)
        const awaited = { scenarioId, plan, member: nameOf(member), dueOn, isOver: today > dueOn, isDecision }
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
