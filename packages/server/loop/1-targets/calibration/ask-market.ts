import { type Locale, mayDo, ROLES } from '@salesloom/contract'
import { sql } from 'kysely'
import { type MailContent, type Mailer, recipientsInRoles } from '../../../foundation/mail/index.ts'
import { inWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { approvedFor } from './run-calibration.ts'
import { workspaceDay } from './workspace-day.ts'

const PATH = '/targets/calibration'

function question(locale: Locale, month: string): MailContent {
  if (locale === 'en')
    return {
      subject: `What happened in the market in ${month}?`,
      lines: [
        'A price of a competitor, a rule, a channel that came or went: whatever moves sales and is in no record helps to keep the targets right.',
        'It takes a minute. If nothing happened, say so; then nobody asks again this month.',
      ],
      action: { label: 'Answer', path: PATH },
    }
  if (locale === 'zh-TW')
    return {
      subject: `${month} 市場有什麼變化?`,
      lines: [
        '競爭對手調價、政策變化、通路增減: 凡是影響銷售而系統中沒有的情況, 都有助於校準目標。',
        '只需一分鐘。若沒有變化, 也請告知, 本月不再詢問。',
      ],
      action: { label: '回答', path: PATH },
    }
  return {
    subject: `${month} 市场有什么变化?`,
    lines: [
      '竞争对手调价、政策变化、渠道增减: 凡是影响销售而系统中没有的情况, 都有助于校准目标。',
      '只需一分钟。若没有变化, 也请告知, 本月不再询问。',
    ],
    action: { label: '回答', path: PATH },
  }
}

/**
 * Mails the month's question to those who may record what happens in the market and have not answered: once a month
 * to each, and only where an approved plan has this month.
 * @returns to how many
 */
export async function askMarket(context: CallContext, mailer: Mailer): Promise<number> {
  const { database, workspaceId, clock, actor } = context
  if (mailer.server === null) return 0
  const month = await inWorkspace(database, workspaceId, async (tx) =>
    (await workspaceDay(tx, context)).slice(0, 7),
  )
  if ((await approvedFor(context, month)).length === 0) return 0
  return inWorkspace(database, workspaceId, async (tx) => {
    const { rows } = await sql<{ user_id: string }>`select user_id from market_answer
      where workspace_id = ${workspaceId} and month = ${month}`.execute(tx)
    const answered = new Set(rows.map((row) => row.user_id))
    const asked = await recipientsInRoles(
      tx,
      workspaceId,
      ROLES.filter((role) => mayDo(role, 'market.write')),
    )
    const message = {
      kind: 'marketQuestion' as const,
      to: asked.filter(({ userId }) => !answered.has(userId)),
      content: (locale: Locale) => question(locale, month),
      key: `marketQuestion:${month}`,
      by: actor.name,
    }
    return mailer.post(tx, workspaceId, message, clock.now())
  })
}
