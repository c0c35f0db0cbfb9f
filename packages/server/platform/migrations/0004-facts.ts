import type { EntryTable } from './entry-table.ts'

const MONEY = `amount numeric(19,4) not null, currency text,`

/** What happens: from the first lead to the last payment. A fact keeps the unit, region and person that it happened under. */
export const FACT_TABLES: readonly EntryTable[] = [
  {
    table: 'lead',
    columns: `name text not null, company text, day date not null, medium text,
      status text not null default 'new' check (status in ('new', 'working', 'qualified', 'disqualified')),
      qualified_on date, closed_on date, phone text, email text, note text,`,
    links: ['customer_id', 'person_id', 'org_unit_id', 'region_id', 'product_id', 'campaign_id'],
    indexes: ['day', 'person_id, day'],
  },
  {
    table: 'opportunity',
    columns: `name text not null, day date not null, amount numeric(19,4), currency text, probability numeric(9,6) check (probability between 0 and 1),
      expected_close_on date, closed_on date,
      outcome text not null default 'open' check (outcome in ('open', 'won', 'lost')),
      medium text, next_step text, next_step_on date, competitor text, note text,`,
    links: [
      'pipeline_id',
      'stage_id: pipeline_stage',
      'customer_id',
      'person_id',
      'org_unit_id',
      'region_id',
      'product_id',
      'campaign_id',
      'lead_id',
      'loss_reason_id',
    ],
    indexes: ['day', 'closed_on', 'person_id, day', 'customer_id', 'outcome, expected_close_on'],
  },
  {
    table: 'stage_event',
    columns: `happened_at timestamptz not null, amount numeric(19,4),`,
    links: ['opportunity_id', 'stage_id: pipeline_stage', 'person_id'],
    indexes: ['opportunity_id, happened_at', 'happened_at'],
  },
  {
    table: 'opportunity_revision',
    columns: `happened_at timestamptz not null, amount numeric(19,4), expected_close_on date, probability numeric(9,6),`,
    links: ['opportunity_id', 'stage_id: pipeline_stage', 'person_id'],
    indexes: ['opportunity_id, happened_at'],
  },
  {
    table: 'proposal',
    columns: `number text not null, day date not null, ${MONEY}
      status text not null default 'submitted' check (status in ('draft', 'submitted', 'accepted', 'rejected', 'expired')),
      note text,`,
    links: ['opportunity_id', 'customer_id', 'person_id', 'org_unit_id', 'region_id', 'product_id'],
    indexes: ['day', 'opportunity_id'],
  },
  {
    table: 'quote',
    columns: `number text not null, day date not null, valid_until date, list_amount numeric(19,4) not null, ${MONEY}
      discount_rate numeric(9,6) not null default 0, approved_on date,
      status text not null default 'draft'
        check (status in ('draft', 'submitted', 'approved', 'rejected', 'accepted', 'expired')),`,
    links: [
      'opportunity_id',
      'proposal_id',
      'customer_id',
      'person_id',
      'org_unit_id',
      'region_id',
      'product_id',
      'approved_by_id: person',
    ],
    indexes: ['day', 'opportunity_id'],
  },
  {
    table: 'contract',
    columns: `number text not null, day date not null, from_day date, until_day date, ${MONEY}
      tax_amount numeric(19,4), lapsed_on date,
      check (until_day is null or from_day is null or until_day >= from_day),`,
    links: [
      'opportunity_id',
      'renews_id: contract',
      'customer_id',
      'person_id',
      'org_unit_id',
      'region_id',
      'product_id',
    ],
    indexes: ['day', 'until_day', 'customer_id'],
  },
  {
    table: 'shipment',
    columns: `number text not null, day date not null, line_number int, quantity numeric(19,4) not null, ${MONEY}
      tax_amount numeric(19,4), cost numeric(19,4),`,
    links: ['order_id: sales_order', 'customer_id', 'person_id', 'org_unit_id', 'region_id', 'product_id'],
    indexes: ['day', 'order_id'],
  },
  {
    table: 'sales_return',
    columns: `number text not null, day date not null, line_number int, quantity numeric(19,4) not null, ${MONEY}
      cost numeric(19,4), reason text,`,
    links: ['order_id: sales_order', 'customer_id', 'person_id', 'org_unit_id', 'region_id', 'product_id'],
    indexes: ['day', 'order_id'],
  },
  {
    table: 'invoice',
    columns: `number text not null, day date not null, due_on date, ${MONEY} tax_amount numeric(19,4),`,
    links: ['order_id: sales_order', 'contract_id', 'customer_id', 'person_id', 'org_unit_id', 'region_id'],
    indexes: ['day', 'due_on', 'customer_id'],
  },
  {
    table: 'payment',
    columns: `number text not null, day date not null, ${MONEY} method text,`,
    links: ['invoice_id', 'customer_id', 'person_id', 'org_unit_id', 'region_id'],
    indexes: ['day', 'invoice_id'],
  },
  {
    table: 'visit',
    columns: `day date not null, started_at timestamptz, ended_at timestamptz, minutes int check (minutes >= 0),
      status text not null default 'planned' check (status in ('planned', 'done', 'cancelled')),
      purpose text, outcome text, feedback text, latitude double precision, longitude double precision,
      check (ended_at is null or started_at is null or ended_at >= started_at),`,
    links: ['customer_id', 'contact_id', 'opportunity_id', 'person_id', 'org_unit_id', 'region_id'],
    indexes: ['day', 'person_id, day', 'customer_id, day'],
  },
  {
    table: 'activity',
    columns: `kind text not null check (kind in ('call', 'email', 'meeting', 'demonstration', 'message', 'other')),
      day date not null, minutes int check (minutes >= 0), subject text, outcome text,`,
    links: [
      'customer_id',
      'contact_id',
      'opportunity_id',
      'lead_id',
      'person_id',
      'org_unit_id',
      'region_id',
    ],
    indexes: ['day', 'person_id, day', 'opportunity_id'],
  },
  {
    table: 'time_entry',
    columns: `day date not null, minutes int not null check (minutes > 0 and minutes <= 1440),
      kind text not null check (kind in ('selling', 'travel', 'administration', 'training', 'meeting', 'other')),
      note text,`,
    links: ['person_id', 'org_unit_id', 'customer_id', 'opportunity_id'],
    indexes: ['person_id, day', 'day'],
  },
  {
    table: 'campaign_spend',
    columns: `day date not null, ${MONEY} medium text, impressions bigint, clicks bigint,`,
    links: ['campaign_id', 'region_id', 'product_id', 'person_id', 'org_unit_id'],
    indexes: ['day', 'campaign_id, day'],
  },
  {
    table: 'sell_through',
    columns: `day date not null, quantity numeric(19,4) not null, ${MONEY} stock numeric(19,4),`,
    links: ['channel_partner_id', 'outlet_id', 'region_id', 'product_id', 'person_id', 'org_unit_id'],
    indexes: ['day', 'outlet_id, day'],
  },
  {
    table: 'survey_answer',
    columns: `survey text not null, question text not null, day date not null, score numeric(9,2), answer text,`,
    links: ['customer_id', 'contact_id', 'person_id', 'org_unit_id', 'region_id', 'product_id'],
    indexes: ['survey, day', 'day'],
  },
]
