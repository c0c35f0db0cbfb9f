import { positionOf, type Selection } from '../allocation/index.ts'
import type { PlanCube } from './plan-cube.ts'
import { type RollUp, rollUp } from './roll-up.ts'
import type { Period } from './sum-months.ts'

/** What measures come to; a ratio is null where its denominator is 0. */
export type Figures = Readonly<Record<string, number | null>>
export type DrillRow = { readonly key: string; readonly figures: Figures }

/** The figures of one row and period; without a row there is nothing to add, and sums are 0. */
function figuresAt({ sums, periods }: RollUp, row: number, period: number): Figures {
  return Object.fromEntries(
    Array.from(sums, ([name, values]) => {
      const value = values.length === 0 ? 0 : values[row * periods.length + period]!
      return [name, Number.isNaN(value) ? null : value]
    }),
  )
}

/**
 * What measures come to at a place of the plan. Costs as much as the cells below it.
 * @throws RangeError for an unknown measure, dimension, member or month
 */
export function readCell(plan: PlanCube, measures: readonly string[], at: Selection): Figures {
  return figuresAt(rollUp(plan, { measures, axes: [], period: 'all', within: at }), 0, 0)
}

/**
 * The members right below a place along a dimension that hold something; they add up to the place. None below a leaf.
 * @throws RangeError for an unknown measure, dimension, member or month
 */
export function drillMembers(
  plan: PlanCube,
  measures: readonly string[],
  at: Selection,
  dimension: string,
): DrillRow[] {
  const tree = plan.shape.dimensions.find(({ name }) => name === dimension)
  if (tree === undefined) throw new RangeError(`there is no dimension ${dimension}`)
  const key = at.members?.[dimension]
  const position = key === undefined ? -1 : positionOf(tree, key)
  const level = position < 0 ? 0 : tree.depths[position]! + 1
  const rows = rollUp(plan, { measures, axes: [{ dimension, level }], period: 'all', within: at })
  return Array.from(rows.members, (member, row) => ({ member, row }))
    .filter(({ member }) => member !== position)
    .map(({ member, row }) => ({ key: tree.keys[member]!, figures: figuresAt(rows, row, 0) }))
}

/**
 * The periods of a place; they add up to the place.
 * @throws RangeError for an unknown measure, dimension, member or month
 */
export function drillPeriods(
  plan: PlanCube,
  measures: readonly string[],
  at: Selection,
  period: Period,
): DrillRow[] {
  const rows = rollUp(plan, { measures, axes: [], period, within: at })
  return rows.periods.map(({ key }, p) => ({ key, figures: figuresAt(rows, 0, p) }))
}
