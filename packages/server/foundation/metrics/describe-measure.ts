import type { Measure, MeasureFilter, Side, Trilingual } from '@salesloom/contract'
import { type FactSource, sourceOf } from '../fact-sources/index.ts'

const LANGUAGES = ['zh', 'zhTw', 'en'] as const
type Language = (typeof LANGUAGES)[number]

const COUNT: Trilingual = { zh: '计数', zhTw: '計數', en: 'count' }
const OF: Trilingual = { zh: '不同', zhTw: '不同', en: 'different ' }
const TIME = {
  during: { zh: '', zhTw: '', en: '' },
  until: { zh: '累计', zhTw: '累計', en: 'to date' },
  open: { zh: '期末', zhTw: '期末', en: 'at the end' },
  shared: { zh: '按天数', zhTw: '按天數', en: 'by days' },
} as const

function filterText(source: FactSource, filter: MeasureFilter, language: Language): string {
  const label = source.fields[filter.field]?.label[language] ?? filter.field
  if ('is' in filter) return filter.is.join() === 'true' ? label : `${label} = ${filter.is.join(' / ')}`
  if ('isNot' in filter) return `${label} ≠ ${filter.isNot.join(' / ')}`
  const low = filter.atLeast === undefined ? '' : ` ≥ ${filter.atLeast}`
  const high = filter.below === undefined ? '' : ` < ${filter.below}`
  return `${label}${low}${high}`
}

function textIn(measure: Measure, source: FactSource, language: Language): string {
  const { aggregate, of = '', day, time, at, filters } = measure
  const what =
    aggregate === 'sum'
      ? `Σ ${source.amounts[of]?.label[language] ?? of}`
      : aggregate === 'count'
        ? COUNT[language]
        : `${OF[language]}${source.keys[of]?.[language] ?? of}`
  const details = [
    source.label[language],
    ...(day === undefined || day === Object.keys(source.days)[0]
      ? []
      : [source.days[day]?.[language] ?? day]),
    ...(time === 'during' ? [] : [at === 'start' ? `${TIME[time][language]} −` : TIME[time][language]]),
    ...filters.map((filter) => filterText(source, filter, language)),
  ]
  return `${what} (${details.join(', ')})`
}

/** A measure in words: what is added up, of which rows. */
export function describeMeasure(measure: Measure): Trilingual {
  const source = sourceOf(measure.fact)
  if (source === null) throw new RangeError(`there is no fact ${measure.fact}`)
  const [zh, zhTw, en] = LANGUAGES.map((language) => textIn(measure, source, language)) as [
    string,
    string,
    string,
  ]
  return { zh, zhTw, en }
}

function sideText(side: Side, language: Language): string {
  const sums = side.map((sum) =>
    sum
      .map(({ measure, times }, i) => {
        const sign = times < 0 ? '− ' : i === 0 ? '' : '+ '
        const factor = Math.abs(times) === 1 ? '' : `${Math.abs(times)} × `
        return `${sign}${factor}${describeMeasure(measure)[language]}`
      })
      .join(' '),
  )
  return sums.length === 1 ? (sums[0] ?? '') : sums.map((sum) => `(${sum})`).join(' × ')
}

/** The formula of a metric in words, from its building blocks. */
export function describeFormula({
  numerator,
  denominator,
}: {
  numerator: Side
  denominator: Side | null
}): Trilingual {
  const [zh, zhTw, en] = LANGUAGES.map((language) => {
    const above = sideText(numerator, language)
    if (denominator === null) return above
    return `(${above}) ÷ (${sideText(denominator, language)})`
  }) as [string, string, string]
  return { zh, zhTw, en }
}
