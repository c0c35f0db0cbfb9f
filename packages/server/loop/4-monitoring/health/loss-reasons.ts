import { addDays } from '@salesloom/engine/calendar'
import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { CUSTOMER, dealsOfPart, minorAmount } from '../funnel/deal.store.ts'
import { pair } from '../funnel/deal-list.ts'
import { type OpenBook, YEAR_DAYS } from './open-book.ts'

type Row = {
  lossReasonId: number | null
  zh: string | null
  en: string | null
  deals: number
  amount: number
  before: number
}

/** Why deals were lost in the last twelve months, most often first; null for those lost without a reason. */
export async function lossReasons(tx: WorkspaceTransaction, context: CallContext, book: OpenBook) {
  const { pipeline, today, digits, filter } = book
  const { pipelineId: _pipeline, ...part } = filter
  const condition = await dealsOfPart(tx, context, pipeline, part, { from: '0001-01-01', to: today })
  const [since, earlier] = [addDays(today, -YEAR_DAYS), addDays(today, -2 * YEAR_DAYS)]
  const { rows } = await sql<Row>`
    select r.loss_reason_id as "lossReasonId", r.name_zh as zh, r.name_en as en,
      count(*) filter (where o.closed_on > ${since})::int as deals,
      coalesce(sum(${minorAmount('o.amount', digits, today)}) filter (where o.closed_on > ${since}), 0)::float8 as amount,
      count(*) filter (where o.closed_on <= ${since})::int as before
    from opportunity o ${CUSTOMER}
    left join loss_reason r on r.workspace_id = o.workspace_id and r.loss_reason_id = o.loss_reason_id
    where ${condition} and o.removed_at is null and o.outcome = 'lost' and o.closed_on > ${earlier}
    group by 1, 2, 3 order by deals desc, "lossReasonId" nulls last`.execute(tx)
  return rows.map(({ zh, en, ...row }) => ({ ...row, name: pair(zh, en) }))
}
