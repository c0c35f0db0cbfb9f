import type { PlanShape } from '../allocation/index.ts'

/** Whole numbers of the unit, one for each leaf cell. */
export type AdditiveMeasure = {
  readonly kind: 'additive'
  /** a change of the whole plan puts another array here: do not keep it */
  values: Float64Array
  /** of all values, kept by every change */
  totals: Totals
}

/** Σ of values, and Σ of their sizes: within the safe whole numbers, so that every sum of some of them is exact. */
export type Totals = { readonly sum: number; readonly size: number }

/** Numerator over denominator, both additive measures of the plan; a consolidation is the quotient of their sums. */
export type RatioMeasure = {
  readonly kind: 'ratio'
  readonly numerator: string
  readonly denominator: string
}

export type Measure = AdditiveMeasure | RatioMeasure

/** A plan in memory: several measures over one shape, sparse in combinations and dense in months. */
export type PlanCube = {
  readonly shape: PlanShape
  readonly measures: ReadonlyMap<string, Measure>
  /** an array that no change needs any more, for the next change of the whole plan */
  spare: Float64Array | null
}

/** What a plan is opened with: cells, which the plan then owns and changes in place, or the names of two measures. */
export type MeasureInput = Float64Array | { readonly numerator: string; readonly denominator: string }

function nameCell({ dimensions, combinations, months }: PlanShape, cell: number): string {
  const row = Math.floor(cell / months.length) * dimensions.length
  const places = dimensions.map(({ name, keys }, d) => `${name} ${keys[combinations[row + d]!]}`)
  return [...places, months[cell % months.length]].join(', ')
}

/** Adds every cell and checks it. */
function totalsOf(shape: PlanShape, name: string, values: Float64Array): Totals {
  let sum = 0
  let size = 0
  for (let cell = 0; cell < values.length; cell++) {
    const value = values[cell]!
    if (value !== Math.floor(value) || !(Math.abs(value) <= Number.MAX_SAFE_INTEGER))
      throw new RangeError(
        `${name}: the cell ${nameCell(shape, cell)} is ${value}, not a whole number of the unit`,
      )
    sum += value
    size += Math.abs(value)
  }
  if (size > Number.MAX_SAFE_INTEGER)
    throw new RangeError(`${name}: sizes add up to ${size}, beyond the safe whole numbers`)
  return { sum, size }
}

/**
 * Opens a plan. Its cells are checked once; every edit keeps what is checked here.
 *
 * @throws RangeError naming the measure and the cell where a value is no safe whole number, for an array of another
 *   length, and for a ratio of measures that are not there
 */
export function openPlanCube(shape: PlanShape, inputs: Readonly<Record<string, MeasureInput>>): PlanCube {
  const cells = (shape.combinations.length / shape.dimensions.length) * shape.months.length
  const measures = new Map<string, Measure>()
  for (const [name, input] of Object.entries(inputs)) {
    if (!(input instanceof Float64Array)) {
      for (const part of [input.numerator, input.denominator])
        if (!(inputs[part] instanceof Float64Array))
          throw new RangeError(`${name}: ${part} is no additive measure of the plan`)
      measures.set(name, { kind: 'ratio', ...input })
      continue
    }
    if (input.length !== cells) throw new RangeError(`${name}: ${input.length} values for ${cells} cells`)
    measures.set(name, { kind: 'additive', values: input, totals: totalsOf(shape, name, input) })
  }
  return { shape, measures, spare: null }
}

/** A measure of the plan by name. @throws RangeError where there is none */
export function measureOf({ measures }: PlanCube, name: string): Measure {
  const measure = measures.get(name)
  if (measure === undefined) throw new RangeError(`the plan has no measure ${name}`)
  return measure
}

/** An additive measure by name. @throws RangeError where there is none, or it is a ratio */
export function additiveOf(plan: PlanCube, name: string): AdditiveMeasure {
  const measure = measureOf(plan, name)
  if (measure.kind === 'ratio') throw new RangeError(`${name} is a ratio and has no cells of its own`)
  return measure
}
