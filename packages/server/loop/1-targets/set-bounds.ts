import type { CellAddress } from '@salesloom/contract'
import { AppError } from '../../platform/app-error.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { editPlan } from './decomposition/edit-plan.ts'
import { firstMeasure } from './decomposition/open-plan.ts'
import type { Versioned } from './edit-scenario.ts'

type Bounds = Versioned & {
  readonly measure?: string | undefined
  readonly at: CellAddress
  readonly low: number | null
  readonly high: number | null
  readonly note?: string | undefined
}

/** Sets the least and greatest value of every leaf below a place; it binds later edits, cells stay as they are. */
export async function setBounds(context: CallContext, { at, low, high, ...input }: Bounds) {
  if (low !== null && high !== null && low > high)
    throw new AppError('invalidInput', { field: 'low', reason: `${low} > ${high}` })
  return editPlan(context, 'targets.setBounds', input, (scenario) => ({
    kind: 'bound',
    measure: input.measure ?? firstMeasure(scenario),
    payload: { at, low, high },
  }))
}
