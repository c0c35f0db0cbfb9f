import type { Measure, MetricContent } from '@salesloom/contract'
import { sql } from 'kysely'
import { type Ask, isTime } from './ask.ts'
import { say, sum, total, where } from './catalogue/build.ts'
import { findAllMetrics, type Metric } from './definitions.store.ts'
import { breakdownsOf, slicePartsOf } from './describe-metric.ts'
import { countsMoney, isAdditive, measureSides } from './metric-cells.ts'

/** Bases of sales that the approved sales target is a target of. */
const SALES_BASES: readonly string[] = ['sales', 'netSales', 'salesSigned', 'salesCredited']

/** A plan that published a metric. */
type Published = { readonly metric: string; readonly planId: number }

/** Of some metrics the plans that published a target which can be asked the question. */
async function findPublished(
  { tx, workspaceId, slice, by }: Ask,
  codes: readonly string[],
): Promise<Published[]> {
  const asked = (part: 'regionId' | 'productId', ...names: readonly string[]) =>
    slice[part] !== undefined || by.some((name) => names.includes(name))
  const kept = [
    sql`true`,
    ...(asked('regionId', 'region') ? [sql`t.region_id is not null`] : []),
    ...(asked('productId', 'product', 'category') ? [sql`t.product_id is not null`] : []),
  ]
  const { rows } = await sql<Published>`select c.metric, p.plan_id as "planId"
    from target_plan p cross join unnest(${[...codes]}::text[]) c (metric)
    where p.workspace_id = ${workspaceId} and exists (select 1 from metric_target t
      where t.workspace_id = ${workspaceId} and t.plan_id = p.plan_id and t.metric = c.metric and t.layer is null
        and ${sql.join(kept, sql` and `)})
    order by 1, 2`.execute(tx)
  return rows
}

/** The published target of an additive metric in some plans; a target counts by the share of its days. */
function measureOf(metric: Metric, planIds: readonly number[]): Measure {
  return sum('target', countsMoney(metric) ? 'amount' : 'units', {
    time: 'shared',
    day: 'fromDay',
    endDay: 'untilDay',
    filters: [where('metric', metric.code), where('plan', ...planIds.map(String))],
  })
}

type Side = keyof ReturnType<typeof measureSides>

/** Additive metrics that count what a side of a metric counts: itself first, for bases of sales sales after it. */
function candidates(metric: Metric, side: Side, all: readonly Metric[]): Metric[] {
  const wanted = measureSides(metric)[side]
  const same = all.filter((each) => isAdditive(each) && measureSides(each).numerator === wanted)
  const base =
    side === 'numerator' && SALES_BASES.includes(metric.code)
      ? all.filter(({ code }) => code === 'sales')
      : []
  return [...same.filter(({ code }) => code === metric.code), ...same, ...base]
}

/** Plans that published a metric. */
const plansOf = (published: readonly Published[], metric: Metric): number[] =>
  published.filter((each) => each.metric === metric.code).map(({ planId }) => planId)

function contentOf(metric: Metric, numerator: Measure, denominator: Measure | null): MetricContent {
  return {
    name: say('目标', '目標', 'Target'),
    description: say('已批准的方案', '已核准的方案', 'the approved scenario'),
    formula: say('Σ 目标', 'Σ 目標', 'Σ target'),
    group: metric.group,
    unit: metric.unit,
    better: metric.better,
    numerator: total(numerator),
    denominator: denominator === null ? null : total(denominator),
  }
}

/** Whether published targets carry what a question names. */
function canBeAsked({ slice, by }: Ask): boolean {
  const content = { numerator: total(sum('target', 'amount')), denominator: null } as MetricContent
  const parts = slicePartsOf(content) as readonly string[]
  const known = breakdownsOf(content)
  return (
    Object.entries(slice).every(
      ([part, value]) => value === undefined || part === 'from' || part === 'to' || parts.includes(part),
    ) && by.every((name) => isTime(name) || known.includes(name))
  )
}

type Chosen = { readonly content: MetricContent; readonly planIds: readonly number[] }

/** The published target that a metric is compared with, and the plans that it is of. */
async function chosenTarget(ask: Ask, metric: Metric): Promise<Chosen | null> {
  if (!canBeAsked(ask)) return null
  const all = await findAllMetrics(ask.tx, ask.workspaceId)
  const above = candidates(metric, 'numerator', all)
  const below = metric.denominator === null ? [] : candidates(metric, 'denominator', all)
  const codes = [...new Set([...above, ...below].map(({ code }) => code))]
  if (codes.length === 0) return null
  const published = await findPublished(ask, codes)
  const chosen = above.find((each) => plansOf(published, each).length > 0)
  if (chosen === undefined) return null
  const plans = plansOf(published, chosen)
  if (metric.denominator === null)
    return { content: contentOf(metric, measureOf(chosen, plans), null), planIds: plans }
  for (const other of below) {
    const both = plansOf(published, other).filter((planId) => plans.includes(planId))
    if (both.length > 0)
      return { content: contentOf(metric, measureOf(chosen, both), measureOf(other, both)), planIds: both }
  }
  return null
}

/**
 * The approved target of a metric, as a metric of its own: of what adds up the cells that plans published under its code;
 * of a ratio the quotient of the targets of its two sides, from the plans that set both. Null where nothing is published
 * that can be asked the question, such as visits by product.
 */
export async function targetOf(ask: Ask, metric: Metric): Promise<MetricContent | null> {
  return (await chosenTarget(ask, metric))?.content ?? null
}

/**
 * The channels that the target of a metric is of in the days of a question, where the question is of all channels and the
 * workspace has others too: its figure and the target are then not of the same. Null where they are. Broken down by channel it is
 * the total that is not.
 */
export async function channelsOfTarget(ask: Ask, metric: Metric): Promise<string[] | null> {
  const { tx, workspaceId, slice } = ask
  if (slice.channel !== undefined || !(slicePartsOf(metric) as readonly string[]).includes('channel'))
    return null
  const planIds = (await chosenTarget(ask, metric))?.planIds ?? []
  const { rows } = await sql<{ code: string; planned: boolean }>`
    select c.code, exists (select 1 from target_plan p
      where p.workspace_id = c.workspace_id and p.channel = c.code and p.plan_id = any(${[...planIds]}::bigint[])
        and exists (select 1 from metric_target t where t.workspace_id = p.workspace_id and t.plan_id = p.plan_id
          and t.layer is null and t.from_day <= ${slice.to} and t.until_day >= ${slice.from})) as planned
    from channel c where c.workspace_id = ${workspaceId} order by c.ordinal, c.code`.execute(tx)
  const planned = rows.filter((row) => row.planned).map(({ code }) => code)
  return planned.length === 0 || planned.length === rows.length ? null : planned
}
