import type { Measure, MeasureFilter } from '@salesloom/contract'
import { type Decimal, parseDecimal, ZERO } from '@salesloom/engine/money'
import { type RawBuilder, sql } from 'kysely'
import { columnOf, type FactSource, sourceOf } from '../fact-sources/index.ts'
import { findSliceSpans, isSteady, membersOfSlice, visibleRows } from '../facts/index.ts'
import { type Ask, type Grain, isTime } from './ask.ts'
import { keyOfPlace, memberKey, productCategories, timeCut, timeKey } from './breakdowns.ts'
import { type MeasureRows, pivotOf, rowsOf, withUnitsOf } from './measure-rows.ts'
import { type Period, periodsOf } from './periods.ts'
import { seenLayer } from './seen-layer.ts'

/** A measure's exact value, and how many rows are missing from it for want of an exchange rate. */
export type MeasureValue = { readonly value: Decimal; readonly unrated: number }
export const NOTHING: MeasureValue = { value: ZERO, unrated: 0 }

/** Values of a measure in total and by the keys of the breakdowns, joined. */
export type MeasureAnswer = {
  readonly total: MeasureValue
  readonly groups: ReadonlyMap<string, MeasureValue>
}

const SEPARATOR = '\u001f'
export const joinKeys = (keys: readonly string[]): string => keys.join(SEPARATOR)
export const splitKeys = (joined: string): string[] => joined.split(SEPARATOR)

const EVER = '0001-01-01'

function filterOf(source: FactSource, filter: MeasureFilter): RawBuilder<unknown> {
  const column = sql.ref(`d.${columnOf(filter.field)}`)
  if ('is' in filter) return sql`${column}::text = any(${filter.is}::text[])`
  if ('isNot' in filter) return sql`coalesce(${column}::text, '') <> all(${filter.isNot}::text[])`
  const parts = [
    ...(filter.atLeast === undefined ? [] : [sql`${column} >= ${filter.atLeast}::numeric`]),
    ...(filter.below === undefined ? [] : [sql`${column} < ${filter.below}::numeric`]),
  ]
  if (source.fields[filter.field] === undefined) throw new RangeError(`${source.name} has no ${filter.field}`)
  return sql.join(parts, sql` and `)
}

/** The time of a snapshot or balance: the end of each period, or the day before its start. */
function timeCondition(measure: Measure, rows: MeasureRows): RawBuilder<unknown> {
  const day = sql.ref(rows.columns.day)
  const end = sql.ref(`d.${columnOf(measure.endDay ?? 'day')}`)
  const pivot = sql.raw(`(${pivotOf(measure)})`)
  // A row is open up to its last day, but a deal is no longer open at the end of the day on which it is closed.
  const still = measure.endDay === 'untilDay' ? sql`>=` : sql`>`
  switch (measure.time) {
    case 'during':
      return sql`true`
    case 'until':
      return sql`${day} <= ${pivot}`
    case 'open':
      return sql`${day} <= ${pivot} and (${end} is null or ${end} ${still} ${pivot})`
    case 'shared':
      return sql`${day} <= p.last and ${end} >= p.first`
  }
}

/** SQL of a measure over its rows: a sum, or a number of different keys. */
export function sumOf(measure: Measure, rows: MeasureRows): RawBuilder<unknown> {
  if (rows.aggregate === 'distinct') return sql`count(distinct ${sql.raw(rows.value)})`
  if (measure.time !== 'shared') return sql`sum(${sql.raw(rows.value)})`
  const [day, end] = [sql.ref(rows.columns.day), sql.ref(`d.${columnOf(measure.endDay ?? 'day')}`)]
  const shared = sql`(least(${end}, p.last) - greatest(${day}, p.first) + 1)`
  return sql`sum(${sql.raw(rows.value)} * ${shared} / (${end} - ${day} + 1))`
}

function periodRows(periods: readonly Period[]): RawBuilder<unknown> {
  const values = periods.map(({ code, from, to }) => sql`(${code}::text, ${from}::date, ${to}::date)`)
  return sql`cross join (values ${sql.join(values)}) p (code, first, last)`
}

function conditions(measure: Measure, source: FactSource, rows: MeasureRows): RawBuilder<unknown>[] {
  return [timeCondition(measure, rows), ...measure.filters.map((filter) => filterOf(source, filter))]
}

/** Everything of a question that the rows of one measure must meet, and the rows. */
export type Prepared = {
  readonly rows: MeasureRows
  readonly from: RawBuilder<unknown>
  readonly where: RawBuilder<unknown>
  readonly keys: readonly RawBuilder<unknown>[]
  readonly source: FactSource
}

/** The periods of a question by a grain: those that it names, or its calendar's. */
export function periodsBy({ slice, settings, periods }: Ask, grain: Grain): readonly Period[] {
  return periods ?? periodsOf(slice, grain, settings.calendar)
}

const cutOf = ({ slice, settings, periods }: Ask, grain: Grain) =>
  timeCut(slice, grain, settings.calendar, periods)

