import { civilDateOf } from '@salesloom/engine/calendar'

export type Value = string | number | boolean | null

const MONEY = ['amount', 'currency'] as const
const WHO = ['customer_id', 'person_id', 'org_unit_id', 'region_id'] as const
const NAMED = ['code', 'name_zh', 'name_en'] as const
const PLACED = ['valid_from', 'valid_to', 'parent_id'] as const

/** Columns of every table that the sample fills. Columns in `_id` hold numbers of this sample until they are written. */
export const TABLES = {
  org_unit: [...NAMED, 'kind'],
  org_unit_placement: ['org_unit_id', ...PLACED],
  region: [
    ...NAMED,
    'kind',
    'latitude',
    'longitude',
    'city_tier',
    'income',
    'population',
    'competition_intensity',
  ],
  region_placement: ['region_id', ...PLACED],
  product: [...NAMED, 'kind', 'list_price', 'standard_cost', 'life_cycle_stage', 'tier', 'unit'],
  product_placement: ['product_id', ...PLACED],
  product_price: ['product_id', 'valid_from', 'valid_to', 'list_price', 'standard_cost'],
  product_stage: ['product_id', 'valid_from', 'valid_to', 'stage'],
  customer_type: [...NAMED, 'kind'],
  customer_type_placement: ['customer_type_id', ...PLACED],
  person: [
    ...NAMED,
    'hire_date',
    'left_on',
    'email',
    'phone',
    'grade',
    'ramp_months',
    'weekly_hours',
    'weekly_visits',
  ],
  position: [
    'person_id',
    'org_unit_id',
    'home_region_id',
    'valid_from',
    'valid_to',
    'title_zh',
    'title_en',
    'leads',
    'carries_target',
  ],
  currency: ['code', 'digits', 'name_zh', 'name_en'],
  holiday: ['day', 'works', 'name_zh', 'name_en'],
  exchange_rate: ['currency', 'day', 'rate'],
  objective: [...NAMED, 'description', 'from_day', 'until_day', 'parent_id', 'person_id', 'org_unit_id'],
  pipeline: [...NAMED, 'ordinal'],
  pipeline_stage: [...NAMED, 'pipeline_id', 'ordinal', 'outcome', 'probability'],
  loss_reason: NAMED,
  customer: [
    ...NAMED,
    'customer_type_id',
    'person_id',
    'org_unit_id',
    'region_id',
    'latitude',
    'longitude',
    'industry',
    'size',
    'address',
    'phone',
    'website',
    'since',
  ],
  contact: ['customer_id', 'name', 'title', 'email', 'phone', 'level', 'decision_role'],
  channel_partner: [...NAMED, 'kind', 'since', 'region_id', 'person_id', 'org_unit_id'],
  outlet: [
    ...NAMED,
    'kind',
    'address',
    'latitude',
    'longitude',
    'opened_on',
    'closed_on',
    'channel_partner_id',
    'region_id',
    'customer_id',
  ],
  outlet_universe: ['region_id', 'kind', 'from_day', 'until_day', 'outlets'],
  market_size: [
    'region_id',
    'product_id',
    'from_day',
    'until_day',
    'amount',
    'quantity',
    'customers',
    'origin',
  ],
  campaign: [
    ...NAMED,
    'medium',
    'from_day',
    'until_day',
    'budget',
    'region_id',
    'product_id',
    'person_id',
    'org_unit_id',
  ],
  quota: ['person_id', 'period_from', 'period_to', 'amount'],
  lead: [
    ...WHO,
    'product_id',
    'campaign_id',
    'name',
    'company',
    'day',
    'medium',
    'status',
    'qualified_on',
    'closed_on',
    'phone',
  ],
  opportunity: [
    ...WHO,
    ...MONEY,
    'pipeline_id',
    'stage_id',
    'product_id',
    'campaign_id',
    'lead_id',
    'loss_reason_id',
    'name',
    'day',
    'probability',
    'expected_close_on',
    'closed_on',
    'outcome',
    'medium',
    'next_step',
    'next_step_on',
    'competitor',
  ],
  stage_event: ['opportunity_id', 'stage_id', 'person_id', 'happened_at', 'amount'],
  opportunity_revision: [
    'opportunity_id',
    'stage_id',
    'person_id',
    'happened_at',
    'amount',
    'expected_close_on',
    'probability',
  ],
  proposal: [...WHO, ...MONEY, 'opportunity_id', 'product_id', 'number', 'day', 'status'],
  quote: [
    ...WHO,
    ...MONEY,
    'opportunity_id',
    'proposal_id',
    'product_id',
    'approved_by_id',
    'number',
    'day',
    'valid_until',
    'list_amount',
    'discount_rate',
    'approved_on',
    'status',
  ],
  contract: [
    ...WHO,
    ...MONEY,
    'opportunity_id',
    'renews_id',
    'product_id',
    'number',
    'day',
    'from_day',
    'until_day',
    'tax_amount',
    'lapsed_on',
  ],
  sales_order: [
    ...WHO,
    'opportunity_id',
    'contract_id',
    'external_id',
    'order_date',
    'channel',
    'currency',
    'signed_on',
    'tax_amount',
  ],
  order_line: [
    'order_id',
    'line_number',
    'product_id',
    'quantity',
    'unit_price',
    'discount_rate',
    'list_amount',
    'amount',
    'cost',
  ],
  shipment: [
    ...WHO,
    ...MONEY,
    'order_id',
    'product_id',
    'number',
    'day',
    'line_number',
    'quantity',
    'tax_amount',
    'cost',
  ],
  sales_return: [
    ...WHO,
    ...MONEY,
    'order_id',
    'product_id',
    'number',
    'day',
    'line_number',
    'quantity',
    'cost',
    'reason',
  ],
  invoice: [...WHO, ...MONEY, 'order_id', 'contract_id', 'number', 'day', 'due_on', 'tax_amount'],
  payment: [...WHO, ...MONEY, 'invoice_id', 'number', 'day', 'method'],
  visit: [
    ...WHO,
    'contact_id',
    'opportunity_id',
    'day',
    'started_at',
    'ended_at',
    'minutes',
    'status',
    'purpose',
    'outcome',
    'feedback',
    'latitude',
    'longitude',
  ],
  activity: [
    ...WHO,
    'contact_id',
    'opportunity_id',
    'lead_id',
    'kind',
    'day',
    'minutes',
    'subject',
    'outcome',
  ],
  time_entry: ['person_id', 'org_unit_id', 'customer_id', 'opportunity_id', 'day', 'minutes', 'kind'],
  campaign_spend: [
    ...MONEY,
    'campaign_id',
    'region_id',
    'product_id',
    'org_unit_id',
    'day',
    'medium',
    'impressions',
    'clicks',
  ],
  sell_through: [
    ...MONEY,
    'channel_partner_id',
    'outlet_id',
    'region_id',
    'product_id',
    'person_id',
    'org_unit_id',
    'day',
    'quantity',
    'stock',
  ],
  survey_answer: [...WHO, 'contact_id', 'product_id', 'survey', 'question', 'day', 'score', 'answer'],
} as const satisfies Record<string, readonly string[]>

