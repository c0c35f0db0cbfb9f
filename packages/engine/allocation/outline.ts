import { childPositions } from './dimension.ts'
import type { PlanShape } from './plan.ts'

/** What the rows of an outline may run along: a dimension of the plan by name, or time. */
export type OutlineAxis =
  | { readonly kind: 'dimension'; readonly name: string }
  | { readonly kind: 'months' | 'quarters' }

/** One row: a node of the plan with the leaf combinations and months that it sums. */
export type OutlineRow = {
  readonly key: string
  readonly parentKey: string | null
  /** which axis the row stands on, as an index; −1 for the total above a forest */
  readonly axis: number
  readonly memberKey: string
  readonly level: number
  readonly hasChildren: boolean
  /** member of each narrowed dimension */
  readonly at: Readonly<Record<string, string>>
  readonly combinations: Int32Array
  /** positions of months, ascending */
  readonly months: readonly number[]
}

type Cursor = Omit<OutlineRow, 'hasChildren' | 'axis' | 'memberKey'>

/** Quarters of the plan's months, three by three: key `quarter:<n>` with n from 1. */
export function quarterMonths(monthCount: number): ReadonlyArray<readonly number[]> {
  const months = Array.from({ length: monthCount }, (_, i) => i)
  return Array.from({ length: Math.ceil(monthCount / 3) }, (_, q) => months.slice(q * 3, q * 3 + 3))
}

function within(shape: PlanShape, d: number, combinations: Int32Array, from: number, to: number): Int32Array {
  const width = shape.dimensions.length
  return combinations.filter((c) => {
    const position = shape.combinations[c * width + d]!
    return position >= from && position < to
  })
}

/** Whether a member without any combination has its row all the same. */
type Keep = (at: Readonly<Record<string, string>>) => boolean

/** Nodes below a cursor on a dimension axis that hold at least one combination, or are kept without. */
function dimensionChildren(
  shape: PlanShape,
  name: string,
  parent: number,
  cursor: Cursor,
  keep: Keep,
): Array<Cursor & { position: number; memberKey: string }> {
  const d = shape.dimensions.findIndex((dimension) => dimension.name === name)
  const dimension = shape.dimensions[d]!
  return childPositions(dimension, parent)
    .map((position) => ({
      position,
      memberKey: dimension.keys[position]!,
      combinations: within(shape, d, cursor.combinations, position, dimension.ends[position]!),
    }))
    .filter(
      ({ combinations, memberKey }) => combinations.length > 0 || keep({ ...cursor.at, [name]: memberKey }),
    )
    .map((child) => ({
      ...cursor,
      ...child,
      key: `${cursor.key}/${child.memberKey}`,
      parentKey: cursor.key,
      level: cursor.level + 1,
      at: { ...cursor.at, [name]: child.memberKey },
    }))
}

function timeChildren(
  shape: PlanShape,
  kind: 'months' | 'quarters',
  cursor: Cursor,
): Array<Cursor & { memberKey: string }> {
  const groups =
    kind === 'months'
      ? cursor.months.map((m) => ({ memberKey: `month:${shape.months[m]!}`, months: [m] }))
      : quarterMonths(shape.months.length).map((months, q) => ({
          memberKey: `quarter:${q + 1}`,
          months: months.filter((m) => cursor.months.includes(m)),
        }))
  return groups
    .filter((group) => group.months.length > 0)
    .map((group) => ({
      ...cursor,
      ...group,
      key: `${cursor.key}/${group.memberKey}`,
      parentKey: cursor.key,
      level: cursor.level + 1,
      at: { ...cursor.at, time: group.memberKey },
    }))
}

/**
 * The rows of a plan nested along axes: below each last member of one axis the members of the next. The first row
 * is the total; where the first axis has one root that holds everything, that root is the total.
 *
 * @param combinations the leaf combinations to outline, such as those that a person may see
 * @param months positions of the months to sum
 * @param keep asked of members that hold none of them: whether they have a row, such as a unit that everybody left
 */
export function outlinePlan(
  shape: PlanShape,
  axes: readonly OutlineAxis[],
  combinations: Int32Array,
  months: readonly number[],
  keep: Keep = () => false,
): OutlineRow[] {
  const rows: OutlineRow[] = []
  const descend = (axis: number, parent: number, cursor: Cursor): boolean => {
    const current = axes[axis]
    if (current === undefined) return false
    if (current.kind !== 'dimension') {
      const children = timeChildren(shape, current.kind, cursor)
      for (const child of children) emit(axis, child, () => descend(axis + 1, -1, child))
      return children.length > 0
    }
    const children = dimensionChildren(shape, current.name, parent, cursor, keep)
    if (children.length === 0) return descend(axis + 1, -1, cursor)
    for (const child of children) emit(axis, child, () => descend(axis, child.position, child))
    return true
  }
  const emit = (axis: number, cursor: Cursor & { memberKey: string }, below: () => boolean): void => {
    const index = rows.push({ ...cursor, axis, hasChildren: false }) - 1
    const hasChildren = below()
    rows[index] = { ...rows[index]!, hasChildren }
  }
  const top: Cursor & { memberKey: string } = {
    key: 'total',
    parentKey: null,
    level: 0,
    at: {},
    combinations,
    months,
    memberKey: 'total',
  }
  const start = onlyRoot(shape, axes[0], top, keep)
  emit(-1, { ...top, memberKey: start.memberKey, at: start.at }, () =>
    descend(0, start.position, { ...top, at: start.at }),
  )
  return rows
}

/** Walks down while one member holds everything, so that the total is not repeated under other names. */
function onlyRoot(
  shape: PlanShape,
  axis: OutlineAxis | undefined,
  top: Cursor,
  keep: Keep,
): { position: number; memberKey: string; at: Record<string, string> } {
  let found = { position: -1, memberKey: 'total', at: {} as Record<string, string> }
  if (axis?.kind !== 'dimension') return found
  for (;;) {
    const children = dimensionChildren(shape, axis.name, found.position, { ...top, at: {} }, keep)
    const only = children[0]
    if (only === undefined || children.length > 1) return found
    found = { position: only.position, memberKey: only.memberKey, at: { [axis.name]: only.memberKey } }
  }
}

/** Exact sum of a row's cells. */
export function sumRow(
  shape: PlanShape,
  values: Float64Array,
  row: Pick<OutlineRow, 'combinations' | 'months'>,
): number {
  let sum = 0
  const width = shape.months.length
  for (const c of row.combinations) for (const m of row.months) sum += values[c * width + m]!
  return sum
}
