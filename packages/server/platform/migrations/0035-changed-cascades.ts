import { type Kysely, sql } from 'kysely'

/**
 * What the publisher of a cascade may change afterwards: its last day and limits, and those of one node alone (null: as
 * everywhere); and that it was withdrawn, by whom and why. The rules have a version of their own: answers change the
 * cascade's all the time.
 */
const DDL = `
  alter table target_cascade
    add column rules_version int not null default 1,
    add column rules_changed_by text,
    add column withdrawn_at timestamptz,
    add column withdrawn_by text,
    add column withdrawn_reason text,
    add constraint target_cascade_withdrawn check ((withdrawn_at is null) = (withdrawn_by is null)
      and (withdrawn_at is null) = (withdrawn_reason is null));
  alter table cascade_node
    add column due_on date,
    add column least_percent numeric(9,4),
    add column greatest_percent numeric(9,4),
    add column shift_percent numeric(9,4) check (shift_percent between 0 and 100),
    add constraint cascade_node_limits check (least_percent between -100 and greatest_percent
      and (least_percent is null) = (greatest_percent is null) and (least_percent is null) = (shift_percent is null));
`

/** Cascades that are changed and withdrawn after they were published. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(DDL).execute(db)
}
