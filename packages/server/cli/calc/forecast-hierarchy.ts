import type { ForecastInput } from '@salesloom/contract/calc'
import {
  type Band,
  type Forecast,
  forecastSeries,
  oneStepErrors,
  type Series,
} from '@salesloom/engine/forecast'
import { reconcile, type Structure } from '@salesloom/engine/reconciliation'
import { MalformedInput } from './calculation.ts'
import { readStructure } from './read-structure.ts'

type Id = ForecastInput['series'][number]['id']
type Hierarchy = NonNullable<ForecastInput['hierarchy']>
type Node = { readonly series: Series; readonly forecast: Forecast }

/** Points that are left to forecast from at the earliest origin, and the most origins. */
const LEAST_PAST = 6
const MOST_ORIGINS = 24

function checkAlike(leaves: readonly Series[]): void {
  const [first] = leaves
  for (const [s, { values, period }] of leaves.entries()) {
    if (values.length !== first!.values.length)
      throw new MalformedInput(
        `series[${s}].values`,
        `${first!.values.length} values as in the first`,
        values.length,
      )
    if (period !== first!.period)
      throw new MalformedInput(`series[${s}].period`, `${first!.period} as in the first`, period)
  }
}

/** The sum of some leaves as a series; missing where one of them is. */
function sumSeries(leaves: readonly Series[], members: Int32Array): Series {
  const [first] = leaves
  const values = first!.values.map((_, t) => {
    let sum = 0
    for (const leaf of members) sum += leaves[leaf]!.values[t]!
    return sum
  })
  return { ...leaves[members[0]!]!, values }
}

function checkKnown(sums: readonly Series[]): void {
  const empty = sums.findIndex(({ values }) => values.every(Number.isNaN))
  if (empty >= 0)
    throw new MalformedInput(`hierarchy.aggregates[${empty}]`, 'a point that all its series know', null)
}

/** Past one-step errors of all series, one row for each origin; none where the histories are too short or have gaps. */
function pastErrors(nodes: readonly Series[]): Float64Array[] {
  const origins = Math.min(MOST_ORIGINS, nodes[0]!.values.length - LEAST_PAST)
  if (origins < 4 || nodes.some(({ values }) => values.some(Number.isNaN))) return []
  const columns = nodes.map(({ values, period }) => oneStepErrors(values, period, origins))
  return Array.from({ length: origins }, (_, t) => Float64Array.from(columns, (column) => column[t]!))
}

/** The band moved onto the reconciled mean, and as much narrower as the variance is smaller. */
function movedBand(
  band: Band | null,
  { mean: before }: Forecast,
  mean: Float64Array,
  ratio: number,
  floor: number,
) {
  if (band === null) return null
  const narrow = Math.sqrt(ratio)
  const move = (edge: Float64Array) =>
    edge.map((value, h) => Math.max(floor, mean[h]! + (value - before[h]!) * narrow))
  return { lower: move(band.lower), upper: move(band.upper) }
}

function chooseWeighting(hierarchy: Hierarchy, errors: readonly Float64Array[]): Hierarchy['weighting'] {
  const needsErrors = hierarchy.weighting === 'variance' || hierarchy.weighting === 'minimum-trace'
  return needsErrors && errors.length === 0 ? 'structural' : hierarchy.weighting
}

/**
 * Forecasts leaves and their sums and makes them agree. Without enough past to measure errors on, the structural weights
 * stand in.
 * @returns leaves in their order, then the aggregates
 */
export function reconcileForecasts(
  leaves: readonly Series[],
  index: ReadonlyMap<Id, number>,
  hierarchy: Hierarchy,
  horizon: number,
  levels: readonly number[],
): { readonly nodes: Node[]; readonly structure: Structure } {
  checkAlike(leaves)
  const again = hierarchy.aggregates.findIndex(({ id }) => index.has(id))
  if (again >= 0)
    throw new MalformedInput(
      `hierarchy.aggregates[${again}].id`,
      'an id that no series has',
      hierarchy.aggregates[again]!.id,
    )
  const structure: Structure = readStructure(hierarchy.aggregates, index, 'hierarchy.aggregates')
  const sums = structure.aggregates.map((members) => sumSeries(leaves, members))
  checkKnown(sums)
  const all = [...leaves, ...sums]
  const forecasts = all.map((series) => forecastSeries(series, horizon, levels))
  const errors = pastErrors(all)
  const found = reconcile({
    structure,
    forecasts: Array.from({ length: horizon }, (_, h) =>
      Float64Array.from(forecasts, ({ mean }) => mean[h]!),
    ),
    weighting: chooseWeighting(hierarchy, errors),
    errors,
    nonNegative: hierarchy.nonNegative,
  })
  const nodes = all.map((series, s) => {
    const forecast = forecasts[s]!
    const mean = Float64Array.from(found.forecasts, (step) => step[s]!)
    const ratio = found.varianceRatios?.[s] ?? 1
    const floor = hierarchy.nonNegative ? 0 : Number.NEGATIVE_INFINITY
    const bands = [...forecast.bands].map(
      ([level, band]) => [level, movedBand(band, forecast, mean, ratio, floor)] as const,
    )
    return { series, forecast: { ...forecast, mean, bands: new Map(bands) } }
  })
  return { nodes, structure }
}