export type TableName = keyof typeof TABLES

/** A row: its number within the sample (for tables with numbers of their own), the day it was recorded, its columns. */
export type Row<T extends TableName> = {
  readonly id: number
  /** days since 1970-01-01 */
  readonly recorded: number
} & { readonly [C in (typeof TABLES)[T][number]]?: Value }

export type AnyRow = { readonly id: number; readonly recorded: number } & Readonly<Record<string, Value>>

/** Rows of some tables, to be written together. */
export type Batch = ReadonlyMap<TableName, readonly AnyRow[]>

const dates = new Map<number, string>()

/** A day number as a civil date. */
export function date(day: number): string {
  const known = dates.get(day)
  if (known !== undefined) return known
  const text = civilDateOf(day)
  dates.set(day, text)
  return text
}

/** An instant of a day in the company's time zone. @param minute minutes after midnight */
export function instant(day: number, minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date(day)}T${two(Math.floor(minute / 60))}:${two(minute % 60)}:00+08:00`
}

/** Cents as an amount. */
export function money(cents: number): string {
  const sign = cents < 0 ? '-' : ''
  const digits = String(Math.abs(cents)).padStart(3, '0')
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** The 13 per cent of value-added tax within an amount that includes it, in cents. */
export function taxWithin(cents: number): number {
  return Math.round((cents * 13) / 113)
}

/** Collects rows and numbers them, one after the other within each table. */
export class Draft {
  private rows = new Map<TableName, AnyRow[]>()
  private readonly last = new Map<TableName, number>()

  /** The number that a row will have, before its other columns are known. */
  number(table: TableName): number {
    const next = (this.last.get(table) ?? 0) + 1
    this.last.set(table, next)
    return next
  }

  /** @returns the row's number */
  add<T extends TableName>(
    table: T,
    recorded: number,
    columns: { readonly [C in (typeof TABLES)[T][number]]?: Value },
    id: number = this.number(table),
  ): number {
    const rows = this.rows.get(table)
    const row = { ...columns, id, recorded } as AnyRow
    if (rows === undefined) this.rows.set(table, [row])
    else rows.push(row)
    return id
  }

  /** What was collected since the last time. */
  take(): Batch {
    const { rows } = this
    this.rows = new Map()
    return rows
  }
}
