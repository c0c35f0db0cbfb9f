import { additiveOf, scaleTo } from '@salesloom/engine/plan-cube'
import { AppError } from '../../../platform/app-error.ts'
import type { OpenCascade } from '../cascade/open-cascade.ts'
import { organisationOf } from '../cascade/open-cascade.ts'
import type { OpenPlan } from '../decomposition/open-plan.ts'

/** What people receive in each quarter, as they see it themselves. */
export type QuarterReader = (position: number) => number[]

/**
 * Reads the sales targets of people by quarter, in minor units: what the plan says, or what came to them through its
 * cascade. @throws AppError `notFound` for a plan without sales
 */
export function quarterReader(plan: OpenPlan, cascade: OpenCascade | null): QuarterReader {
  const { shape } = plan
  if (!plan.state.measures.some(({ code }) => code === 'sales'))
    throw new AppError('notFound', { what: 'measure', id: 'sales' })
  const { values } = additiveOf(plan.state.cube, 'sales')
  const tree = organisationOf(shape)
  const [width, months, d] = [shape.dimensions.length, shape.months.length, shape.dimensions.indexOf(tree)]
  const combinations = new Map<number, number[]>()
  for (let c = 0; c * width < shape.combinations.length; c++) {
    const leaf = shape.combinations[c * width + d]!
    combinations.set(leaf, [...(combinations.get(leaf) ?? []), c])
  }
  return (position) => {
    const rows = combinations.get(position) ?? []
    const present = rows.flatMap((c) => [...values.subarray(c * months, (c + 1) * months)])
    const cells =
      cascade?.row.measure === 'sales' && present.length > 0
        ? scaleTo(cascade.targets.own[position]!, present)
        : present
    const quarters = Array.from({ length: Math.ceil(months / 3) }, () => 0)
    for (const [i, cell] of cells.entries()) quarters[Math.floor((i % months) / 3)]! += cell
    return quarters
  }
}
