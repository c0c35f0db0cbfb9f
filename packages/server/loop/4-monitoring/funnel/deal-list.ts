import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import type { Bilingual } from './pipeline.store.ts'

export type ListedDeal = {
  readonly opportunityId: number
  readonly name: string
  readonly customer: Bilingual | null
  readonly person: Bilingual | null
  readonly stage: Bilingual | null
  readonly outcome: 'open' | 'won' | 'lost'
  readonly amount: number
  readonly day: string
  readonly expectedCloseOn: string | null
  readonly closedOn: string | null
  readonly daysInStage: number | null
}

type Row = Omit<ListedDeal, 'amount' | 'customer' | 'person' | 'stage'> &
  Record<`${'customer' | 'person' | 'stage'}${'Zh' | 'En'}`, string | null>

export const pair = (zh: string | null, en: string | null): Bilingual | null =>
  zh === null ? null : { zh, en: en ?? zh }

const DAY_SECONDS = 86_400

/** A page of deals that were found already; the greatest amount first. */
export async function listDeals(
  tx: WorkspaceTransaction,
  { workspaceId, clock }: CallContext,
  deals: readonly { readonly id: number; readonly amount: number }[],
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
): Promise<{ total: number; amount: number; rows: ListedDeal[] }> {
  const ordered = deals.toSorted((a, b) => b.amount - a.amount || a.id - b.id)
  const shown = ordered.slice((page - 1) * pageSize, page * pageSize)
  const now = clock.now().toISOString()
  const { rows } = await sql<Row>`
    select o.opportunity_id as "opportunityId", o.name, o.outcome, o.day, o.expected_close_on as "expectedCloseOn",
      o.closed_on as "closedOn", c.name_zh as "customerZh", c.name_en as "customerEn", p.name_zh as "personZh",
      p.name_en as "personEn", g.name_zh as "stageZh", g.name_en as "stageEn",
      case when o.outcome = 'open' then floor(extract(epoch from ${now}::timestamptz - (
        select max(e.happened_at) from stage_event e where e.workspace_id = ${workspaceId}
          and e.opportunity_id = o.opportunity_id and e.stage_id = o.stage_id and e.removed_at is null)) / ${DAY_SECONDS})::int
      end as "daysInStage"
    from opportunity o
    left join customer c on c.workspace_id = o.workspace_id and c.customer_id = o.customer_id
    left join person p on p.workspace_id = o.workspace_id and p.person_id = o.person_id
    left join pipeline_stage g on g.workspace_id = o.workspace_id and g.pipeline_stage_id = o.stage_id
    where o.workspace_id = ${workspaceId} and o.opportunity_id = any(${shown.map(({ id }) => id)}::bigint[])`.execute(
    tx,
  )
  const known = new Map(rows.map((row) => [row.opportunityId, row]))
  return {
    total: deals.length,
    amount: Math.round(deals.reduce((sum, { amount }) => sum + amount, 0)),
    rows: shown.flatMap(({ id, amount }) => {
      const row = known.get(id)
      if (row === undefined) return []
      const { customerZh, customerEn, personZh, personEn, stageZh, stageEn, ...rest } = row
      return [
        {
          ...rest,
          amount: Math.round(amount),
          customer: pair(customerZh, customerEn),
          person: pair(personZh, personEn),
          stage: pair(stageZh, stageEn),
        },
      ]
    }),
  }
}
