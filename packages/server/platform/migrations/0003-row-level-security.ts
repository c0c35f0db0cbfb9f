import { type Kysely, sql } from 'kysely'

/**
 * Row-level security: the application role sees the workspace that its transaction entered and no other.
 * `set local salesloom.workspace` is how it enters (set_config would not reach other nodes of a cluster).
 */
const TABLES = [
  'workspace',
  'org_unit',
  'org_unit_placement',
  'region',
  'region_placement',
  'product',
  'product_placement',
  'customer_type',
  'customer_type_placement',
  'person',
  'position',
  'membership',
  'channel',
  'customer',
  'sales_order',
  'order_line',
  'sales_daily',
  'quota',
  'target_plan',
  'scenario',
  'scenario_operation',
  'scenario_chunk',
  'outbox_event',
  'audit_entry',
  'job_run',
]

const CURRENT = `nullif(current_setting('salesloom.workspace', true), '')::bigint`

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of TABLES) {
    await sql
      .raw(`
        alter table ${table} enable row level security;
        create policy within_workspace on ${table} to salesloom_app
          using (workspace_id = ${CURRENT}) with check (workspace_id = ${CURRENT});
        grant select, insert, update, delete on ${table} to salesloom_app;`)
      .execute(db)
  }
  // The trail is written once: the application may neither change nor remove an entry.
  await sql.raw('revoke update, delete on audit_entry from salesloom_app').execute(db)
  await sql.raw('revoke insert, update, delete on workspace from salesloom_app').execute(db)
}
