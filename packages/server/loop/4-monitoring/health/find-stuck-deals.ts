import { STUCK_REASONS } from '@salesloom/contract'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { listDeals } from '../funnel/deal-list.ts'
import { type HealthFilter, openBook } from './open-book.ts'
import { type StuckReason, stuckReasons } from './stuck-reasons.ts'

export type StuckInput = HealthFilter & {
  readonly reason?: StuckReason | undefined
  readonly page: number
  readonly pageSize: number
}

const NOTHING = { total: 0, amount: 0, rows: [] }

/** Open deals that are stuck, with their reasons; those of one reason where one is named. */
export async function findStuckDeals(context: CallContext, input: StuckInput) {
  const { reason, page, pageSize, ...filter } = input
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const book = await openBook(tx, context, filter)
    const found = (book?.open ?? []).flatMap((deal) => {
      const reasons = book === null ? [] : stuckReasons(deal, book)
      return reasons.length === 0 ? [] : [{ ...deal, reasons }]
    })
    const count = (name: StuckReason) => found.filter(({ reasons }) => reasons.includes(name)).length
    const byReason = Object.fromEntries(STUCK_REASONS.map((name) => [name, count(name)])) as Record<
      StuckReason,
      number
    >
    if (book === null) return { ...NOTHING, byReason }
    const asked = found.filter(({ reasons }) => reason === undefined || reasons.includes(reason))
    const known = new Map(asked.map((deal) => [deal.id, deal]))
    const list = await listDeals(tx, context, asked, { page, pageSize })
    return {
      ...list,
      byReason,
      rows: list.rows.flatMap((row) => {
        const deal = known.get(row.opportunityId)
        if (deal === undefined) return []
        const { lastContactOn, nextStep, nextStepOn } = deal.care
        return [
          {
            ...row,
            daysInStage: Math.floor(deal.daysInStage),
            reasons: deal.reasons,
            usualDays: book.usual[deal.stage] ?? null,
            lastContactOn,
            nextStep,
            nextStepOn,
          },
        ]
      }),
    }
  })
}
