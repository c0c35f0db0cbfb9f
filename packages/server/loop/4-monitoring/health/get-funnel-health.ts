import { addDays, fiscalPartHolding } from '@salesloom/engine/calendar'
import { todayOf } from '../../../foundation/entries/index.ts'
import { loadCalendar } from '../../../foundation/fiscal-calendar/index.ts'
import { readWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { loadMemberNames } from '../../1-targets/index.ts'
import { coverageOf } from './coverage-of-book.ts'
import { readFunnelSettings } from './funnel-settings.ts'
import { hygieneOf } from './hygiene.ts'
import { lossReasons } from './loss-reasons.ts'
import { type HealthFilter, type OpenBook, openBook } from './open-book.ts'
import { type Quarter, slippageOf } from './slippage-of-book.ts'
import { stageHealth } from './stage-health.ts'

const NO_SLIPPAGE = {
  due: { deals: 0, amount: 0 },
  slipped: { deals: 0, amount: 0 },
  rate: null,
  pushes: 0,
  daysPerPush: null,
}
const NO_COVERAGE = { target: null, actual: 0, open: 0, weighted: 0, ratio: null, openRatio: null }
const NOTHING = { stages: [], lossReasons: [], coverage: NO_COVERAGE, slippage: NO_SLIPPAGE, hygiene: [] }

async function quarterOf(tx: WorkspaceTransaction, workspaceId: number, day: string): Promise<Quarter> {
  const { from, until } = fiscalPartHolding(day, 'quarter', await loadCalendar(tx, workspaceId))
  return { from, to: addDays(until, -1) }
}

/** Everything but coverage, which asks the metrics and so has a snapshot of its own. */
async function healthOf(tx: WorkspaceTransaction, context: CallContext, book: OpenBook, quarter: Quarter) {
  const slippage = await slippageOf(tx, context, book, quarter)
  const nameOf = await loadMemberNames(tx, context.workspaceId)
  return {
    stages: await stageHealth(tx, context, book),
    lossReasons: await lossReasons(tx, context, book),
    slippage: slippage.all,
    hygiene: hygieneOf(book).map((row) => ({
      ...row,
      name: row.personId === null ? null : nameOf(`person:${row.personId}`),
      slippage: slippage.ofPerson(row.personId ?? 0),
    })),
  }
}

/** How healthy the deals under way are. */
export async function getFunnelHealth(context: CallContext, filter: HealthFilter) {
  const opened = await readWorkspace(context.database, context.workspaceId, async (tx) => {
    const book = await openBook(tx, context, filter)
    const asOf = book?.today ?? (await todayOf(tx, context))
    const quarter = await quarterOf(tx, context.workspaceId, asOf)
    const settings = book?.settings ?? (await readFunnelSettings(tx, context))
    const health = book === null ? NOTHING : await healthOf(tx, context, book, quarter)
    return { book, answer: { asOf, quarter, settings, ...health } }
  })
  const { book, answer } = opened
  return {
    ...answer,
    coverage: book === null ? NO_COVERAGE : await coverageOf(context, book, answer.quarter),
  }
}
