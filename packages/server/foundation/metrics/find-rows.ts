import type { Measure, MetricContent, Slice } from '@salesloom/contract'
import { type RawBuilder, sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { readWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import type { Dimension } from '../fact-sources/index.ts'
import { type Ask, isTime, type Place } from './ask.ts'
import { askOf, checkQuestion, type OrgView } from './compute-metric.ts'
import { getMetric } from './definitions.store.ts'
import { describeMeasure } from './describe-measure.ts'
import { isMoney } from './evaluate.ts'
import { type Prepared, prepare, sumOf } from './measure-query.ts'
import { metricGuard } from './metric-guard.ts'
import { type Period, periodsOf } from './periods.ts'

export type FindRowsInput = {
  readonly metric: string
  readonly slice: Slice
  readonly at: readonly Place[]
  readonly orgView: OrgView
  readonly side: 'numerator' | 'denominator'
  readonly measure: number
  readonly page: number
  readonly pageSize: number
}

type Sides = Pick<MetricContent, 'numerator' | 'denominator'>
type Side = FindRowsInput['side']

function listed(content: Sides): { side: Side; measure: number; of: Measure }[] {
  return (['numerator', 'denominator'] as const).flatMap((side) =>
    (content[side] ?? []).flat().map(({ measure }, i) => ({ side, measure: i, of: measure })),
  )
}

type Row = {
  id: number
  title: string | null
  day: string | null
  currency: string | null
  value: string | null
} & Record<`${'customer' | 'person' | 'region' | 'product'}_${'zh' | 'en'}`, string | null>

const NAMED = ['customer', 'person', 'region', 'product'] as const

function nameColumns(dimensions: readonly Dimension[]): RawBuilder<unknown> {
  return sql.join(
    NAMED.map((name) =>
      dimensions.includes(name)
        ? sql`${sql.ref(`n_${name}.name_zh`)} as ${sql.ref(`${name}_zh`)}, ${sql.ref(`n_${name}.name_en`)} as ${sql.ref(`${name}_en`)}`
        : sql`null as ${sql.ref(`${name}_zh`)}, null as ${sql.ref(`${name}_en`)}`,
    ),
  )
}

function nameJoins(workspaceId: number, dimensions: readonly Dimension[]): RawBuilder<unknown> {
  const joins = NAMED.filter((name) => dimensions.includes(name)).map(
    (
      name,
    ) => sql`left join ${sql.table(name)} ${sql.ref(`n_${name}`)} on ${sql.ref(`n_${name}.workspace_id`)} = ${workspaceId}
      and ${sql.ref(`n_${name}.${name}_id`)} = ${sql.ref(`d.${name}_id`)}`,
  )
  return sql.join(joins, sql` `)
}

function toRow(row: Row) {
  const named = (name: (typeof NAMED)[number]) => {
    const [zh, en] = [row[`${name}_zh`], row[`${name}_en`]]
    return zh === null || en === null ? null : { zh, en }
  }
  return {
    id: row.id,
    title: row.title ?? '',
    day: row.day,
    currency: row.currency,
    value: row.value,
    customer: named('customer'),
    person: named('person'),
    region: named('region'),
    product: named('product'),
  }
}

/** The period that a snapshot's rows are of: the one that was pointed at, or the whole. */
function periodsFor(ask: Ask): Period[] {
  const { slice, at, settings } = ask
  const time = at.find(({ breakdown }) => isTime(breakdown))
  if (time === undefined || !isTime(time.breakdown)) return [{ code: '', from: slice.from, to: slice.to }]
  return periodsOf(slice, time.breakdown, settings.calendar).filter(({ code }) => code === time.code)
}

async function readRows(ask: Ask, measure: Measure, prepared: Prepared, input: FindRowsInput) {
  const { from, where, source, rows } = prepared
  const totals = await sql<{ count: number; sum: string | null }>`
    select count(*) as count, (${sumOf(measure, rows)})::text as sum from ${from} where ${where}`.execute(
    ask.tx,
  )
  const day = sql.ref(rows.columns.day)
  const found = await sql<Row>`
    select d.id, d.title, ${day} as day, d.currency, (${sql.raw(rows.aggregate === 'distinct' ? '1' : rows.value)})::text as value,
      ${nameColumns(source.dimensions)}
    from ${from} ${nameJoins(ask.workspaceId, source.dimensions)} where ${where}
    order by ${day} desc nulls last, d.id desc, ${source.dimensions.includes('product') ? sql`d.product_id` : sql`d.id`}, 5 limit ${input.pageSize} offset ${(input.page - 1) * input.pageSize}`.execute(
    ask.tx,
  )
  return { total: totals.rows[0]?.count ?? 0, sum: totals.rows[0]?.sum ?? '0', rows: found.rows.map(toRow) }
}

/** The rows behind a figure: those that one of its measures adds up or counts, newest first, with their exact sum. */
export async function findRows(context: CallContext, input: FindRowsInput) {
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const metric = await getMetric(tx, workspaceId, input.metric)
    metricGuard(context, metric)
    const places = input.at.map(({ breakdown }) => breakdown)
    checkQuestion(metric, input.slice, places)
    const all = listed(metric)
    const chosen = all.find(({ side, measure }) => side === input.side && measure === input.measure)
    if (chosen === undefined)
      throw new AppError('invalidInput', { field: 'measure', reason: 'noSuchMeasure' })
    const { at, orgView } = input
    const ask = await askOf(tx, context, input.slice, { at, orgView, raw: true })
    const prepared = await prepare(ask, chosen.of, periodsFor(ask))
    return {
      measures: all.map(({ side, measure, of }) => ({
        side,
        measure,
        label: describeMeasure(of),
        money: isMoney(of),
      })),
      kind: prepared.source.kind,
      ...(await readRows(ask, chosen.of, prepared, input)),
    }
  })
}
