import type { Trilingual } from '@salesloom/contract'

/** How a fact may be sliced and broken down: a column `<name>_id` (or `channel`) of its rows. */
export type Dimension =
  | 'person'
  | 'orgUnit'
  | 'region'
  | 'product'
  | 'channel'
  | 'customer'
  | 'customerType'
  | 'stage'
  | 'campaign'

/** A number that can be added up. Money is in the row's currency. */
export type Amount = { readonly label: Trilingual; readonly money: boolean; readonly guard: 'cost' | null }

/** What a filter may ask of a row. */
export type Filterable = {
  readonly label: Trilingual
  readonly type: 'choice' | 'flag' | 'text' | 'number'
  readonly choices: readonly string[]
}

/**
 * Where rows of a fact come from, with one name for the same thing everywhere. Its query gives the columns id, title,
 * workspace_id, currency, one `<dimension>_id` each, and one column in snake case for each day, amount, key and field.
 * Removed rows are not in it. `$1` is the workspace.
 */
export type FactSource = {
  readonly name: string
  readonly label: Trilingual
  /** the kind of entry that its rows are, for opening them; null where they are made of several */
  readonly kind: string | null
  readonly query: string
  readonly days: Readonly<Record<string, Trilingual>>
  readonly amounts: Readonly<Record<string, Amount>>
  readonly keys: Readonly<Record<string, Trilingual>>
  readonly fields: Readonly<Record<string, Filterable>>
  readonly dimensions: readonly Dimension[]
  /** whether its rows are credited to people and units, and so limited to what a caller may see */
  readonly credited: boolean
  readonly hasCurrency: boolean
  /**
   * SQL of its columns as they stood at the end of a day, from a row `o` of the query, for what changes while it is open:
   * `(pivot) => select …`. Null where a row is always what it is now.
   */
  readonly stood: ((pivot: string) => string) | null
  /** whether its rows (with plan_id, metric and layer) are there once for each level of a plan, to be read by `seenLayer` */
  readonly layered: boolean
  /** the daily roll-up kept of it: by its first day, with which amounts and which field as status; null without one */
  readonly rolled: { readonly amounts: readonly string[]; readonly status: string | null } | null
}

export const text = (zh: string, zhTw: string, en: string): Trilingual => ({ zh, zhTw, en })

export const money = (label: Trilingual): Amount => ({ label, money: true, guard: null })
export const cost = (label: Trilingual): Amount => ({ label, money: true, guard: 'cost' })
export const plain = (label: Trilingual): Amount => ({ label, money: false, guard: null })

export const flag = (label: Trilingual): Filterable => ({ label, type: 'flag', choices: ['true', 'false'] })
export const choice = (label: Trilingual, choices: readonly string[]): Filterable => ({
  label,
  type: 'choice',
  choices,
})
export const free = (label: Trilingual): Filterable => ({ label, type: 'text', choices: [] })
export const numeric = (label: Trilingual): Filterable => ({ label, type: 'number', choices: [] })

/** Words that several sources share. */
export const WORDS = {
  day: text('日期', '日期', 'day'),
  created: text('创建日期', '建立日期', 'created'),
  amount: text('金额', '金額', 'amount'),
  listAmount: text('折前金额', '折前金額', 'list amount'),
  tax: text('税额', '稅額', 'tax'),
  cost: text('成本', '成本', 'cost'),
  quantity: text('数量', '數量', 'quantity'),
  minutes: text('分钟', '分鐘', 'minutes'),
  customer: text('客户', '客戶', 'customers'),
  opportunity: text('商机', '商機', 'opportunities'),
  order: text('订单', '訂單', 'orders'),
  status: text('状态', '狀態', 'status'),
  kind: text('类型', '類型', 'kind'),
  medium: text('来源渠道', '來源管道', 'medium'),
} as const

/** A column's name in SQL. */
export function columnOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** The column of a dimension in a source's rows. */
export function dimensionColumn(dimension: Dimension): string {
  return dimension === 'channel' ? 'channel' : `${columnOf(dimension)}_id`
}

type Parts = Pick<FactSource, 'name' | 'label' | 'query' | 'days'> & Partial<FactSource>

export function source(parts: Parts): FactSource {
  return {
    kind: parts.name,
    amounts: {},
    keys: {},
    fields: {},
    dimensions: [],
    credited: true,
    hasCurrency: true,
    stood: null,
    layered: false,
    rolled: null,
    ...parts,
  }
}

/** The customer of a row, for its type. */
export const CUSTOMER =
  'left join customer c on c.workspace_id = d.workspace_id and c.customer_id = d.customer_id'

export const WHERE = ['person', 'orgUnit', 'region'] as const
export const WHO = ['customer', 'customerType'] as const
