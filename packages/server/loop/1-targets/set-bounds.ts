import type { CellAddress } from '@salesloom/contract'
import { cellsAt } from '@salesloom/engine/allocation'
import { additiveOf } from '@salesloom/engine/plan-cube'
import { AppError } from '../../platform/app-error.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { editPlan } from './decomposition/edit-plan.ts'
import { firstMeasure, type OpenPlan, openPlan } from './decomposition/open-plan.ts'
import { engineAddress } from './decomposition/plan-address.ts'
import { measureOf } from './decomposition/plan-state.ts'
import type { Versioned } from './edit-scenario.ts'

type Bounds = Versioned & {
  readonly measure?: string | undefined
  readonly at: CellAddress
  readonly low: number | null
  readonly high: number | null
  readonly note?: string | undefined
}

/** Leaf cells below a place that lie outside of bounds now. */
function countOutside({ state, shape }: OpenPlan, measure: string, { at, low, high }: Bounds): number {
  if (measureOf(state, measure).kind === 'ratio') return 0
  const { values } = additiveOf(state.cube, measure)
  return cellsAt(shape, engineAddress(shape, at)).filter(
    (cell) =>
      values[cell]! < (low ?? Number.NEGATIVE_INFINITY) || values[cell]! > (high ?? Number.POSITIVE_INFINITY),
  ).length
}

/**
 * Sets the least and greatest value of every leaf below a place; it binds later edits, cells stay as they are.
 * @returns the edit, and how many leaves lie outside: the next edit that reaches them brings them inside
 */
export async function setBounds(context: CallContext, bounds: Bounds) {
  const { at, low, high, ...input } = bounds
  if (low !== null && high !== null && low > high)
    throw new AppError('invalidInput', { field: 'low', reason: `${low} > ${high}` })
  let outside = 0
  const edited = await editPlan(context, 'targets.setBounds', input, async (scenario, tx) => {
    const measure = input.measure ?? firstMeasure(scenario)
    outside = countOutside(await openPlan(context, tx, scenario), measure, bounds)
    return { kind: 'bound', measure, payload: { at, low, high } }
  })
  return { ...edited, outside }
}
