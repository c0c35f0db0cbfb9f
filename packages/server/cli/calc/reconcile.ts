import { type ReconcileAnswer, type ReconcileInput, reconcileInput } from '@salesloom/contract/calc'
import { reconcile } from '@salesloom/engine/reconciliation'
import { calculation, MalformedInput } from './calculation.ts'
import { indexIds, readStructure } from './read-structure.ts'
import { unitScale } from './unit-scale.ts'

/** Rows of one number of each series, in the order leaves, aggregates. */
function rowsOf(columns: readonly (readonly number[])[]): Float64Array[] {
  return Array.from(columns[0] ?? [], (_, t) => Float64Array.from(columns, (column) => column[t]!))
}

function checkLengths(input: ReconcileInput): void {
  const [first] = input.series
  for (const [s, { forecast, errors }] of input.series.entries()) {
    if (forecast.length !== first!.forecast.length)
      throw new MalformedInput(
        `series[${s}].forecast`,
        `${first!.forecast.length} numbers as in the first`,
        forecast.length,
      )
    if (errors?.length !== first!.errors?.length)
      throw new MalformedInput(
        `series[${s}].errors`,
        `${first!.errors?.length ?? 'no'} numbers as in the first`,
        errors?.length ?? null,
      )
  }
}

/** Positions of the series, the leaves first and then the aggregates in their order. */
function orderOf({ series, aggregates }: ReconcileInput) {
  const index = indexIds(
    series.map(({ id }) => id),
    'series',
  )
  indexIds(
    aggregates.map(({ id }) => id),
    'aggregates',
  )
  const sums = aggregates.map(({ id }, a) => {
    const at = index.get(id)
    if (at === undefined) throw new MalformedInput(`aggregates[${a}].id`, 'the id of a series', id)
    return at
  })
  const summed = new Set(sums)
  const leaves = [...series.keys()].filter((s) => !summed.has(s))
  if (leaves.length === 0) throw new MalformedInput('aggregates', 'a series that is none', series.length)
  const structure = readStructure(
    aggregates,
    new Map(leaves.map((s, leaf) => [series[s]!.id, leaf])),
    'aggregates',
  )
  return { order: [...leaves, ...sums], structure }
}

export const reconcileCalculation = calculation({
  name: 'reconcile',
  summary: 'makes the forecasts of series and their sums agree',
  input: reconcileInput,
  calculate: (input) => {
    checkLengths(input)
    const { order, structure } = orderOf(input)
    const scale = unitScale(input.unit ?? null)
    const errors = rowsOf(order.map((s) => input.series[s]!.errors ?? []))
    const weighting = input.weighting ?? (errors.length > 0 ? 'minimum-trace' : 'structural')
    if (errors.length === 0 && (weighting === 'variance' || weighting === 'minimum-trace'))
      throw new MalformedInput('series[0].errors', `errors, because “${weighting}” needs them`, undefined)
    const found = reconcile({
      structure,
      forecasts: rowsOf(order.map((s) => input.series[s]!.forecast)).map((row) =>
        row.map((value) => value / (input.unit ?? 1)),
      ),
      weighting,
      errors,
      nonNegative: input.nonNegative,
      whole: input.unit !== undefined,
    })
    const placeOf = new Map(order.map((s, place) => [s, place]))
    const answer: ReconcileAnswer = {
      series: input.series.map(({ id }, s) => {
        const place = placeOf.get(s)!
        return {
          id,
          forecast: found.forecasts.map((step) => scale.write(step[place]!)),
          varianceRatio: found.varianceRatios?.[place] ?? null,
        }
      }),
      nearest: found.nearest,
    }
    return { ok: true, value: answer }
  },
})
