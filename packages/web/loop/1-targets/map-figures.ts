import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useCurrency } from '../../api/money.ts'
import { type Translate, useText } from '../../i18n/index.ts'
import { tint } from '../../ui/chart/treemap-option.ts'
import type { ChartTable } from '../../ui/chart/types.ts'
import { type Language, nameIn } from '../../ui/format/locale.ts'
import { toMajor } from '../../ui/format/money.ts'
import { formatChange, formatPercent } from '../../ui/format/number.ts'
import type { Outline } from '../../ui/map/outlines.ts'
import { mix } from '../../ui/theme/mix.ts'
import type { Tokens } from '../../ui/theme/tokens.ts'
import { exactFigure, shortFigure } from './measure-text.ts'
import type { Plan } from './plan-layout.ts'
import { type Places, sumOf, type TerritoryRow } from './province-rows.ts'

/** What the colours of the map say. */
export type MapLook = 'target' | 'growth' | 'attainment'

/** What is known of a territory, or the sum over those of a province; in the plan's own units. */
export type MapSum = {
  readonly total: number
  readonly base: number
  readonly due: number
  readonly actual: number
}
export type MapFigures = TerritoryRow & MapSum

/** What a look compares: null where there is nothing to compare with. Sums first, then the ratio. */
export function ratioOf({ total, base, due, actual }: MapSum, look: MapLook): number | null {
  if (look === 'attainment') return due === 0 ? null : actual / due
  return base === 0 ? null : total / base - 1
}

const changeOf = (sum: MapSum, look: MapLook): number | null => {
  const ratio = ratioOf(sum, look)
  return ratio === null || look !== 'attainment' ? ratio : ratio - 1
}

/** Even the smallest target is told from none. */
const FAINTEST = 0.1
const DEEPEST = 0.62

/** The colour of a province: deeper for more, or jade and vermilion around the base or what is due. */
export function fillOf(sum: MapSum, look: MapLook, largest: number, tokens: Tokens): string {
  if (look !== 'target') return tint(changeOf(sum, look), tokens)
  const share = Math.max(0, sum.total) / largest
  return mix(tokens.surface, tokens.indigo, FAINTEST + (DEEPEST - FAINTEST) * share)
}

/** Up or down, beside the name. */
export function markOf(sum: MapSum, look: MapLook): string {
  const change = look === 'target' ? null : changeOf(sum, look)
  if (change === null || change === 0) return ''
  return change > 0 ? ' ▲' : ' ▼'
}

/** Where the territories lie, by their key in a plan. */
export function useTerritories(): Places {
  const { data } = useQuery(api.records.getRegions.queryOptions({ input: {} }))
  return new Map((data?.regions ?? []).map((region) => [`region:${region.regionId}`, region]))
}

/** How the figures of the map are written. */
export function useMapText(scenario: Plan['scenario']) {
  const { t, language } = useText()
  const currency = useCurrency()
  const measure = scenario.measures[0] ?? { code: 'sales', kind: 'additive' as const, unit: 'money' as const }
  const writing = { measure, currency, language }
  const short = (value: number) => shortFigure(value, writing)
  const ratio = (sum: MapSum, look: MapLook): string => {
    const found = ratioOf(sum, look)
    if (look === 'attainment') return formatPercent(found, language)
    return formatChange(found, language)
  }
  const words = (sum: MapSum, look: MapLook) =>
    look === 'attainment'
      ? t('targets.map.attained', { actual: short(sum.actual), due: short(sum.due), ratio: ratio(sum, look) })
      : t('targets.map.planned', {
          total: short(sum.total),
          year: scenario.baseYear,
          change: ratio(sum, 'growth'),
        })
  const sumsOf = (provinces: ReadonlyMap<string, readonly MapFigures[]>): Map<string, MapSum> =>
    new Map([...provinces].map(([id, rows]) => [id, sumUp(rows)]))
  const raw = (value: number) => (measure.unit === 'money' ? toMajor(value, currency.digits) : value)
  return { short, exact: (value: number) => exactFigure(value, writing), raw, ratio, words, sumsOf }
}
export type MapText = ReturnType<typeof useMapText>

/** Rows as one. */
export function sumUp(rows: readonly MapSum[]): MapSum {
  return {
    total: sumOf(rows, ({ total }) => total),
    base: sumOf(rows, ({ base }) => base),
    due: sumOf(rows, ({ due }) => due),
    actual: sumOf(rows, ({ actual }) => actual),
  }
}

type TablePen = {
  readonly t: Translate
  readonly language: Language
  readonly write: MapText
  readonly look: MapLook
  readonly scenario: Plan['scenario']
}

/** The map as a table, what lies beside it last. */
export function tableOf(
  shown: readonly Outline[],
  sums: ReadonlyMap<string, MapSum>,
  away: readonly MapFigures[],
  { t, language, write, look, scenario }: TablePen,
): ChartTable {
  const isAttained = look === 'attainment'
  const head = isAttained
    ? [t('targets.map.due'), t('targets.map.actual'), t('targets.map.looks.attainment')]
    : [
        t('targets.plan.base', { year: scenario.baseYear }),
        t('targets.plan.total', { year: scenario.fiscalYear }),
        t('targets.plan.growth'),
      ]
  const line = (key: string, name: string, sum: MapSum) => {
    const [first, second] = isAttained ? [sum.due, sum.actual] : [sum.base, sum.total]
    return {
      key,
      cells: [
        { text: name, raw: name },
        { text: write.short(first), raw: write.raw(first) },
        { text: write.short(second), raw: write.raw(second) },
        { text: write.ratio(sum, look), raw: ratioOf(sum, look) ?? '' },
      ],
    }
  }
  const inOrder = shown
    .map(({ id, names }) => ({ id, name: names[language], sum: sums.get(id) ?? sumUp([]) }))
    .toSorted((a, b) => b.sum.total - a.sum.total)
  return {
    head: [t('targets.map.province'), ...head],
    rows: [
      ...inOrder.map(({ id, name, sum }) => line(id, name, sum)),
      ...away.map((row) => line(row.key, nameIn(row.name, language), row)),
    ],
  }
}
