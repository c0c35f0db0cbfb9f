import type { Locale } from '@salesloom/contract'
import { todayOf } from '../../../foundation/entries/index.ts'
import { type MailContent, type Mailer, recipientsBehind } from '../../../foundation/mail/index.ts'
import type { Clock } from '../../../platform/clock/index.ts'
import { type Database, inWorkspace } from '../../../platform/database/index.ts'
import type { EventHandler } from '../../../platform/events/dispatch.ts'
import { getScenarioRow } from '../scenario.store.ts'

/** What the event of a cascade says when it was withdrawn. */
type Recalled = {
  readonly members: readonly string[]
  readonly reason: string
  readonly by: string
  readonly at: string
}

/** The mail about a withdrawal: of which plan, by whom and why; no figure. */
export function withdrawalMail(
  plan: string,
  scenarioId: number,
  { by, reason }: Pick<Recalled, 'by' | 'reason'>,
): (locale: Locale) => MailContent {
  const path = `/targets/${scenarioId}/cascade`
  return (locale) => {
    if (locale === 'en')
      return {
        subject: `Withdrawn: target of “${plan}”`,
        lines: [
          `${by} withdrew the targets of “${plan}” that had been passed on to you: ${reason}`,
          'No answer is awaited from you any more. What you answered stays on record.',
        ],
        action: { label: 'Look at how it stood', path },
      }
    if (locale === 'zh-TW')
      return {
        subject: `目標下達已撤回:「${plan}」`,
        lines: [
          `${by} 已撤回「${plan}」中下達給您的目標: ${reason}`,
          '您無需再回覆。您已作的回覆仍保留在紀錄中。',
        ],
        action: { label: '查看撤回時的情況', path },
      }
    return {
      subject: `目标下达已撤回: “${plan}”`,
      lines: [
        `${by} 已撤回“${plan}”中下达给您的目标: ${reason}`,
        '您无需再回复。您已作的回复仍保留在记录中。',
      ],
      action: { label: '查看撤回时的情况', path },
    }
  }
}

/** Mails everybody whom a cascade had asked, once, that it was withdrawn and why. */
export function mailWithdrawal(database: Database, clock: Clock, mailer: Mailer): EventHandler {
  return async (workspaceId, payload) => {
    const { scenarioId, recalled } = payload as { scenarioId: number; recalled?: Recalled }
    if (mailer.server === null || recalled === undefined) return
    await inWorkspace(database, workspaceId, async (tx) => {
      const { name: plan } = await getScenarioRow(tx, workspaceId, scenarioId)
      const today = await todayOf(tx, { workspaceId, clock })
      const behind = await recipientsBehind(tx, workspaceId, recalled.members, today)
      const everybody = new Map(behind.map(({ email, locale }) => [email.toLowerCase(), { email, locale }]))
      const message = {
        kind: 'targetsWithdrawn' as const,
        to: [...everybody.values()],
        content: withdrawalMail(plan, scenarioId, recalled),
        key: `targetsWithdrawn:${scenarioId}:${recalled.at}`,
        by: recalled.by,
      }
      await mailer.post(tx, workspaceId, message, clock.now())
    })
  }
}
