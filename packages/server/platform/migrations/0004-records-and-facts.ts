import { type Kysely, sql } from 'kysely'
import { FACT_TABLES } from './0004-facts.ts'
import { RECORD_TABLES } from './0004-records.ts'
import { type EntryTable, entryDdl, guardDdl } from './entry-table.ts'

/** Columns that the tables of the first loop lacked. */
const WIDENED = `
  alter table workspace
    add column calendar_pattern text not null default 'months'
      check (calendar_pattern in ('months', '4-4-5', '4-5-4', '5-4-4')),
    add column week_start smallint not null default 1 check (week_start between 1 and 7),
    add column year_end_rule text not null default 'last' check (year_end_rule in ('last', 'nearest'));

  alter table region
    add column search_text text not null default '', add column city_tier text, add column income numeric(19,4), add column population bigint,
    add column competition_intensity numeric(9,6);
  alter table product add column search_text text not null default '', add column tier text, add column unit text;
  alter table org_unit add column search_text text not null default '';
  alter table customer_type add column search_text text not null default '';
  alter table person
    add column search_text text not null default '', add column email text, add column phone text, add column grade text, add column left_on date,
    add column ramp_months smallint not null default 0 check (ramp_months between 0 and 60),
    add column weekly_hours numeric(9,2), add column weekly_visits int;

  alter table customer
    add column source text not null default 'records', add column external_id text,
    add column version int not null default 1, add column removed_at timestamptz,
    add column content_hash text not null default '', add column recorded_at timestamptz not null default now(),
    add column updated_at timestamptz not null default now(),
    add column search_text text not null default '',
    add column person_id bigint, add column org_unit_id bigint, add column industry text, add column size text,
    add column address text, add column phone text, add column website text, add column merged_into_id bigint,
    add column since date,
    add foreign key (workspace_id, person_id) references person (workspace_id, person_id),
    add foreign key (workspace_id, org_unit_id) references org_unit (workspace_id, org_unit_id),
    add foreign key (workspace_id, merged_into_id) references customer (workspace_id, customer_id);
  update customer set external_id = code where external_id is null;
  alter table customer alter column external_id set not null, add unique (workspace_id, source, external_id);
  create index customer_person on customer (workspace_id, person_id);

  alter table sales_order
    add column version int not null default 1, add column removed_at timestamptz, add column currency text,
    add column opportunity_id bigint, add column contract_id bigint, add column signed_on date,
    add column tax_amount numeric(19,4);
`

const PRICES = `
  create table product_price (
    workspace_id bigint not null,
    product_id bigint not null,
    valid_from date not null,
    valid_to date,
    list_price numeric(19,4),
    standard_cost numeric(19,4),
    primary key (workspace_id, product_id, valid_from),
    foreign key (workspace_id, product_id) references product (workspace_id, product_id),
    check (valid_to is null or valid_to > valid_from)
  );
  create table product_stage (
    workspace_id bigint not null,
    product_id bigint not null,
    valid_from date not null,
    valid_to date,
    stage text not null check (stage in ('introduction', 'growth', 'maturity', 'decline')),
    primary key (workspace_id, product_id, valid_from),
    foreign key (workspace_id, product_id) references product (workspace_id, product_id),
    check (valid_to is null or valid_to > valid_from)
  );
  create table currency (
    workspace_id bigint not null references workspace (workspace_id),
    code text not null check (code ~ '^[A-Z]{3}$'),
    digits smallint not null check (digits between 0 and 4),
    name_zh text not null,
    name_en text not null,
    primary key (workspace_id, code)
  );
  create table holiday (
    workspace_id bigint not null references workspace (workspace_id),
    day date not null,
    works boolean not null,
    name_zh text not null,
    name_en text not null,
    primary key (workspace_id, day)
  );
  create table order_credit (
    workspace_id bigint not null,
    order_id bigint not null,
    person_id bigint not null,
    org_unit_id bigint,
    share numeric(9,6) not null check (share > 0 and share <= 1),
    primary key (workspace_id, order_id, person_id),
    foreign key (workspace_id, order_id) references sales_order (workspace_id, order_id),
    foreign key (workspace_id, person_id) references person (workspace_id, person_id),
    foreign key (workspace_id, org_unit_id) references org_unit (workspace_id, org_unit_id)
  );
  create table saved_view (
    workspace_id bigint not null references workspace (workspace_id),
    saved_view_id bigint generated by default as identity,
    page text not null,
    name text not null,
    owner_user_id text not null,
    shared boolean not null default false,
    content jsonb not null,
    primary key (workspace_id, saved_view_id),
    unique (workspace_id, page, owner_user_id, name)
  );
  create table closed_period (
    workspace_id bigint not null references workspace (workspace_id),
    closed_period_id bigint generated by default as identity,
    first_day date not null,
    last_day date not null,
    closed_at timestamptz not null,
    closed_by text not null,
    reopened_at timestamptz,
    reopened_by text,
    primary key (workspace_id, closed_period_id),
    check (last_day >= first_day)
  );
  create table restatement (
    workspace_id bigint not null,
    restatement_id bigint generated by default as identity,
    closed_period_id bigint not null,
    kind text not null,
    entry_id bigint not null,
    day date not null,
    change text not null check (change in ('added', 'changed', 'removed', 'restored')),
    amount_before numeric(19,4),
    amount_after numeric(19,4),
    at timestamptz not null,
    by_name text not null,
    primary key (workspace_id, restatement_id),
    foreign key (workspace_id, closed_period_id) references closed_period (workspace_id, closed_period_id)
  );
  create index restatement_period on restatement (workspace_id, closed_period_id, at);
`

const PLAIN = [
  'product_price',
  'product_stage',
  'currency',
  'holiday',
  'order_credit',
  'saved_view',
  'closed_period',
  'restatement',
]

/** The records and facts of the whole loop, with what the first tables lacked. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const entries: readonly EntryTable[] = [...RECORD_TABLES, ...FACT_TABLES]
  const ddl = [WIDENED, PRICES, ...entries.map(entryDdl)]
  await sql.raw(ddl.join('\n')).execute(db)
  for (const table of [...PLAIN, ...entries.map((entry) => entry.table)])
    await sql.raw(guardDdl(table)).execute(db)
}
