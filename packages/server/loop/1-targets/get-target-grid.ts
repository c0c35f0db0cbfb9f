import type { CellAddress, PlanAxis } from '@salesloom/contract'
import {
  type OutlineAxis,
  type OutlineRow,
  outlinePlan,
  type PlanShape,
  quarterMonths,
  sumRow,
} from '@salesloom/engine/allocation'
import { additiveOf } from '@salesloom/engine/plan-cube'
import { currencyDigits } from '../../foundation/facts/index.ts'
import { readWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { openSeenPlan } from './cascade/seen-plan.ts'
import { isNear } from './decomposition/is-inside.ts'
import { baseOfMeasure, firstMeasure } from './decomposition/open-plan.ts'
import { findOperations } from './decomposition/operation.store.ts'
import { scopesOf, unitBaseInScopes } from './decomposition/plan-rows.ts'
import { summarise } from './find-scenarios.ts'
import { loadMemberNames } from './member-names.ts'
import { baseOf, checkAxes, monthsAt, visibleCombinations } from './plan-view.ts'
import { getSeenScenario } from './seen-scenario.ts'

type GridInput = {
  scenarioId: number
  rows: PlanAxis[]
  columns: 'month' | 'quarter' | 'none'
  at: CellAddress
}

/** The engine's axis behind a contract's. */
export function outlineAxis(axis: PlanAxis): OutlineAxis {
  if (axis === 'month') return { kind: 'months' }
  return axis === 'quarter' ? { kind: 'quarters' } : { kind: 'dimension', name: axis }
}

function columnsOf(
  shape: PlanShape,
  columns: GridInput['columns'],
): Array<{ key: string; months: readonly number[] }> {
  if (columns === 'none') return []
  if (columns === 'month') return shape.months.map((month, m) => ({ key: `month:${month}`, months: [m] }))
  return quarterMonths(shape.months.length).map((months, q) => ({ key: `quarter:${q + 1}`, months }))
}

/** An address of what a row stands for: the one asked for, narrowed by the row. */
export function rowAddress(input: CellAddress, row: OutlineRow): CellAddress {
  return { ...input, ...row.at }
}

/** People whose weight was a fallback, from the operation that made the plan. */
function fallbackPeople(payload: unknown): Set<string> {
  const fallbacks = (payload as { fallbacks?: Array<{ person: string }> }).fallbacks ?? []
  return new Set(fallbacks.map((fallback) => fallback.person))
}

function holdsFallback(shape: PlanShape, row: OutlineRow, people: ReadonlySet<string>): boolean {
  const organisation = shape.dimensions[0]
  if (people.size === 0 || organisation === undefined) return false
  const width = shape.dimensions.length
  return row.combinations.some((c) =>
    people.has(organisation.keys[shape.combinations[c * width] ?? -1] ?? ''),
  )
}

/** The plan as rows and columns, limited to the caller's part. */
export async function getTargetGrid(context: CallContext, input: GridInput) {
  const { database, workspaceId, visibility } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const scenario = await getSeenScenario(context, tx, input.scenarioId)
    const { plan } = await openSeenPlan(context, tx, scenario)
    const { shape } = plan
    checkAxes(shape, input.rows)
    const measure = firstMeasure(scenario)
    const { values } = additiveOf(plan.state.cube, measure)
    const { values: base } = additiveOf(plan.state.cube, baseOfMeasure(measure))
    const digits = await currencyDigits(tx, workspaceId)
    const nameOf = await loadMemberNames(tx, workspaceId)
    const operations = await findOperations(tx, workspaceId, input.scenarioId)
    const people = fallbackPeople(operations[0]?.payload)
    const combinations = visibleCombinations(shape, visibility, input.at)
    const columns = columnsOf(shape, input.columns)
    const scopes = scopesOf(shape, visibility)
    const beyond = (at: CellAddress) => unitBaseInScopes(plan, visibility, baseOfMeasure(measure), at)
    const unitBaseAt = (row: OutlineRow) => beyond(rowAddress(input.at, row))
    // Where everybody left there is no cell, and still what was sold in the base year.
    const hasBase = (place: CellAddress) => {
      const at = { ...input.at, ...place }
      return isNear(plan, scopes, at) && beyond(at) !== 0
    }
    const outline = outlinePlan(
      shape,
      input.rows.map(outlineAxis),
      combinations,
      monthsAt(shape, input.at.time),
      hasBase,
    )
    return {
      scenario: await summarise(tx, context, scenario, digits),
      columns: columns.map((column) => ({ key: column.key, name: nameOf(column.key) })),
      rows: outline.map((row) => ({
        key: row.key,
        parentKey: row.parentKey,
        at: rowAddress(input.at, row),
        axis: input.rows[Math.max(0, row.axis)] ?? 'organisation',
        name: nameOf(row.memberKey),
        level: row.level,
        hasChildren: row.hasChildren,
        fallback: holdsFallback(shape, row, people),
        base: baseOf(shape, base, row, digits, unitBaseAt(row)),
        total: sumRow(shape, values, row),
        values: columns.map((column) =>
          sumRow(shape, values, {
            combinations: row.combinations,
            months: column.months.filter((m) => row.months.includes(m)),
          }),
        ),
      })),
    }
  })
}
