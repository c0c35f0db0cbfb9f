import type { PlanAxis } from '@salesloom/contract'

type Row = {
  readonly path: string
  readonly parentPath: string | null
  readonly axis: PlanAxis | 'none'
  readonly total: number | null
  readonly values: readonly (number | null)[]
}

type Axis = 'organisation' | 'region' | 'product' | 'customerType' | 'time'

/** Whether figures add up along an axis; `off` is the largest difference found, in minor units. */
export type Tie = { readonly axis: Axis; readonly off: number }

const sum = (values: readonly (number | null)[]): number =>
  values.reduce<number>((total, value) => total + (value ?? 0), 0)

/** The difference of the larger size. */
const worse = (a: number, b: number): number => (Math.abs(b) > Math.abs(a) ? b : a)

function axisOf(axis: PlanAxis | 'none'): Axis | null {
  if (axis === 'none') return null
  return axis === 'month' || axis === 'quarter' ? 'time' : axis
}

/** Checks a plan as it is shown: children against parents along each axis, columns against totals. Exact integers. */
export function checkTies(rows: readonly Row[], columns: PlanAxis | 'none'): Tie[] {
  const below = Map.groupBy(
    rows.filter((row) => row.parentPath !== null),
    (row) => row.parentPath,
  )
  const off = new Map<Axis, number>()
  const note = (axis: PlanAxis | 'none', difference: number) => {
    const name = axisOf(axis)
    if (name !== null) off.set(name, worse(off.get(name) ?? 0, difference))
  }
  for (const row of rows) {
    const children = below.get(row.path) ?? []
    const [first] = children
    if (first !== undefined) note(first.axis, sum(children.map((child) => child.total)) - (row.total ?? 0))
    if (row.values.length > 0) note(columns, sum(row.values) - (row.total ?? 0))
  }
  return [...off].map(([axis, difference]) => ({ axis, off: difference }))
}
