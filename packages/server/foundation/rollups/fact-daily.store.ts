import { columnOf, FACT_SOURCES, type FactSource, sourceOf } from '../fact-sources/index.ts'
import { converted, rateOf } from './conversion.ts'
import { apart } from './rollup.store.ts'

const SUMS = ['amount', 'listAmount', 'taxAmount', 'cost', 'quantity', 'minutes', 'score'] as const
const KEYS = 'day, person_id, org_unit_id, region_id, product_id, status'
const COLUMNS = `workspace_id, fact, ${KEYS}, row_count, unrated_count, ${SUMS.map(columnOf).join(', ')}`

/** Sources of which days are kept in `fact_daily`, by name. */
export const ROLLED: readonly FactSource[] = FACT_SOURCES.filter((source) => source.rolled !== null)

function keyColumn(source: FactSource, dimension: 'person' | 'orgUnit' | 'region' | 'product'): string {
  return source.dimensions.includes(dimension) ? `coalesce(s.${columnOf(dimension)}_id, 0)` : '0::bigint'
}

function sumColumn(source: FactSource, name: (typeof SUMS)[number]): string {
  if (source.rolled?.amounts.includes(name) !== true) return 'null::numeric'
  const column = `s.${columnOf(name)}`
  const amount = source.amounts[name]?.money === true ? converted(column, 'x.rate') : column
  return `coalesce(sum(${amount}), 0)`
}

/** The day that the roll-up of a source is by: its first one. */
export function rolledDay(source: FactSource): string {
  return columnOf(Object.keys(source.days)[0] ?? 'day')
}

/** The days of a source from its rows, as a query. `$1` is the workspace; the condition speaks of `day`. */
function grouped(source: FactSource, condition: string): string {
  const day = `s.${rolledDay(source)}`
  const keys = (['person', 'orgUnit', 'region', 'product'] as const).map((name) => keyColumn(source, name))
  const status = source.rolled?.status ?? null
  keys.push(status === null ? `''::text` : `coalesce(s.${columnOf(status)}::text, '')`)
  const rate = source.hasCurrency ? rateOf('$1', 's.currency', day) : '1'
  return `select s.workspace_id, '${source.name}'::text as fact, ${day} as day, ${keys.join(', ')}, count(*) as row_count,
      count(*) filter (where x.rate is null) as unrated_count, ${SUMS.map((name) => sumColumn(source, name)).join(', ')}
    from (${source.query}) s cross join lateral (select ${rate} as rate) x
    where ${day} ${condition} group by s.workspace_id, ${day}, ${keys.filter((key) => key.includes('s.')).join(', ')}`
}

/** Makes some days of a fact again from its rows. Parameters of each statement: workspace, days. */
export function recomputeFactDays(name: string): readonly string[] {
  const source = sourceOf(name)
  if (source === null || source.rolled === null) throw new RangeError(`${name} has no daily roll-up`)
  return [
    `delete from fact_daily where workspace_id = $1 and fact = '${source.name}' and day = any($2::date[])`,
    `insert into fact_daily (${COLUMNS}) ${grouped(source, '= any($2::date[])')}`,
  ]
}

/** Makes all days of every fact from their rows, after a load. Parameter of each statement: workspace. */
export function fillFactDays(): readonly string[] {
  return [
    'delete from fact_daily where workspace_id = $1',
    ...ROLLED.map((source) => `insert into fact_daily (${COLUMNS}) ${grouped(source, 'is not null')}`),
  ]
}

/** Days of a fact in which roll-up and rows differ. Parameters: workspace, first and last day. */
export function factDifferences(source: FactSource): string {
  const made = grouped(source, 'between $2 and $3')
  const kept = `select ${COLUMNS} from fact_daily where workspace_id = $1 and fact = '${source.name}' and day between $2 and $3`
  return `select day, count(*)::int as differing from (${apart(made, kept)}) either_way group by day order by day`
}

/** Days from a day on that hold money in another currency. Parameters: workspace, first day. */
export function foreignDays(source: FactSource): string {
  const day = rolledDay(source)
  return `select distinct s.${day} as day from (${source.query}) s
    where s.currency is not null and s.${day} >= $2::date order by 1`
}
