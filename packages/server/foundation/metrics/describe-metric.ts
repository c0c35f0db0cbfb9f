import type { BreakdownName, MetricContent, Slice, Trilingual } from '@salesloom/contract'
import { type Dimension, type FactSource, sourceOf } from '../fact-sources/index.ts'
import { measuresOf } from './evaluate.ts'

const TIME: readonly BreakdownName[] = ['year', 'quarter', 'month', 'week', 'day']
const BY: ReadonlyArray<readonly [BreakdownName, Dimension]> = [
  ['orgUnit', 'orgUnit'],
  ['person', 'person'],
  ['region', 'region'],
  ['category', 'product'],
  ['product', 'product'],
  ['channel', 'channel'],
  ['customer', 'customer'],
  ['customerType', 'customerType'],
  ['stage', 'stage'],
  ['campaign', 'campaign'],
]
const SLICED: ReadonlyArray<readonly [keyof Slice, Dimension]> = [
  ['orgUnitId', 'orgUnit'],
  ['personId', 'person'],
  ['unassigned', 'person'],
  ['regionId', 'region'],
  ['productId', 'product'],
  ['channel', 'channel'],
  ['customerId', 'customer'],
  ['customerTypeId', 'customerType'],
  ['stageId', 'stage'],
  ['campaignId', 'campaign'],
]

/** The facts that a metric is computed from. */
export function sourcesOf(content: MetricContent): FactSource[] {
  const names = [...new Set(measuresOf(content).map(({ fact }) => fact))]
  return names.flatMap((name) => sourceOf(name) ?? [])
}

function shared(content: MetricContent): (dimension: Dimension) => boolean {
  const sources = sourcesOf(content)
  return (dimension) => sources.every((source) => source.dimensions.includes(dimension))
}

/** How a metric may be broken down: by what all of its facts carry, and by time. */
export function breakdownsOf(content: MetricContent): BreakdownName[] {
  const carries = shared(content)
  return [...BY.filter(([, dimension]) => carries(dimension)).map(([name]) => name), ...TIME]
}

/** Which parts of a slice a metric takes besides days. */
export function slicePartsOf(content: MetricContent): Array<keyof Slice> {
  const carries = shared(content)
  return SLICED.filter(([, dimension]) => carries(dimension)).map(([part]) => part)
}

/** Whether a figure shows what only some roles may see. */
export function showsCost(content: MetricContent): boolean {
  return measuresOf(content).some(
    (measure) =>
      measure.aggregate === 'sum' && sourceOf(measure.fact)?.amounts[measure.of ?? '']?.guard === 'cost',
  )
}

/** A sum, a count, a ratio, or a balance of a moment that is never added up over time. */
export function kindOfMetric(content: MetricContent): 'sum' | 'count' | 'ratio' | 'balance' {
  if (content.denominator !== null) return 'ratio'
  if (measuresOf(content).some(({ time }) => time === 'until' || time === 'open')) return 'balance'
  return measuresOf(content).every(({ aggregate }) => aggregate !== 'sum') ? 'count' : 'sum'
}

/** The facts behind a metric, in words. */
export function sourceText(content: MetricContent): Trilingual {
  const labels = sourcesOf(content).map(({ label }) => label)
  const join = (pick: (label: Trilingual) => string, comma: string) => labels.map(pick).join(comma)
  return {
    zh: join((label) => label.zh, '、'),
    zhTw: join((label) => label.zhTw, '、'),
    en: join((label) => label.en, ', '),
  }
}
