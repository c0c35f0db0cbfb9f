import type { CellAddress, PlanAxis } from '@salesloom/contract'
import type { Outputs } from '../../api/client.ts'
import type { PlanSearch } from '../../app/search.ts'

export type Plan = Outputs['targets']['getPlan']
export type PlanMeasure = Plan['scenario']['measures'][number]
export type DimensionAxis = 'organisation' | 'region' | 'product' | 'customerType'

/** How a plan is laid out: rows nested along axes, columns along another, narrowed to members. */
export type PlanLayout = {
  readonly axes: readonly PlanAxis[]
  readonly columns: PlanAxis | 'none'
  readonly filter: CellAddress
  readonly measure: PlanMeasure
}

export const DIMENSIONS: readonly DimensionAxis[] = ['organisation', 'region', 'product', 'customerType']

/** What comes below the first axis where nothing else was asked for. */
const BELOW: Readonly<Record<string, PlanAxis>> = {
  organisation: 'product',
  region: 'product',
  product: 'organisation',
  customerType: 'organisation',
}

/** The members that the address narrows the plan to: `in=region:3,product:5`. */
export function readFilter(text: string | undefined, plan: Plan): CellAddress {
  const keys = (text ?? '').split(',').filter(Boolean)
  return Object.fromEntries(
    plan.dimensions.flatMap(({ axis, members }) => {
      const key = keys.find((each) => members.some((member) => member.key === each))
      return key === undefined ? [] : [[axis, key]]
    }),
  )
}

/** A filter as it stands in the address; undefined where nothing is narrowed. */
export function writeFilter(filter: CellAddress): string | undefined {
  const keys = Object.values(filter).filter((key) => key !== undefined)
  return keys.length === 0 ? undefined : keys.join(',')
}

/** The layout that the address asks for; what the plan does not have is left out. */
export function layoutOf(plan: Plan, search: PlanSearch): PlanLayout {
  const { rows = 'organisation', below, columns = 'quarter', measure } = search
  const known = (axis: PlanAxis | undefined): axis is PlanAxis =>
    axis !== undefined &&
    (axis === 'quarter' || axis === 'month' || plan.dimensions.some((dimension) => dimension.axis === axis))
  const first: PlanAxis = known(rows) ? rows : 'organisation'
  const second = below === 'none' ? undefined : (below ?? BELOW[first])
  const axes = known(second) && second !== first ? [first, second] : [first]
  const measures = plan.scenario.measures
  return {
    axes,
    columns: columns === 'none' || known(columns) ? columns : 'quarter',
    filter: readFilter(search.in, plan),
    measure: measures.find(({ code }) => code === measure) ??
      measures[0] ?? { code: 'sales', kind: 'additive', unit: 'money' },
  }
}
