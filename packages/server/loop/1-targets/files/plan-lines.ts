import type { PlanShape } from '@salesloom/engine/allocation'
import { formatMinorUnits } from '@salesloom/engine/money'
import { additiveOf } from '@salesloom/engine/plan-cube'
import { sql } from 'kysely'
import { AppError } from '../../../platform/app-error.ts'
import { readWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { openSeenPlan } from '../cascade/seen-plan.ts'
import { firstMeasure, type OpenPlan } from '../decomposition/open-plan.ts'
import { measureOf } from '../decomposition/plan-state.ts'
import { type Bilingual, loadMemberNames } from '../member-names.ts'
import { visibleCombinations } from '../plan-view.ts'
import { requireMeasure } from '../readable-measures.ts'
import type { PlanMeasure } from '../scenario.store.ts'
import { getSeenScenario } from '../seen-scenario.ts'

/** A combination of leaf members with its months as decimal text in major units. */
export type PlanLine = {
  readonly keys: readonly string[]
  readonly names: readonly Bilingual[]
  readonly months: readonly string[]
}

/** The leaf lines of a plan that a caller sees, with what their columns are. */
export type PlanLines = {
  readonly name: string
  readonly measure: PlanMeasure
  readonly dimensions: readonly string[]
  readonly months: readonly string[]
  readonly lines: readonly PlanLine[]
}

/** Decimal places in which a measure is written. */
export function digitsOf(measure: PlanMeasure, currencyDigits: number): number {
  return measure.unit === 'money' ? currencyDigits : 0
}

function keysAt(shape: PlanShape, c: number): string[] {
  const width = shape.dimensions.length
  return shape.dimensions.map((dimension, d) => dimension.keys[shape.combinations[c * width + d]!]!)
}

function linesOf(
  { shape, state }: OpenPlan,
  combinations: Int32Array,
  measure: PlanMeasure,
  nameOf: (key: string) => Bilingual,
): PlanLine[] {
  const { values } = additiveOf(state.cube, measure.code)
  const digits = digitsOf(measure, state.digits)
  const width = shape.months.length
  return Array.from(combinations, (c) => {
    const keys = keysAt(shape, c)
    const months = shape.months.map((_, m) => formatMinorUnits(values[c * width + m]!, digits))
    return { keys, names: keys.map(nameOf), months }
  })
}

/** Reads the leaf lines of an additive measure, limited to the caller's part. */
export async function planLines(
  context: CallContext,
  { scenarioId, measure }: { readonly scenarioId: number; readonly measure?: string | undefined },
): Promise<PlanLines> {
  const { database, workspaceId, visibility } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const { plan } = await openSeenPlan(context, tx, await getSeenScenario(context, tx, scenarioId))
    const chosen = measureOf(plan.state, measure ?? firstMeasure(plan.scenario))
    await requireMeasure(context, tx, plan.scenario, chosen.code)
    if (chosen.kind === 'ratio')
      throw new AppError('invalidInput', { field: 'measure', reason: 'ratioHasNoTotals' })
    const nameOf = await loadMemberNames(tx, workspaceId)
    const combinations = visibleCombinations(plan.shape, visibility, {})
    return {
      name: plan.scenario.name,
      measure: chosen,
      dimensions: plan.shape.dimensions.map(({ name }) => name),
      months: plan.shape.months,
      lines: linesOf(plan, combinations, chosen, nameOf),
    }
  })
}

/** Codes of people and names of product categories, as other systems know them. */
export async function loadOwnerCodes(
  tx: WorkspaceTransaction,
  workspaceId: number,
): Promise<Map<string, string>> {
  const { rows } = await sql<{ key: string; code: string }>`
    select 'person:' || person_id as key, code from person where workspace_id = ${workspaceId}`.execute(tx)
  return new Map(rows.map(({ key, code }) => [key, code]))
}
