import { sumRow } from '@salesloom/engine/allocation'
import { currencyDigits } from '../../foundation/facts/index.ts'
import { readWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { baseOf, visibleCombinations } from './plan-view.ts'
import { findScenarioRows, getCells, type ScenarioRow } from './scenario.store.ts'

/** A scenario as pages list it, with the totals of the caller's part of it. */
export async function summarise(
  tx: WorkspaceTransaction,
  context: CallContext,
  scenario: ScenarioRow,
  digits: number,
) {
  const { shape, planId: _, ...rest } = scenario
  const combinations = visibleCombinations(shape, context.visibility, {})
  const cells = { combinations, months: shape.months.map((_month, m) => m) }
  const values = await getCells(tx, context.workspaceId, scenario, 'target')
  const base = await getCells(tx, context.workspaceId, scenario, 'base')
  return { ...rest, total: sumRow(shape, values, cells), baseTotal: baseOf(shape, base, cells, digits) }
}

/** Scenarios of the workspace, newest first. */
export async function findScenarios(context: CallContext) {
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const digits = await currencyDigits(tx, context.workspaceId)
    const rows = await findScenarioRows(tx, context.workspaceId)
    const found: Array<Awaited<ReturnType<typeof summarise>>> = []
    for (const row of rows) found.push(await summarise(tx, context, row, digits))
    return found
  })
}
