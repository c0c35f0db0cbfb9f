import type { Kind } from '@salesloom/contract'
import { type RawBuilder, sql } from 'kysely'
import { statement, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { columnOf, FACT_SOURCES } from '../fact-sources/index.ts'
import { type Prepared, valueAfter } from './prepared.ts'
import type { Stored } from './read-values.ts'
import type { Change } from './restate.ts'

/** A rate on one side of a change: `other` is what it is on the other side, null where it is not there. */
type RateChange = {
  readonly id: number
  readonly change: Change
  readonly currency: Stored
  readonly day: Stored
  readonly before: Stored
  readonly after: Stored
}

type Side = { readonly currency: Stored; readonly day: Stored; readonly rate: Stored }

function sideOf(columnValue: (column: string) => Stored): Side {
  return { currency: columnValue('currency'), day: columnValue('day'), rate: columnValue('rate') }
}

function changesBetween(
  id: number,
  change: Change,
  before: Side | null,
  after: Side | null,
): readonly RateChange[] {
  const common = { id, change }
  const same = before !== null && after !== null
  if (same && before.currency === after.currency && before.day === after.day)
    return [{ ...common, currency: after.currency, day: after.day, before: before.rate, after: after.rate }]
  // A rate of another day or currency no longer holds where it did, and holds where it did not.
  return [
    ...(before === null
      ? []
      : [{ ...common, currency: before.currency, day: before.day, before: before.rate, after: null }]),
    ...(after === null
      ? []
      : [{ ...common, currency: after.currency, day: after.day, before: null, after: after.rate }]),
  ]
}

/** What writing a rate changes. */
export function rateWritten(entry: Prepared & { readonly id: number }): readonly RateChange[] {
  const { before } = entry
  const past = before === null ? null : sideOf((column) => before[column] ?? null)
  const change = past === null ? 'added' : 'changed'
  return changesBetween(
    entry.id,
    change,
    past,
    sideOf((column) => valueAfter(entry, column)),
  )
}

/** What removing or restoring a rate changes. */
export function rateMarked(entry: Prepared, removing: boolean): readonly RateChange[] {
  const side = sideOf((column) => entry.before?.[column] ?? null)
  return removing
    ? changesBetween(entry.id as number, 'removed', side, null)
    : changesBetween(entry.id as number, 'restored', null, side)
}

/** Whether money in the currency of `r` is on record in the days that both the rate and the period `p` cover. */
function moneyThere(workspaceId: number): RawBuilder<unknown> {
  const found = FACT_SOURCES.filter(({ hasCurrency }) => hasCurrency).flatMap(({ query, days }) =>
    Object.keys(days).map(
      (day) => sql`exists (select 1 from (${statement(query, [workspaceId])}) s where s.currency = r.currency
        and ${sql.ref(`s.${columnOf(day)}`)} between greatest(r.day, p.first_day) and least(p.last_day, n.until - 1))`,
    ),
  )
  return sql.join(found, sql` or `)
}

/**
 * Notes in each closed period that money in another currency there counts at another rate now: the figures follow the rate,
 * and everybody can see that they did. The amounts of such a note are the rates.
 */
export async function restateRates(
  tx: WorkspaceTransaction,
  context: Pick<CallContext, 'workspaceId' | 'actor' | 'clock'>,
  kind: Kind,
  changes: readonly RateChange[],
): Promise<void> {
  const { workspaceId, actor, clock } = context
  const moved = changes.filter(({ before, after }) => Number(before) !== Number(after))
  if (kind.name !== 'exchangeRate' || moved.length === 0) return
  await sql`
    insert into restatement (workspace_id, closed_period_id, kind, entry_id, day, change, amount_before, amount_after, at, by_name)
    select ${workspaceId}::bigint, p.closed_period_id, ${kind.name}, r.id, greatest(r.day, p.first_day), r.change, r.before, r.after,
      ${clock.now().toISOString()}::timestamptz, ${actor.name}::text
    from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb)
      as r(id bigint, currency text, day date, change text, before numeric(19, 8), after numeric(19, 8))
    join lateral (select coalesce(min(e.day), 'infinity'::date) as until from exchange_rate e
      where e.workspace_id = ${workspaceId} and e.currency = r.currency and e.day > r.day and e.removed_at is null
        and e.exchange_rate_id <> r.id) n on true
    join closed_period p on p.workspace_id = ${workspaceId} and p.reopened_at is null
      and p.last_day >= r.day and p.first_day < n.until
    where ${moneyThere(workspaceId)}`.execute(tx)
}
