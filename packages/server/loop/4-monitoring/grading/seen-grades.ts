import type { Grade } from '@salesloom/engine/grading'
import { type RawBuilder, sql } from 'kysely'
import { visibleCustomers } from '../../../foundation/entries/index.ts'
import { visibleRows } from '../../../foundation/facts/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import type { GradingRule } from './grading-rule.ts'

/** SQL of the grade in force of a row `g` on a day. */
export function inForce(today: string): RawBuilder<Grade> {
  return sql<Grade>`case when g.override_until >= ${today} then g.override_grade else g.computed end`
}

/** The last visit done or activity at a customer `c`, of those that a caller may see, up to a day. */
function lastContact({ workspaceId, visibility }: CallContext, today: string): RawBuilder<unknown> {
  const seen = (table: string) =>
    visibleRows({ orgUnit: `${table}.org_unit_id`, person: `${table}.person_id` }, visibility)
  return sql`greatest(
    (select max(v.day) from visit v where v.workspace_id = ${workspaceId} and v.customer_id = c.customer_id
      and v.status = 'done' and v.removed_at is null and v.day <= ${today} and ${seen('v')}),
    (select max(a.day) from activity a where a.workspace_id = ${workspaceId} and a.customer_id = c.customer_id
      and a.removed_at is null and a.day <= ${today} and ${seen('a')}))`
}

/**
 * Graded customers that a caller may see, as a query with `g`'s columns, the grade in force, the last contact and the day
 * on which the grade asks for the next one; never contacted is asked for at once. `is_own` says whether the customer is
 * credited to the caller's part, or only bought there too.
 */
export function seenGrades(
  context: CallContext,
  today: string,
  { followUp }: Pick<GradingRule, 'followUp'>,
): RawBuilder<unknown> {
  const { workspaceId } = context
  const every = sql`case s.grade when 'A' then ${followUp.A.everyDays}::int when 'B' then ${followUp.B.everyDays}::int
    else ${followUp.C.everyDays}::int end`
  return sql`(
    select s.*, s.last_contact_on + ${every} as due_on, coalesce(s.last_contact_on + ${every} < ${today}, true) as is_overdue
    from (
      select g.*, ${inForce(today)} as grade, c.name_zh, c.name_en, c.search_text, c.person_id,
        ${visibleRows({ orgUnit: 'c.org_unit_id', person: 'c.person_id' }, context.visibility)} as is_own,
        k.last_contact_on
      from customer_grade g
      join customer c on c.workspace_id = g.workspace_id and c.customer_id = g.customer_id and c.removed_at is null
      cross join lateral (select ${lastContact(context, today)} as last_contact_on offset 0) k
      where g.workspace_id = ${workspaceId} and ${visibleCustomers(context, 'c.customer_id')}) s)`
}

/** Whether the newest run changed the computed grade; a first grade is no change. */
export const CHANGED = sql<boolean>`(s.previous is not null and s.previous <> s.computed
  and s.grading_run_id = (select max(r.grading_run_id) from grading_run r where r.workspace_id = s.workspace_id))`
