import type { BreakdownName, MetricContent, Slice } from '@salesloom/contract'
import { addDecimals, type Decimal, multiplyDecimals, parseDecimal, ZERO } from '@salesloom/engine/money'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { Visibility } from '../../platform/http/call-context.ts'
import { readSettings } from './ask.ts'
import { getMetric, type Metric } from './definitions.store.ts'
import { breakdownsOf, slicePartsOf } from './describe-metric.ts'
import { isMoney, measureKey } from './evaluate.ts'
import { type MeasureAnswer, measureSums, splitKeys } from './measure-query.ts'

/** What a metric came to for the members of some breakdowns, exactly: ids or period codes, and a decimal. */
export type MetricCell = { readonly keys: readonly string[]; readonly value: Decimal }

/** A metric that adds up over members and months: one factor of plain sums and counts of what happened. */
export function isAdditive({
  numerator,
  denominator,
}: Pick<MetricContent, 'numerator' | 'denominator'>): boolean {
  const [factor] = numerator
  return (
    denominator === null &&
    numerator.length === 1 &&
    factor?.every(
      ({ measure, perPeriodDays }) =>
        measure.time === 'during' && measure.aggregate !== 'distinct' && !perPeriodDays,
    ) === true
  )
}

/** Whether an additive metric counts money. */
export function countsMoney({ numerator }: Pick<MetricContent, 'numerator'>): boolean {
  return numerator[0]?.some(({ measure }) => isMoney(measure)) === true
}

/** A metric of the workspace by its code. @throws AppError where there is none */
export async function metricOf(tx: WorkspaceTransaction, workspaceId: number, code: string): Promise<Metric> {
  return getMetric(tx, workspaceId, code)
}

/** Breakdowns that a metric is kept by, of those asked for. */
export function keptBreakdowns(content: MetricContent, asked: readonly BreakdownName[]): BreakdownName[] {
  const kept = breakdownsOf(content)
  return asked.filter((name) => kept.includes(name))
}

type Question = {
  readonly workspaceId: number
  readonly slice: Slice
  readonly by: readonly BreakdownName[]
  readonly visibility: Visibility
}

/**
 * An additive metric by members and periods, exact and not rounded, of what the caller may see. The slice's channel counts where
 * the metric is kept by channel.
 */
export async function metricCells(
  tx: WorkspaceTransaction,
  content: MetricContent,
  { workspaceId, slice, by, visibility }: Question,
): Promise<MetricCell[]> {
  const settings = await readSettings(tx, workspaceId)
  const { channel, ...days } = slice
  const narrowed =
    slicePartsOf(content).includes('channel') && channel !== undefined ? { ...days, channel } : days
  const ask = {
    tx,
    workspaceId,
    visibility,
    settings,
    slice: narrowed,
    by,
    at: [],
    asIs: null,
  }
  const answers = new Map<string, MeasureAnswer>()
  const cells = new Map<string, Decimal>()
  for (const { measure, times } of content.numerator[0] ?? []) {
    const key = measureKey(measure)
    const answer = answers.get(key) ?? (await measureSums(ask, measure))
    answers.set(key, answer)
    const factor = parseDecimal(times.toFixed(10))
    for (const [group, { value }] of answer.groups)
      cells.set(group, addDecimals(cells.get(group) ?? ZERO, multiplyDecimals(value, factor)))
  }
  return [...cells].map(([group, value]) => ({ keys: splitKeys(group), value }))
}

/** What identifies the two sides of a metric: equal sides count the same. */
export function measureSides({ numerator, denominator }: Pick<MetricContent, 'numerator' | 'denominator'>): {
  readonly numerator: string
  readonly denominator: string | null
} {
  const keyOf = (side: MetricContent['numerator']) =>
    JSON.stringify(
      side.map((sum) => sum.map((term) => [measureKey(term.measure), term.times, term.perPeriodDays])),
    )
  return { numerator: keyOf(numerator), denominator: denominator === null ? null : keyOf(denominator) }
}
