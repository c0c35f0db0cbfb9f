import type { BreakdownName, Measure } from '@salesloom/contract'
import { addDays, monthBounds } from '@salesloom/engine/calendar'
import { type RawBuilder, sql } from 'kysely'
import { statement } from '../../platform/database/index.ts'
import { columnOf, type Dimension, dimensionColumn, type FactSource } from '../fact-sources/index.ts'
import type { FactColumns } from '../facts/index.ts'
import { converted, rateOf } from '../rollups/index.ts'
import { type Ask, isTime } from './ask.ts'

/** Where a measure is read from: rows called `d`, their columns, and how they are added up. */
export type MeasureRows = {
  readonly from: RawBuilder<unknown>
  readonly columns: FactColumns
  /** SQL of what one row adds, before it is added up; of a roll-up, what its rows hold */
  readonly value: string
  readonly aggregate: 'sum' | 'distinct'
  /** whether the periods of a snapshot are joined to the rows already, because each asks how they stood then */
  readonly hasPeriods: boolean
  /** SQL that is true for rows that could not be converted, or their number in a roll-up */
  readonly unrated: string
}

const NAMES: Record<Dimension, keyof FactColumns> = {
  person: 'person',
  orgUnit: 'orgUnit',
  region: 'region',
  product: 'product',
  channel: 'channel',
  customer: 'customer',
  customerType: 'customerType',
  stage: 'stage',
  campaign: 'campaign',
}

function columnsOf(dimensions: readonly Dimension[], day: string): FactColumns {
  const named = Object.fromEntries(
    (Object.keys(NAMES) as Dimension[]).map((dimension) => [
      NAMES[dimension],
      dimensions.includes(dimension) ? `d.${dimensionColumn(dimension)}` : null,
    ]),
  )
  return { ...(named as FactColumns), day: `d.${columnOf(day)}` }
}

/** The day of a source's rows that dates a measure. */
export function dayOf(source: FactSource, measure: Measure): string {
  return measure.day ?? Object.keys(source.days)[0] ?? 'day'
}

/** The day at whose end a snapshot or balance is taken, of a period `p`: its last, or the one before its first. */
export function pivotOf({ at }: Measure): string {
  return at === 'start' ? 'p.first - 1' : 'p.last'
}

/** The rows of a source called `d`; in a snapshot of what changes, once for each period and as they stood at its time. */
function sourceRows(ask: Ask, source: FactSource, measure: Measure, periods: RawBuilder<unknown>) {
  const query = statement(source.query, [ask.workspaceId])
  if (measure.time !== 'open' || source.stood === null) return { rows: sql`(${query}) d`, hasPeriods: false }
  const stood = statement(source.stood(pivotOf(measure)), [ask.workspaceId])
  return { rows: sql`(${query}) o ${periods} cross join lateral (${stood}) d`, hasPeriods: true }
}

function rawRows(ask: Ask, source: FactSource, measure: Measure, periods: RawBuilder<unknown>): MeasureRows {
  const day = dayOf(source, measure)
  const amount = measure.aggregate === 'sum' ? source.amounts[measure.of ?? ''] : undefined
  const foreign = amount?.money === true && source.hasCurrency
  const of = `d.${columnOf(measure.of ?? '')}`
  const { rows, hasPeriods } = sourceRows(ask, source, measure, periods)
  const rate = statement(rateOf('$1', 'd.currency', `d.${columnOf(day)}`), [ask.workspaceId])
  return {
    from: foreign ? sql`${rows} cross join lateral (select ${rate} as rate) x` : rows,
    hasPeriods,
    columns: columnsOf(source.dimensions, day),
    value:
      measure.aggregate === 'count'
        ? '1'
        : measure.aggregate === 'distinct'
          ? `d."${columnOf(measure.of ?? '')}"`
          : foreign
            ? converted(of, 'x.rate')
            : of,
    aggregate: measure.aggregate === 'distinct' ? 'distinct' : 'sum',
    unrated: foreign ? '(x.rate is null)::int' : '0',
  }
}

/** A table of roll-ups that carries some dimensions, by day or by month. */
type RollUp = { readonly table: string; readonly dimensions: readonly Dimension[]; readonly monthly: boolean }

