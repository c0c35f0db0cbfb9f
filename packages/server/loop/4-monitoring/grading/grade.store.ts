import type { Grade } from '@salesloom/engine/grading'
import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { ModelQuality } from './chance-of-customers.ts'

/** A customer's grade as it stands. */
export type StandingGrade = {
  readonly customerId: number
  readonly computed: Grade
  readonly overrideGrade: Grade | null
  readonly overrideUntil: string | null
}

/** What a run says of a customer; money in minor units. */
export type ComputedGrade = {
  readonly customerId: number
  readonly computed: Grade
  readonly value: number
  readonly expected: number
  readonly isAtBorder: boolean
  readonly probability: number
  readonly low: number
  readonly high: number
  readonly alive: number | null
  readonly purchases: number
  readonly orderAmount: number
  readonly orders: number
  readonly lastOrderOn: string | null
}

export type GradeChange = {
  readonly customerId: number
  readonly from: Grade | null
  readonly to: Grade
  readonly cause: 'run' | 'override' | 'overrideEnded'
  readonly reason: string | null
}

export type NewRun = {
  readonly day: string
  readonly byHand: boolean
  readonly customers: number
  readonly changed: number
  readonly model: ModelQuality
  readonly startedBy: string
  readonly startedAt: string
}

/** All standing grades. @param held until the transaction ends, so that nobody overrides one meanwhile */
export async function readStanding(
  tx: WorkspaceTransaction,
  workspaceId: number,
  { held }: { readonly held: boolean },
): Promise<Map<number, StandingGrade>> {
  const { rows } = await sql<StandingGrade>`select customer_id as "customerId", computed,
      override_grade as "overrideGrade", override_until as "overrideUntil"
    from customer_grade where workspace_id = ${workspaceId} order by customer_id ${held ? sql`for update` : sql``}`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.customerId, row]))
}

/** Notes a run. @returns its id; null where the night's run was made already */
export async function insertGradingRun(
  tx: WorkspaceTransaction,
  workspaceId: number,
  run: NewRun,
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    insert into grading_run (workspace_id, day, by_hand, customers, changed, model, started_by, started_at)
    values (${workspaceId}, ${run.day}, ${run.byHand}, ${run.customers}, ${run.changed},
      ${JSON.stringify(run.model)}::jsonb, ${run.startedBy}, ${run.startedAt})
    on conflict do nothing returning grading_run_id as id`.execute(tx)
  return rows[0]?.id ?? null
}

/** Writes the grades of a run; overrides that are over by its day are taken off. */
export async function putGrades(
  tx: WorkspaceTransaction,
  workspaceId: number,
  runId: number,
  day: string,
  grades: readonly ComputedGrade[],
): Promise<void> {
  await sql`
    insert into customer_grade as g (workspace_id, customer_id, grading_run_id, computed, value, expected, is_at_border,
      probability, probability_low, probability_high, alive, purchases, order_amount, orders, last_order_on)
    select ${workspaceId}, r."customerId", ${runId}, r.computed, r.value, r.expected, r."isAtBorder", r.probability, r.low,
      r.high, r.alive, r.purchases, r."orderAmount", r.orders, r."lastOrderOn"
    from jsonb_to_recordset(${JSON.stringify(grades)}::jsonb) as r("customerId" bigint, computed text, value bigint,
      expected bigint, "isAtBorder" boolean, probability float8, low float8, high float8, alive float8, purchases float8,
      "orderAmount" bigint, orders int, "lastOrderOn" date)
    on conflict (workspace_id, customer_id) do update set grading_run_id = excluded.grading_run_id,
      previous = g.computed, computed = excluded.computed, value = excluded.value, expected = excluded.expected,
      is_at_border = excluded.is_at_border, probability = excluded.probability,
      probability_low = excluded.probability_low, probability_high = excluded.probability_high, alive = excluded.alive,
      purchases = excluded.purchases, order_amount = excluded.order_amount, orders = excluded.orders,
      last_order_on = excluded.last_order_on`.execute(tx)
  await sql`update customer_grade set override_grade = null, override_reason = null, override_until = null, override_by = null
    where workspace_id = ${workspaceId} and override_until < ${day}`.execute(tx)
}

/** Adds to the history of grades. */
export async function noteChanges(
  tx: WorkspaceTransaction,
  workspaceId: number,
  runId: number | null,
  changes: readonly GradeChange[],
  by: { readonly name: string; readonly at: string },
): Promise<void> {
  if (changes.length === 0) return
  await sql`
    insert into grade_change (workspace_id, customer_id, grading_run_id, from_grade, to_grade, cause, reason, by_name, at)
    select ${workspaceId}, r."customerId", ${runId}, r."from", r."to", r.cause, r.reason, ${by.name}, ${by.at}
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as r("customerId" bigint, "from" text, "to" text,
      cause text, reason text)`.execute(tx)
}
