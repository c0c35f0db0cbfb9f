import type { LinkTarget } from '@salesloom/contract'

/** Where a link points: the table with its key, and what its rows are known by. */
export type Target = {
  readonly table: string
  readonly key: string
  /** column that a person or a file may name it by; null where it has none */
  readonly code: string | null
  readonly zh: string
  readonly en: string
  /** whether rows carry source and external id */
  readonly external: boolean
  readonly removable: boolean
  /** column of a row that was merged, with the row that stands for it now; null where nothing is merged */
  readonly mergedInto: string | null
}

const named = (table: string, parts: Partial<Target> = {}): Target => ({
  table,
  key: `${table}_id`,
  code: 'code',
  zh: 'name_zh',
  en: 'name_en',
  external: true,
  removable: true,
  mergedInto: null,
  ...parts,
})
const master = (table: string) => named(table, { external: false, removable: false })
const titled = (table: string, column: string, parts: Partial<Target> = {}) =>
  named(table, { code: null, zh: column, en: column, ...parts })

/** Everything that a field may point to. */
export const TARGETS: Readonly<Record<LinkTarget, Target>> = {
  customer: named('customer', { mergedInto: 'merged_into_id' }),
  contact: titled('contact', 'name'),
  person: named('person'),
  orgUnit: master('org_unit'),
  region: master('region'),
  product: master('product'),
  customerType: master('customer_type'),
  order: titled('sales_order', 'external_id', { key: 'order_id', code: 'external_id' }),
  opportunity: titled('opportunity', 'name'),
  lead: titled('lead', 'name'),
  pipeline: named('pipeline'),
  stage: named('pipeline_stage'),
  proposal: titled('proposal', 'number', { code: 'number' }),
  contract: titled('contract', 'number', { code: 'number' }),
  invoice: titled('invoice', 'number', { code: 'number' }),
  campaign: named('campaign'),
  partner: named('channel_partner'),
  outlet: named('outlet'),
  objective: named('objective'),
  lossReason: named('loss_reason'),
}

/** The trees among them: a filter by a member includes everything below it. */
export const TREE_OF: Partial<Record<LinkTarget, 'org_unit' | 'region' | 'product' | 'customer_type'>> = {
  orgUnit: 'org_unit',
  region: 'region',
  product: 'product',
  customerType: 'customer_type',
}
