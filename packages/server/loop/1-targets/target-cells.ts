import type { PlanShape } from '@salesloom/engine/allocation'
import { type FiscalCalendar, periodBounds } from '@salesloom/engine/calendar'
import { formatMinorUnits } from '@salesloom/engine/money'
import type { TargetCell } from '../../foundation/metrics/index.ts'

/** The id in a member's key, such as 12 in `person:12`; null for nobody. */
export function idIn(key: string | undefined): number | null {
  const id = Number(key?.split(':')[1])
  return id > 0 ? id : null
}

/** A cell of a plan by its place among the cells, and its whole units. */
export type CellValue = readonly [cell: number, value: number]

/** Cells that are not zero, as targets of a person, place and product for the days of a period. */
export function targetCells(
  shape: PlanShape,
  values: Iterable<CellValue>,
  { digits, calendar }: { readonly digits: number; readonly calendar: FiscalCalendar },
): TargetCell[] {
  const width = shape.dimensions.length
  const places = new Map(shape.dimensions.map(({ name }, d) => [name, d]))
  const keyAt = (combination: number, name: string) => {
    const d = places.get(name)
    return d === undefined
      ? undefined
      : shape.dimensions[d]?.keys[shape.combinations[combination * width + d] ?? -1]
  }
  const bounds = shape.months.map((month) => periodBounds(month, calendar))
  const cells: TargetCell[] = []
  for (const [cell, value] of values) {
    if (value === 0) continue
    const combination = Math.floor(cell / shape.months.length)
    const { from, to } = bounds[cell % shape.months.length] as { from: string; to: string }
    cells.push({
      from,
      to,
      personId: idIn(keyAt(combination, 'organisation')),
      regionId: idIn(keyAt(combination, 'region')),
      productId: idIn(keyAt(combination, 'product')),
      amount: formatMinorUnits(value, digits),
    })
  }
  return cells
}
