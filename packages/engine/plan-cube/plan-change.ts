import { cellsOfRuns, countRuns, type Runs } from '../allocation/index.ts'
import { additiveOf, type PlanCube, type Totals } from './plan-cube.ts'

/** Runs of combinations in some months (positions, ascending), or single cells. */
export type ChangedPlace =
  | { readonly runs: Runs; readonly months: readonly number[] }
  | { readonly cells: Int32Array }

/**
 * A change of a measure that was made: where, and the other values of these cells: what was there before, or, once it is
 * undone, what comes with a redo. One number for each touched cell is all that undo and redo need.
 */
export type PlanChange = {
  readonly measure: string
  readonly place: ChangedPlace
  /** how many cells were written */
  readonly touched: number
  others: Float64Array
  /** of the measure, with the others in place */
  otherTotals: Totals
}

/** Whether the cells of a change are all cells of the plan. */
export function isWholePlan({ shape }: PlanCube, place: ChangedPlace): boolean {
  if ('cells' in place) return false
  const combinations = shape.combinations.length / shape.dimensions.length
  return countRuns(place.runs) === combinations && place.months.length === shape.months.length
}

/** Exchanges the values of cells with others, in place. Neighbours with all their months are one stretch. */
function exchange(
  values: Float64Array,
  { place, others }: Pick<PlanChange, 'place' | 'others'>,
  monthCount: number,
): void {
  let k = 0
  const swap = (cell: number) => {
    const value = values[cell]!
    values[cell] = others[k]!
    others[k++] = value
  }
  if ('cells' in place) for (const cell of place.cells) swap(cell)
  else if (place.months.length < monthCount)
    for (const cell of cellsOfRuns(place.runs, place.months, monthCount)) swap(cell)
  else
    for (let r = 0; r < place.runs.length; r += 2)
      for (let cell = place.runs[r]! * monthCount; cell < place.runs[r + 1]! * monthCount; cell++) swap(cell)
}

/**
 * Takes a change back exactly, or makes it again: the second call undoes the first. A change of the whole plan costs
 * nothing, any other as much as the cells that it touched.
 */
export function toggleChange(plan: PlanCube, change: PlanChange): void {
  const measure = additiveOf(plan, change.measure)
  if (isWholePlan(plan, change.place)) {
    const { values } = measure
    measure.values = change.others
    change.others = values
  } else {
    exchange(measure.values, change, plan.shape.months.length)
  }
  const { totals } = measure
  measure.totals = change.otherTotals
  change.otherTotals = totals
}

/** What has been done to a plan, oldest first, and how many of these are undone. */
export type PlanHistory = { readonly changes: PlanChange[]; undone: number; readonly mostCells: number }

/**
 * An empty history.
 * @param mostCells how many values it may keep; the newest change is kept whatever its size
 */
export function openHistory(mostCells: number): PlanHistory {
  return { changes: [], undone: 0, mostCells }
}

/** A change that will not be undone any more: its array serves the next change of the whole plan. */
function release(plan: PlanCube, change: PlanChange | undefined): void {
  if (change !== undefined && isWholePlan(plan, change.place)) plan.spare = change.others
}

/** Adds a change that was made; what was undone before it is gone, and the oldest ones where the room is used up. */
export function recordChange(plan: PlanCube, history: PlanHistory, change: PlanChange): void {
  const { changes } = history
  for (; history.undone > 0; history.undone--) release(plan, changes.pop())
  changes.push(change)
  let cells = changes.reduce((sum, { touched }) => sum + touched, 0)
  while (changes.length > 1 && cells > history.mostCells) {
    const oldest = changes.shift()
    cells -= oldest?.touched ?? 0
    release(plan, oldest)
  }
}

/** Undoes the newest change that is not undone. @returns null where there is none */
export function undoNewest(plan: PlanCube, history: PlanHistory): PlanChange | null {
  const change = history.changes[history.changes.length - history.undone - 1]
  if (change === undefined) return null
  toggleChange(plan, change)
  history.undone++
  return change
}

/** Makes the change that was undone last again. @returns null where there is none */
export function redoNewest(plan: PlanCube, history: PlanHistory): PlanChange | null {
  const change = history.changes[history.changes.length - history.undone]
  if (change === undefined) return null
  toggleChange(plan, change)
  history.undone--
  return change
}
