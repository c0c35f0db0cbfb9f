import { coveredRange, type Dimension, positionOf } from './dimension.ts'
import type { PlanShape, Selection } from './plan.ts'
import { selectMonths } from './plan.ts'
import type { HistoryCell } from './target-from-history.ts'

/**
 * History that units have beyond what the people have who are planned below them: of people who left, and of people who
 * sold for another unit than the one they are planned in. Rows of a unit's position in the first dimension (−1: of no
 * unit), the leaf positions in the others, the month and ledger units. A row counts for the unit, for everything above it,
 * and for no person.
 */
export type UnitFigures = Float64Array

/** Numbers of one row: the place, the month and the figure. */
export function unitFigureWidth(dimensions: readonly Dimension[]): number {
  return dimensions.length + 2
}

/** Where a cell counts beyond its person, and with which sign. */
function placesOf(organisation: Dimension, { keys, unit }: HistoryCell): Array<readonly [number, bigint]> {
  const person = positionOf(organisation, keys[0]!)
  const sold = unit == null ? -1 : positionOf(organisation, unit)
  if (person < 0) return [[sold, 1n]]
  const home = organisation.parents[person]!
  // A measure that knows no units counts for its people wherever they are planned.
  if (unit === undefined || sold === home) return []
  return [
    [home, -1n],
    [sold, 1n],
  ]
}

/**
 * What history gives units beyond their people, so that every node of a plan shows what was sold there: the sum of its
 * people's cells and of these rows below it. Exact; places where nothing remains are left out.
 *
 * @param history cells with the unit that they were sold for, a member of the first dimension; null where there is none
 */
export function unitFigures(dimensions: readonly Dimension[], history: readonly HistoryCell[]): UnitFigures {
  const rows = new Map<string, { at: number[]; sum: bigint }>()
  for (const cell of history)
    for (const [position, sign] of placesOf(dimensions[0]!, cell)) {
      const others = dimensions.slice(1).map((dimension, d) => positionOf(dimension, cell.keys[d + 1]!))
      const at = [position, ...others, cell.month]
      const row = rows.get(at.join()) ?? { at, sum: 0n }
      row.sum += sign * cell.ledgerUnits
      rows.set(at.join(), row)
    }
  const kept = [...rows.values()].filter(({ sum }) => sum !== 0n)
  return Float64Array.from(kept.flatMap(({ at, sum }) => [...at, Number(sum)]))
}

/** One row of unit figures that lies in a selection. */
export type UnitFigure = {
  /** member positions, one for each dimension; −1 in the first for no unit */
  readonly at: Float64Array
  readonly month: number
  readonly ledgerUnits: number
}

/** The rows in a selection: of the units below its member of the organisation, and in its other members and months. */
export function unitFiguresIn(
  shape: Pick<PlanShape, 'dimensions' | 'months' | 'combinations'>,
  figures: UnitFigures,
  within: Selection,
): UnitFigure[] {
  if (figures.length === 0) return []
  const { dimensions } = shape
  const width = unitFigureWidth(dimensions)
  const ranges = dimensions.map((dimension) => {
    const key = within.members?.[dimension.name]
    return key === undefined ? null : coveredRange(dimension, key)
  })
  const months = new Set(selectMonths(shape, within))
  const found: UnitFigure[] = []
  for (let start = 0; start < figures.length; start += width) {
    const at = figures.subarray(start, start + dimensions.length)
    const [month, ledgerUnits] = [figures[start + width - 2]!, figures[start + width - 1]!]
    const inside = ranges.every((range, d) => range === null || (at[d]! >= range[0] && at[d]! < range[1]))
    if (inside && months.has(month)) found.push({ at, month, ledgerUnits })
  }
  return found
}