/** Puts together the rows and conditions of a measure; periods are those of a snapshot. */
export async function prepare(ask: Ask, measure: Measure, periods: readonly Period[]): Promise<Prepared> {
  const source = sourceOf(measure.fact)
  if (source === null) throw new RangeError(`there is no fact ${measure.fact}`)
  const { tx, workspaceId, visibility } = ask
  const during = measure.time === 'during'
  const slice = during ? ask.slice : { ...ask.slice, from: EVER }
  const spans = await findSliceSpans(tx, workspaceId, slice, ask.asIs)
  const joined = during ? sql`` : periodRows(periods)
  const found = rowsOf(ask, source, measure, isSteady(spans, slice), joined)
  const rows = ask.asIs === null ? found : withUnitsOf(ask, found, ask.asIs)
  const keyed = (name: Ask['by'][number]) => {
    if (!isTime(name)) return memberKey(name, rows.columns)
    return during ? timeKey(name, sql.ref(rows.columns.day), cutOf(ask, name)) : sql<string>`p.code`
  }
  const category = [...ask.by, ...ask.at.map(({ breakdown }) => breakdown)].includes('category')
  const credit = { orgUnit: found.columns.orgUnit, person: found.columns.person }
  const parts = [
    sql`d.workspace_id = ${workspaceId}`,
    ...(during ? [sql`${sql.ref(rows.columns.day)} between ${slice.from} and ${slice.to}`] : []),
    visibleRows(credit, visibility),
    ...(source.layered ? [seenLayer(workspaceId, visibility)] : []),
    membersOfSlice(slice, spans, rows.columns),
    ...ask.at.map(
      ({ breakdown, id, code }) => sql`${keyed(breakdown)}::text = ${keyOfPlace(breakdown, id, code)}`,
    ),
    ...conditions(measure, source, rows),
  ]
  return {
    rows,
    source,
    from: sql`${rows.from} ${
      category
        ? sql`left join ${productCategories(workspaceId)} k on k.product_id = ${sql.ref(rows.columns.product ?? 'd.product_id')}`
        : sql``
    } ${rows.hasPeriods ? sql`` : joined}`,
    where: sql.join(parts, sql` and `),
    keys: ask.by.map(keyed),
  }
}

type Row = { value: string | null; unrated: number } & Record<string, unknown>

/** The groups of a question from rows: each key, what they add up to, and how many could not be converted. */
function groupedQuery(
  ask: Ask,
  measure: Measure,
  { rows, from, where, keys }: Prepared,
): RawBuilder<unknown> {
  const named = sql.join(keys.map((key, i) => sql`${key}::text as ${sql.ref(`k${i}`)}`))
  const sums = sql`${sumOf(measure, rows)} as value, sum(${sql.raw(rows.unrated)}) as unrated`
  const time = ask.by.findIndex(isTime)
  const grain = ask.by[time]
  if (grain === undefined || !isTime(grain) || measure.time !== 'during' || rows.aggregate === 'distinct')
    return sql`select ${named}, ${sums} from ${from} where ${where} group by ${ordinals(keys.length)}`
  // Days are grouped before they are put into words: writing a period's name for every row takes most of the time.
  const day = sql.ref(rows.columns.day)
  const raw = sql.join(keys.map((key, i) => sql`${i === time ? day : key} as ${sql.ref(`k${i}`)}`))
  const period = timeKey(grain, sql`s.${sql.ref(`k${time}`)}`, cutOf(ask, grain))
  const outer = sql.join(
    keys.map((_, i) => sql`${i === time ? period : sql`s.${sql.ref(`k${i}`)}::text`} as ${sql.ref(`k${i}`)}`),
  )
  return sql`select ${outer}, sum(s.value) as value, sum(s.unrated) as unrated
    from (select ${raw}, ${sums} from ${from} where ${where} group by ${ordinals(keys.length)}) s
    group by ${ordinals(keys.length)}`
}

const ordinals = (count: number): RawBuilder<unknown> =>
  sql.join(Array.from({ length: count }, (_, i) => sql.raw(String(i + 1))))

/** Groups and, where it is their sum, the total beside them: its keys are null. */
async function run(
  ask: Ask,
  measure: Measure,
  periods: readonly Period[],
  additive: boolean,
): Promise<Row[]> {
  const prepared = await prepare(ask, measure, periods)
  const { rows, from, where, keys } = prepared
  const figures = sql`value::text as value, coalesce(unrated, 0)::bigint as unrated`
  const query =
    keys.length === 0
      ? sql`select null as k0, ${figures} from (select ${sumOf(measure, rows)} as value,
          sum(${sql.raw(rows.unrated)}) as unrated from ${from} where ${where}) g`
      : !additive
        ? sql`select ${keyNames(keys.length)}, ${figures} from (${groupedQuery(ask, measure, prepared)}) g`
        : sql`with g as (${groupedQuery(ask, measure, prepared)}) select ${keyNames(keys.length)}, ${figures} from g
          union all select ${sql.join(keys.map(() => sql`null`))}, sum(value)::text, coalesce(sum(unrated), 0)::bigint from g`
  return (await sql<Row>`${query}`.execute(ask.tx)).rows
}

const keyNames = (count: number): RawBuilder<unknown> =>
  sql.join(Array.from({ length: count }, (_, i) => sql.ref(`k${i}`)))

function readValue(row: Row | undefined): MeasureValue {
  return row === undefined
    ? NOTHING
    : { value: row.value === null ? ZERO : parseDecimal(row.value), unrated: row.unrated }
}

/** One measure in total and by the breakdowns of a question. */
export async function measureSums(ask: Ask, measure: Measure): Promise<MeasureAnswer> {
  const whole: Period[] = [{ code: '', from: ask.slice.from, to: ask.slice.to }]
  const grain = ask.by.find(isTime)
  const periods = grain === undefined ? whole : periodsBy(ask, grain)
  const additive = measure.time === 'during' && measure.aggregate !== 'distinct'
  const rows = await run(ask, measure, periods, additive)
  const total =
    ask.by.length === 0 || additive
      ? rows.find((row) => row['k0'] === null)
      : (await run({ ...ask, by: [] }, measure, whole, false))[0]
  const groups = new Map(
    rows
      .filter((row) => row['k0'] !== null)
      .map((row) => [joinKeys(ask.by.map((_, i) => String(row[`k${i}`]))), readValue(row)]),
  )
  return { total: readValue(total), groups }
}
