import { type Kysely, sql } from 'kysely'

/**
 * Plans of several measures whose log is the truth: what each operation did is found again by doing it again, cells are
 * checkpoints of it. An operation that is taken back stays in the log and says who took it back.
 */
const DDL = `
  alter table scenario
    add column measures jsonb not null default '[{"code":"sales","kind":"additive","unit":"money"}]',
    add column description text not null default '',
    add column origin text not null default 'history' check (origin in ('history', 'copy', 'branch', 'successor')),
    add column origin_scenario_id bigint,
    add column effective_month text,
    add column is_what_if boolean not null default false,
    add column locked_by text,
    add column locked_at timestamptz,
    add column checkpoint_sequence int not null default 0;
  alter table scenario_operation
    add column measure text not null default 'sales',
    add column digest int,
    add column note text,
    add column undone_at timestamptz,
    add column undone_by text;
  create index scenario_operation_active on scenario_operation (workspace_id, scenario_id, sequence)
    where undone_at is null;
  alter table scenario_chunk alter column data set storage external;
  update scenario_chunk set measure = measure || ':sales';
  update scenario s set checkpoint_sequence = o.newest from (
      select workspace_id, scenario_id, max(sequence) as newest from scenario_operation group by 1, 2) o
    where o.workspace_id = s.workspace_id and o.scenario_id = s.scenario_id;
`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(DDL).execute(db)
}
