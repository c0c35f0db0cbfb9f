import { type RawBuilder, sql } from 'kysely'
import { visibleRows } from '../../../foundation/facts/index.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'

/** What people know of a deal under way, beside its history. */
export type DealCare = {
  readonly id: number
  readonly day: string
  readonly expectedCloseOn: string | null
  readonly nextStep: string | null
  readonly nextStepOn: string | null
  /** of winning: the deal's own, else its stage's */
  readonly probability: number
  /** the last visit done or activity about the deal */
  readonly lastContactOn: string | null
  /** whether any of them was with somebody who decides */
  readonly hasDecider: boolean
}

/** Roles in a decision that make it. */
const DECIDES = sql.raw(`('economicBuyer', 'decisionMaker')`)

/** Visits done and activities about a deal called `o`, that a caller may see, up to a day: day and contact. */
function contactsOf({ workspaceId, visibility }: CallContext, today: string): RawBuilder<unknown> {
  const seen = (table: string) =>
    visibleRows({ orgUnit: `${table}.org_unit_id`, person: `${table}.person_id` }, visibility)
  return sql`(
    select a.day, a.contact_id from activity a where a.workspace_id = ${workspaceId}
      and a.opportunity_id = o.opportunity_id and a.removed_at is null and a.day <= ${today} and ${seen('a')}
    union all
    select v.day, v.contact_id from visit v where v.workspace_id = ${workspaceId} and v.customer_id = o.customer_id
      and v.opportunity_id = o.opportunity_id and v.status = 'done' and v.removed_at is null
      and v.day <= ${today} and ${seen('v')})`
}

/** Reads the care of deals called `o`. */
export async function readCare(
  tx: WorkspaceTransaction,
  context: CallContext,
  condition: RawBuilder<boolean>,
  today: string,
): Promise<Map<number, DealCare>> {
  const { workspaceId } = context
  const { rows } = await sql<DealCare>`
    select o.opportunity_id as id, o.day, o.expected_close_on as "expectedCloseOn", o.next_step as "nextStep",
      o.next_step_on as "nextStepOn", coalesce(o.probability, g.probability, 0)::float8 as probability,
      k.last as "lastContactOn", coalesce(k.decides, false) as "hasDecider"
    from opportunity o
    left join customer c on c.workspace_id = o.workspace_id and c.customer_id = o.customer_id
    left join pipeline_stage g on g.workspace_id = o.workspace_id and g.pipeline_stage_id = o.stage_id
    left join lateral (
      select max(k.day) as last, bool_or(person.decision_role in ${DECIDES}) as decides
      from ${contactsOf(context, today)} k
      left join contact person on person.workspace_id = ${workspaceId} and person.contact_id = k.contact_id
        and person.removed_at is null) k on true
    where ${condition}`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}
