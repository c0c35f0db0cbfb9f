import { cutDimension, type Dimension } from './dimension.ts'
import type { PlanShape } from './plan.ts'

const made = new WeakMap<readonly string[], Dimension>()

/**
 * The months of a plan as a dimension named `time`: years of twelve months and quarters of three, cut from the first
 * month, keys `year:1`, `quarter:1`, `month:2026-01`.
 */
export function timeDimension({ months }: PlanShape): Dimension {
  const known = made.get(months)
  if (known !== undefined) return known
  const quarters = Array.from({ length: Math.ceil(months.length / 3) }, (_, q) => q)
  const years = Array.from({ length: Math.ceil(months.length / 12) }, (_, y) => y)
  const dimension = cutDimension('time', [
    ...years.map((y) => ({ key: `year:${y + 1}`, parent: null })),
    ...quarters.map((q) => ({ key: `quarter:${q + 1}`, parent: `year:${Math.floor(q / 4) + 1}` })),
    ...months.map((month, m) => ({ key: `month:${month}`, parent: `quarter:${Math.floor(m / 3) + 1}` })),
  ])
  made.set(months, dimension)
  return dimension
}
