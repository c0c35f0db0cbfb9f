import { type Kysely, sql } from 'kysely'
import { type EntryTable, entryDdl, guardDdl } from './entry-table.ts'

/** Holidays and currencies become entries like any other: listed, edited, imported, removed with a way back. */
export const CALENDAR_TABLES: readonly EntryTable[] = [
  {
    table: 'holiday',
    columns:
      'day date not null, works boolean not null, name_zh text not null, name_en text not null, unique (workspace_id, day),',
    links: [],
  },
  {
    table: 'currency',
    columns: `code text not null check (code ~ '^[A-Z]{3}$'), digits smallint not null check (digits between 0 and 4),
      name_zh text not null, name_en text not null, unique (workspace_id, code),`,
    links: [],
  },
]

const BEFORE = `
  alter table holiday rename to holiday_before;
  alter table holiday_before rename constraint holiday_pkey to holiday_before_pkey;
  alter table currency rename to currency_before;
  alter table currency_before rename constraint currency_pkey to currency_before_pkey;
`

const AFTER = `
  insert into holiday (workspace_id, source, external_id, day, works, name_zh, name_en, search_text, recorded_at, updated_at)
  select workspace_id, 'records', day::text, day, works, name_zh, name_en, lower(name_zh || ' ' || name_en), statement_timestamp(), statement_timestamp()
  from holiday_before;
  insert into currency (workspace_id, source, external_id, code, digits, name_zh, name_en, search_text, recorded_at, updated_at)
  select workspace_id, 'records', code, code, digits, name_zh, name_en, lower(code || ' ' || name_zh || ' ' || name_en), statement_timestamp(), statement_timestamp()
  from currency_before;
  drop table holiday_before;
  drop table currency_before;
`

/**
 * A year of weeks needs to know by which calendar year it is called and which period has the 53rd week. A person says
 * how much of full time they work and what a whole year of theirs may carry, and is edited like every other record.
 */
const WIDENED = `
  alter table workspace
    add column year_named_by text not null default 'end' check (year_named_by in ('start', 'end')),
    add column long_period smallint not null default 12 check (long_period between 1 and 12);
  grant update (fiscal_start_month, calendar_pattern, week_start, year_end_rule, year_named_by, long_period)
    on workspace to salesloom_app;

  alter table person
    alter column ramp_months drop not null,
    add column full_time_share numeric(9,6) check (full_time_share > 0 and full_time_share <= 1),
    add column quota_capacity numeric(19,4) check (quota_capacity >= 0),
    add check (left_on is null or hire_date is null or left_on >= hire_date),
    add column source text not null default 'records',
    add column external_id text not null default gen_random_uuid()::text,
    add column content_hash text not null default '',
    add column version int not null default 1,
    add column recorded_at timestamptz not null default now(),
    add column updated_at timestamptz not null default now(),
    add column removed_at timestamptz;
  update person set external_id = code;
  alter table person add unique (workspace_id, source, external_id);
`

/** Fiscal calendars of weeks, holidays, currencies and people as records that are edited. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const ddl = [BEFORE, ...CALENDAR_TABLES.map(entryDdl), AFTER, WIDENED]
  await sql.raw(ddl.join('\n')).execute(db)
  for (const { table } of CALENDAR_TABLES) await sql.raw(guardDdl(table)).execute(db)
}
