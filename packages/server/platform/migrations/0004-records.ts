import type { EntryTable } from './entry-table.ts'

/** What the business knows about its markets, partners and aims. */
export const RECORD_TABLES: readonly EntryTable[] = [
  {
    table: 'contact',
    columns: `name text not null, title text, email text, phone text, level text
        check (level in ('executive', 'middle', 'user')),
      decision_role text check (decision_role in
        ('economicBuyer', 'decisionMaker', 'technicalBuyer', 'influencer', 'champion', 'user', 'gatekeeper')),`,
    links: ['customer_id'],
    indexes: ['customer_id'],
  },
  {
    table: 'channel_partner',
    columns: `code text not null, name_zh text not null, name_en text not null,
      kind text check (kind in ('distributor', 'dealer', 'agent', 'retailer', 'integrator')),
      since date, until date, unique (workspace_id, code),`,
    links: ['region_id', 'person_id', 'org_unit_id'],
  },
  {
    table: 'outlet',
    columns: `code text not null, name_zh text not null, name_en text not null, kind text, address text,
      latitude double precision, longitude double precision, opened_on date, closed_on date,
      unique (workspace_id, code),`,
    links: ['channel_partner_id', 'region_id', 'customer_id'],
    indexes: ['region_id'],
  },
  {
    table: 'outlet_universe',
    columns: `kind text, from_day date not null, until_day date, outlets bigint not null check (outlets >= 0),`,
    links: ['region_id'],
    indexes: ['region_id, from_day'],
  },
  {
    table: 'market_size',
    columns: `from_day date not null, until_day date not null, amount numeric(19,4), quantity numeric(19,4),
      customers bigint, origin text, check (until_day >= from_day),`,
    links: ['region_id', 'product_id'],
    indexes: ['region_id, from_day'],
  },
  {
    table: 'objective',
    columns: `code text not null, name_zh text not null, name_en text not null, description text,
      from_day date not null, until_day date not null, unique (workspace_id, code), check (until_day >= from_day),`,
    links: ['parent_id: objective', 'person_id', 'org_unit_id'],
  },
  {
    table: 'exchange_rate',
    columns: `currency text not null check (currency ~ '^[A-Z]{3}$'), day date not null,
      rate numeric(19,8) not null check (rate > 0), unique (workspace_id, currency, day),`,
    links: [],
  },
  {
    table: 'pipeline',
    columns: `code text not null, name_zh text not null, name_en text not null, ordinal int not null default 0,
      unique (workspace_id, code),`,
    links: [],
  },
  {
    table: 'pipeline_stage',
    columns: `code text not null, name_zh text not null, name_en text not null, ordinal int not null,
      outcome text not null default 'open' check (outcome in ('open', 'won', 'lost')),
      probability numeric(9,6) not null default 0 check (probability between 0 and 1),
      unique (workspace_id, pipeline_id, code),`,
    links: ['pipeline_id'],
  },
  {
    table: 'loss_reason',
    columns: `code text not null, name_zh text not null, name_en text not null, unique (workspace_id, code),`,
    links: [],
  },
  {
    table: 'campaign',
    columns: `code text not null, name_zh text not null, name_en text not null, medium text, from_day date not null,
      until_day date, budget numeric(19,4), unique (workspace_id, code),`,
    links: ['region_id', 'product_id', 'person_id', 'org_unit_id'],
  },
]