const SALES_DAILY: RollUp = {
  table: 'sales_daily',
  dimensions: ['channel', 'person', 'orgUnit', 'region', 'product'],
  monthly: false,
}
/** The smallest first. */
const SALES_ROLLUPS: readonly RollUp[] = [
  { table: 'sales_monthly_unit', dimensions: ['channel', 'orgUnit', 'region'], monthly: true },
  { table: 'sales_monthly', dimensions: ['channel', 'person', 'orgUnit', 'region'], monthly: true },
  { table: 'sales_monthly_product', dimensions: ['channel', 'region', 'product'], monthly: true },
  SALES_DAILY,
]
const SALES_SUMS = ['amount', 'listAmount', 'cost', 'quantity']

const SLICED: ReadonlyArray<readonly [keyof Ask['slice'], Dimension]> = [
  ['channel', 'channel'],
  ['orgUnitId', 'orgUnit'],
  ['personId', 'person'],
  ['unassigned', 'person'],
  ['regionId', 'region'],
  ['productId', 'product'],
  ['customerId', 'customer'],
  ['customerTypeId', 'customerType'],
  ['stageId', 'stage'],
  ['campaignId', 'campaign'],
]

function dimensionOf(name: BreakdownName): Dimension[] {
  if (isTime(name)) return []
  return [name === 'category' ? 'product' : (name as Dimension)]
}

/** Dimensions that a question's rows must carry. */
export function neededDimensions(ask: Pick<Ask, 'slice' | 'by' | 'at' | 'visibility' | 'asIs'>): Dimension[] {
  const sliced = SLICED.filter(([part]) => ask.slice[part] !== undefined).map(([, dimension]) => dimension)
  const grouped = [...ask.by, ...ask.at.map(({ breakdown }) => breakdown)].flatMap(dimensionOf)
  const seen: Dimension[] = ask.visibility.whole ? [] : ['person', 'orgUnit']
  const today: Dimension[] =
    ask.asIs !== null && [...sliced, ...grouped].includes('orgUnit') ? ['person'] : []
  return [...new Set([...sliced, ...grouped, ...seen, ...today])]
}

/** First and last day of the whole months within some days; null where there is none. */
function wholeMonths({ from, to }: { from: string; to: string }): { from: string; to: string } | null {
  const first = from.endsWith('-01') ? from : addDays(monthBounds(from.slice(0, 7)).to, 1)
  const last = monthBounds(to.slice(0, 7)).to === to ? to : addDays(`${to.slice(0, 7)}-01`, -1)
  return first < last ? { from: first, to: last } : null
}

const grainsOfMonths: readonly BreakdownName[] = ['month', 'quarter', 'year']

function mayUseMonths(ask: Ask, steady: boolean): boolean {
  const times = [...ask.by, ...ask.at.map(({ breakdown }) => breakdown)].filter(isTime)
  const isCut = ask.settings.calendar.pattern === 'months' && ask.periods === undefined
  const byMonths = times.every((time) => isCut && grainsOfMonths.includes(time))
  return steady && wholeMonths(ask.slice) !== null && byMonths
}

function within(table: string, columns: string, day: string, workspaceId: number, days: RawBuilder<unknown>) {
  return sql`select ${sql.raw(columns.replace('day', `${day} as day`))} from ${sql.table(table)}
    where workspace_id = ${workspaceId} and ${days}`
}

/** Whole months from the monthly table, the days before and after them from the daily one. */
function rolledFrom(ask: Ask, rollUp: RollUp, sum: string): RawBuilder<unknown> {
  const { workspaceId, slice } = ask
  const columns = [
    'day',
    'workspace_id',
    ...rollUp.dimensions.map(dimensionColumn),
    sum,
    'unrated_count',
  ].join(', ')
  const daily = (days: RawBuilder<unknown>) => within('sales_daily', columns, 'day', workspaceId, days)
  const months = rollUp.monthly ? wholeMonths(slice) : null
  if (months === null) return sql`(${daily(sql`day between ${slice.from} and ${slice.to}`)}) d`
  const parts = [
    within(rollUp.table, columns, 'month', workspaceId, sql`month between ${months.from} and ${months.to}`),
    ...(slice.from < months.from ? [daily(sql`day >= ${slice.from} and day < ${months.from}`)] : []),
    ...(slice.to > months.to ? [daily(sql`day > ${months.to} and day <= ${slice.to}`)] : []),
  ]
  return sql`(${sql.join(parts, sql` union all `)}) d`
}

