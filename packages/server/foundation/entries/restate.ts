import type { Kind } from '@salesloom/contract'
import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import type { Stored } from './read-values.ts'

export type Change = 'added' | 'changed' | 'removed' | 'restored'

/** A change of a fact with its day and amount on both sides; null where it did not stand. */
export type FactChange = {
  readonly id: number
  readonly change: Change
  readonly before: { readonly day: string | null; readonly amount: Stored } | null
  readonly after: { readonly day: string | null; readonly amount: Stored } | null
}

function rowsOf(changes: readonly FactChange[]) {
  return changes.flatMap(({ id, change, before, after }) => {
    const common = { id, change }
    if (before?.day === after?.day && before !== null && after !== null)
      return [{ ...common, day: after.day, before: before.amount, after: after.amount }]
    // A fact that moves to another day leaves one period and enters another.
    return [
      ...(before === null ? [] : [{ ...common, day: before.day, before: before.amount, after: null }]),
      ...(after === null ? [] : [{ ...common, day: after.day, before: null, after: after.amount }]),
    ]
  })
}

/**
 * Notes what changed inside periods that were closed: the figures follow, and everybody can see that they did. A change that
 * counts on several days of a period, as that of a deal that began and ended in it, is noted once.
 */
export async function restate(
  tx: WorkspaceTransaction,
  context: Pick<CallContext, 'workspaceId' | 'actor' | 'clock'>,
  kind: Kind,
  changes: readonly FactChange[],
): Promise<void> {
  if (kind.group !== 'facts' || changes.length === 0) return
  await sql`
    insert into restatement (workspace_id, closed_period_id, kind, entry_id, day, change, amount_before, amount_after, at, by_name)
    select distinct on (p.closed_period_id, r.id, r.before, r.after) ${context.workspaceId}::bigint, p.closed_period_id, ${kind.name}, r.id, r.day, r.change, r.before, r.after,
      ${context.clock.now().toISOString()}::timestamptz, ${context.actor.name}::text
    from jsonb_to_recordset(${JSON.stringify(rowsOf(changes))}::jsonb)
      as r(id bigint, day date, change text, before numeric(19, 4), after numeric(19, 4))
    join closed_period p on p.workspace_id = ${context.workspaceId} and p.reopened_at is null
      and r.day between p.first_day and p.last_day
    order by p.closed_period_id, r.id, r.before, r.after, r.day`.execute(tx)
}
