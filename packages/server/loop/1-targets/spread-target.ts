import type { CellAddress } from '@salesloom/contract'
import {
  applyChange,
  type CellChange,
  type PlanShape,
  totalsOf,
  writeCell,
} from '@salesloom/engine/allocation'
import { currencyDigits } from '../../foundation/facts/index.ts'
import { AppError } from '../../platform/app-error.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { checkWorking, editScenario, type Versioned } from './edit-scenario.ts'
import { monthsAt } from './plan-view.ts'
import { advance, appendOperation, getCells, putCells } from './scenario.store.ts'

/** An address as the engine selects by it. */
export function selectionAt(shape: PlanShape, at: CellAddress) {
  const members = Object.fromEntries(
    (['organisation', 'region', 'product'] as const).flatMap((axis) =>
      at[axis] === undefined ? [] : [[axis, at[axis]]],
    ),
  )
  return { members, months: monthsAt(shape, at.time).map((m) => shape.months[m] ?? '') }
}

/** Cells and their values before, as bytes: int32 cell, float64 value, in pairs. */
export function packBefore(change: CellChange): Buffer {
  const bytes = Buffer.alloc(change.cells.length * 12)
  change.cells.forEach((cell, i) => {
    bytes.writeInt32LE(cell, i * 12)
    bytes.writeDoubleLE(change.before[i] ?? 0, i * 12 + 4)
  })
  return bytes
}

export function unpackBefore(bytes: Buffer): { cells: Int32Array; before: Float64Array } {
  const count = bytes.length / 12
  const cells = Int32Array.from({ length: count }, (_, i) => bytes.readInt32LE(i * 12))
  return { cells, before: Float64Array.from({ length: count }, (_, i) => bytes.readDoubleLE(i * 12 + 4)) }
}

function write(
  shape: PlanShape,
  values: Float64Array,
  at: CellAddress,
  code: string,
  digits: number,
): CellChange {
  try {
    const change = writeCell(shape, values, selectionAt(shape, at), code, digits)
    if (change.ok) return change.value
    throw new AppError('spreadImpossible', { reason: change.reason })
  } catch (error) {
    if (error instanceof RangeError)
      throw new AppError('invalidInput', { field: 'at', reason: error.message })
    throw error
  }
}

/** Writes what a person typed into a cell and spreads it over the leaves below, exactly. */
export async function spreadTarget(
  context: CallContext,
  input: Versioned & { at: CellAddress; code: string },
) {
  const { workspaceId, actor, clock } = context
  return editScenario(context, 'targets.spreadTarget', input, async (tx, scenario) => {
    checkWorking(scenario)
    const digits = await currencyDigits(tx, workspaceId)
    const values = await getCells(tx, workspaceId, scenario, 'target')
    const change = write(scenario.shape, values, input.at, input.code, digits)
    await putCells(tx, workspaceId, input.scenarioId, 'target', applyChange(values, change))
    const totals = totalsOf(change)
    const payload = { at: input.at, code: input.code, ...totals }
    const by = { userId: actor.userId, name: actor.name, at: clock.now().toISOString() }
    await appendOperation(
      tx,
      workspaceId,
      input.scenarioId,
      { kind: 'spread', payload, before: packBefore(change) },
      by,
    )
    const version = await advance(tx, workspaceId, input.scenarioId)
    const changedCells = change.before.filter((value, i) => value !== change.after[i]).length
    return {
      result: { version, ...totals, changedCells },
      before: { at: input.at, value: totals.before },
      after: { code: input.code, value: totals.after },
    }
  })
}