function salesRollUp(ask: Ask, measure: Measure, steady: boolean): MeasureRows | null {
  const sum = measure.aggregate === 'count' ? 'line_count' : columnOf(measure.of ?? '')
  const known = measure.aggregate === 'count' || SALES_SUMS.includes(measure.of ?? '')
  if (!known || measure.aggregate === 'distinct' || measure.filters.length > 0) return null
  const needed = neededDimensions(ask)
  const found = SALES_ROLLUPS.find(
    (rollUp) =>
      needed.every((dimension) => rollUp.dimensions.includes(dimension)) &&
      (!rollUp.monthly || mayUseMonths(ask, steady)),
  )
  if (found === undefined) return null
  return {
    from: rolledFrom(ask, found, sum),
    columns: columnsOf(found.dimensions, 'day'),
    value: `d.${sum}`,
    hasPeriods: false,
    aggregate: 'sum',
    unrated: ['amount', 'listAmount', 'cost'].includes(measure.of ?? '') ? 'd.unrated_count' : '0',
  }
}

const FACT_DIMENSIONS: readonly Dimension[] = ['person', 'orgUnit', 'region', 'product']

function factRollUp(ask: Ask, source: FactSource, measure: Measure): MeasureRows | null {
  const rolled = source.rolled
  if (rolled === null || measure.aggregate === 'distinct') return null
  if (measure.aggregate === 'sum' && !rolled.amounts.includes(measure.of ?? '')) return null
  const onStatus = measure.filters.every((filter) => filter.field === rolled.status && !('atLeast' in filter))
  const dimensions = FACT_DIMENSIONS.filter((dimension) => source.dimensions.includes(dimension))
  if (!onStatus || !neededDimensions(ask).every((dimension) => dimensions.includes(dimension))) return null
  const status =
    rolled.status === null || rolled.status === 'status'
      ? sql``
      : sql`, status as ${sql.ref(columnOf(rolled.status))}`
  return {
    from: sql`(select *${status} from fact_daily where workspace_id = ${ask.workspaceId} and fact = ${source.name}
      and day between ${ask.slice.from} and ${ask.slice.to}) d`,
    columns: columnsOf(dimensions, 'day'),
    hasPeriods: false,
    value: measure.aggregate === 'count' ? 'd.row_count' : `d.${columnOf(measure.of ?? '')}`,
    aggregate: 'sum',
    unrated: source.amounts[measure.of ?? '']?.money === true ? 'd.unrated_count' : '0',
  }
}

/**
 * The smallest rows that answer a question: a roll-up that carries all of its dimensions, else the rows themselves.
 * Both give the same figure.
 */
export function rowsOf(
  ask: Ask,
  source: FactSource,
  measure: Measure,
  steady: boolean,
  periods: RawBuilder<unknown>,
): MeasureRows {
  const first = Object.keys(source.days)[0]
  const rollable = ask.raw !== true && measure.time === 'during' && dayOf(source, measure) === first
  const rolled = !rollable
    ? null
    : source.name === 'orderLine'
      ? salesRollUp(ask, measure, steady)
      : factRollUp(ask, source, measure)
  return rolled ?? rawRows(ask, source, measure, periods)
}

/** The same rows with the unit that each person belongs to on a day, instead of the one they had. */
export function withUnitsOf(ask: Ask, rows: MeasureRows, day: string): MeasureRows {
  if (rows.columns.orgUnit === null || rows.columns.person === null) return rows
  const held = sql`(select distinct on (p.person_id) p.person_id, p.org_unit_id from position p
    where p.workspace_id = ${ask.workspaceId} and p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day})
    order by p.person_id, p.valid_from desc) h`
  return {
    ...rows,
    from: sql`${rows.from} left join ${held} on h.person_id = d.person_id
      cross join lateral (select coalesce(h.org_unit_id, d.org_unit_id) as org_unit_id) u`,
    columns: { ...rows.columns, orgUnit: 'u.org_unit_id' },
  }
}
