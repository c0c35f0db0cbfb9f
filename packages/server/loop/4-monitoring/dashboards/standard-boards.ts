import type { BoardContent, Tile } from '@salesloom/contract'
import type { CallContext } from '../../../platform/http/call-context.ts'

export type StandardName = 'director' | 'manager' | 'representative'

const SALES: Tile = {
  key: 'sales',
  form: 'number',
  metric: 'sales',
  by: [],
  filter: {},
  period: null,
  compare: 'target',
  title: null,
  width: 3,
  height: 1,
}
const tile = (key: string, over: Partial<Tile>): Tile => ({ ...SALES, key, ...over })
const number = (key: string, metric: string, over: Partial<Tile> = {}): Tile =>
  tile(key, { metric, compare: 'lastYear', ...over })

const YEAR = tile('year', { form: 'bullet', period: 'year', width: 6 })
const COURSE = tile('course', { form: 'trend', period: 'twelve', compare: 'target', width: 8, height: 2 })
const FUNNEL = tile('funnel', {
  form: 'funnel',
  metric: 'winRate',
  period: 'twelve',
  compare: 'none',
  width: 4,
  height: 2,
})

/** What the company needs to know in the morning: the quarter and its end, where it comes from, who and what is off. */
const DIRECTOR: readonly Tile[] = [
  tile('sales', { form: 'bullet', width: 6 }),
  YEAR,
  COURSE,
  tile('units', { form: 'bars', by: ['orgUnit'], width: 4, height: 2 }),
  tile('regions', { form: 'map', by: ['region'], compare: 'lastYear', width: 6, height: 2 }),
  tile('heat', { form: 'heat', by: ['orgUnit', 'category'], width: 6, height: 2 }),
  FUNNEL,
  tile('people', { form: 'table', by: ['person'], width: 8, height: 2 }),
  number('margin', 'grossMargin'),
  number('discount', 'discountRate'),
  number('winRate', 'winRate', { period: 'twelve' }),
  number('customers', 'activeCustomers'),
]

/** A team: who is where against their target, what is in the funnel, who buys. */
const MANAGER: readonly Tile[] = [
  tile('sales', { form: 'bullet', width: 6 }),
  YEAR,
  tile('people', { form: 'bars', by: ['person'], width: 6, height: 2 }),
  tile('course', { form: 'trend', period: 'twelve', width: 6, height: 2 }),
  FUNNEL,
  tile('products', { form: 'bars', by: ['product'], compare: 'lastYear', width: 8, height: 2 }),
  number('orders', 'orders'),
  number('discount', 'discountRate'),
  number('winRate', 'winRate', { period: 'twelve' }),
  number('customers', 'activeCustomers'),
]

/** One's own number: the month, the quarter, the customers behind it. */
const REPRESENTATIVE: readonly Tile[] = [
  tile('month', { form: 'bullet', period: 'month', width: 6 }),
  tile('sales', { form: 'bullet', width: 6 }),
  tile('course', { form: 'trend', period: 'twelve', width: 7, height: 2 }),
  tile('customers', { form: 'bars', by: ['customer'], compare: 'lastYear', width: 5, height: 2 }),
  tile('products', { form: 'table', by: ['product'], compare: 'lastYear', width: 7, height: 2 }),
  { ...FUNNEL, width: 5 },
]

const BOARDS: Readonly<Record<StandardName, readonly Tile[]>> = {
  director: DIRECTOR,
  manager: MANAGER,
  representative: REPRESENTATIVE,
}

/** Which standard board a role begins with. */
export function standardOf(role: CallContext['actor']['role']): StandardName {
  return role === 'manager' || role === 'representative' ? role : 'director'
}

/** The standard board of a role, whole for whoever reads all of its fields. */
export function standardBoard(name: StandardName): BoardContent {
  return { period: 'quarter', filter: {}, tiles: [...BOARDS[name]] }
}
