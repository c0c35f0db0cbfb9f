import type { Measure, MeasureFilter, MetricContent, Side, Term } from '@salesloom/contract'
import type { Outputs } from '../../api/client.ts'
import type { Metric } from './figure-value.tsx'

export type Block = Outputs['metrics']['findBuildingBlocks'][number]

/** A metric under the editor's hands: one sum above, perhaps one below. */
export type MetricDraft = {
  readonly zh: string
  readonly zhTw: string
  readonly en: string
  readonly descriptionZh: string
  readonly descriptionEn: string
  readonly unit: MetricContent['unit']
  readonly better: MetricContent['better']
  readonly numerator: readonly Term[]
  readonly denominator: readonly Term[] | null
}

export type FilterKind = 'is' | 'isNot' | 'atLeast' | 'below'

/** A count of the rows of a fact, the simplest measure. */
export function measureOf(fact: string): Measure {
  return { fact, aggregate: 'count', time: 'during', at: 'end', filters: [] }
}

export function termOf(measure: Measure): Term {
  return { measure, times: 1, perPeriodDays: false }
}

export const EMPTY_DRAFT: MetricDraft = {
  zh: '',
  zhTw: '',
  en: '',
  descriptionZh: '',
  descriptionEn: '',
  unit: 'count',
  better: 'higher',
  numerator: [termOf(measureOf('opportunity'))],
  denominator: null,
}

const firstSum = (side: Side): readonly Term[] => side[0] ?? []

/** The draft of a metric that exists; its parts are sums, as all that are made in the editor. */
export function draftOf({ definition }: Metric): MetricDraft {
  const { name, description, unit, better, numerator, denominator } = definition
  return {
    ...name,
    descriptionZh: description.zh,
    descriptionEn: description.en,
    unit,
    better,
    numerator: firstSum(numerator),
    denominator: denominator === null ? null : firstSum(denominator),
  }
}

/** What the server is told. */
export function contentOf(draft: MetricDraft): MetricContent {
  const { zh, zhTw, en, descriptionZh, descriptionEn, unit, better, numerator, denominator } = draft
  return {
    name: { zh, zhTw, en },
    description: { zh: descriptionZh, zhTw: descriptionZh, en: descriptionEn },
    formula: { zh: '', zhTw: '', en: '' },
    group: 'own',
    unit,
    better,
    numerator: [[...numerator]],
    denominator: denominator === null ? null : [[...denominator]],
  }
}

/** A first filter on a field, of the form that its type asks for. */
export function newFilter(block: Block): MeasureFilter | null {
  const field = block.fields[0]
  return field === undefined ? null : filterOn(block, field.name)
}

export function filterOn(block: Block, name: string): MeasureFilter {
  const field = block.fields.find((one) => one.name === name)
  if (field?.type === 'number') return { field: name, atLeast: 0 }
  return { field: name, is: [field?.choices[0] ?? ''] }
}

/** Whether the draft says enough to be computed. */
export function isComplete(draft: MetricDraft): boolean {
  const terms = [...draft.numerator, ...(draft.denominator ?? [])]
  return terms.every(({ measure }) =>
    measure.filters.every((filter) => !('is' in filter) || filter.is.every((value) => value !== '')),
  )
}
