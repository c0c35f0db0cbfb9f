import type { CellAddress } from '@salesloom/contract'
import type { CallContext } from '../../platform/http/call-context.ts'
import { editPlan } from './decomposition/edit-plan.ts'
import { firstMeasure } from './decomposition/open-plan.ts'
import type { Edit } from './decomposition/plan-operation.ts'
import type { Versioned } from './edit-scenario.ts'

type Spread = Versioned & {
  readonly at: CellAddress
  readonly code: string
  readonly measure?: string | undefined
  readonly reference?: CellAddress | undefined
  readonly note?: string | undefined
}

/** Writes what a person typed into a cell and spreads it over the leaves below, exactly. */
export async function spreadTarget(context: CallContext, { at, code, reference, ...input }: Spread) {
  const edit = { at, code, ...(reference === undefined ? {} : { reference }) }
  return editCells(context, { ...input, edits: [edit] })
}

/** Writes several values or codes, one after the other and all or none: a pasted or filled range, or holds. */
export async function editCells(
  context: CallContext,
  input: Versioned & {
    readonly edits: readonly Edit[]
    readonly measure?: string | undefined
    readonly note?: string | undefined
  },
) {
  return editPlan(context, 'targets.spreadTarget', input, (scenario) => ({
    kind: 'spread',
    measure: input.measure ?? firstMeasure(scenario),
    payload: { edits: input.edits },
  }))
}
