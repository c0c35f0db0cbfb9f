import type { PlanAxis } from '@salesloom/contract'

type Row = {
  readonly key: string
  readonly parentKey: string | null
  readonly axis: PlanAxis
  readonly total: number
  readonly values: readonly number[]
}

/** Whether figures add up along an axis; `off` is the largest difference found, in minor units. */
export type Tie = { readonly axis: 'organisation' | 'region' | 'product' | 'time'; readonly off: number }

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** The difference of the larger size. */
const worse = (a: number, b: number): number => (Math.abs(b) > Math.abs(a) ? b : a)

/** Checks a plan as it is shown: children against parents along each axis, periods against totals. Exact integers. */
export function checkTies(rows: readonly Row[]): Tie[] {
  const below = Map.groupBy(
    rows.filter((row) => row.parentKey !== null),
    (row) => row.parentKey,
  )
  const off = new Map<Tie['axis'], number>()
  const note = (axis: Tie['axis'], difference: number) => off.set(axis, worse(off.get(axis) ?? 0, difference))
  for (const row of rows) {
    const children = below.get(row.key) ?? []
    const axis = children[0]?.axis
    if (axis === 'organisation' || axis === 'region' || axis === 'product')
      note(axis, sum(children.map((child) => child.total)) - row.total)
    if (row.values.length > 0) note('time', sum(row.values) - row.total)
  }
  return [...off].map(([axis, difference]) => ({ axis, off: difference }))
}
