import type { CellAddress } from '@salesloom/contract'
import {
  applyChange,
  changedByPercent,
  type FallbackWeight,
  type PlanShape,
  sumRow,
  writeCell,
} from '@salesloom/engine/allocation'
import { apportion, preciseSum } from '@salesloom/engine/money'
import { currencyDigits } from '../../foundation/facts/index.ts'
import { readWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { loadMemberNames } from './member-names.ts'
import { baseOf, monthsAt, visibleCombinations } from './plan-view.ts'
import { findOperations, getCells, getScenarioRow, type OperationRow } from './scenario.store.ts'
import { selectionAt } from './spread-target.ts'

type SetTargetPayload = {
  readonly baseYear: number
  readonly fiscalYear: number
  readonly growthPercent: number
  readonly channel: string
  readonly fallback: string
  readonly baseTotal: number
  readonly total: number
  readonly fallbacks: readonly FallbackWeight[]
}
type SpreadPayload = {
  readonly at: CellAddress
  readonly code: string
  readonly before: number
  readonly after: number
}

type Step = {
  readonly sequence: number
  readonly kind: 'base' | 'growth' | 'spread' | 'fallback' | 'edit' | 'rounding'
  readonly by: string | null
  readonly at: string | null
  readonly params: Record<string, string | number>
  readonly value: number
}

type Cells = { readonly combinations: Int32Array; readonly months: readonly number[] }

function peopleIn(shape: PlanShape, combinations: Int32Array): Set<string> {
  const width = shape.dimensions.length
  return new Set(
    Array.from(combinations, (c) => shape.dimensions[0]?.keys[shape.combinations[c * width] ?? -1] ?? ''),
  )
}

/** The steps of the operation that made the plan: base, growth of the whole, share of the weights, fallback, rounding. */
function firstSteps(
  operation: OperationRow,
  cells: Cells,
  data: { shape: PlanShape; weights: Float64Array; base: number; start: number; showWhole: boolean },
): Step[] {
  const payload = operation.payload as SetTargetPayload
  const by = { sequence: operation.sequence, by: operation.byName, at: operation.at }
  const weight = sumRow(data.shape, data.weights, cells)
  const share = weight / preciseSum(data.weights)
  const exact = Math.round(payload.total * share)
  const whole = data.showWhole ? { baseTotal: payload.baseTotal, total: payload.total } : {}
  const named = peopleIn(data.shape, cells.combinations)
  const fallbacks = payload.fallbacks.filter((fallback) => named.has(fallback.person))
  const steps: Step[] = [
    { ...by, kind: 'base', params: { year: payload.baseYear, channel: payload.channel }, value: data.base },
    {
      ...by,
      kind: 'growth',
      params: { growthPercent: payload.growthPercent, year: payload.fiscalYear, ...whole },
      value: changedByPercent(data.base, payload.growthPercent),
    },
    ...fallbacks.map((fallback) => ({
      ...by,
      kind: 'fallback' as const,
      params: {
        person: fallback.person,
        rule: payload.fallback,
        weight: Math.round(fallback.ledgerUnits / 100),
        peers: fallback.peers,
      },
      value: changedByPercent(data.base, payload.growthPercent),
    })),
    { ...by, kind: 'spread', params: { share: data.showWhole ? share : Number.NaN }, value: exact },
  ]
  const visible = data.showWhole ? steps : steps.map((step) => ({ ...step, params: withoutNaN(step.params) }))
  return data.start === exact
    ? visible
    : [...visible, { ...by, kind: 'rounding', params: { difference: data.start - exact }, value: data.start }]
}

function withoutNaN(params: Record<string, string | number>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params).filter(([, value]) => typeof value === 'string' || Number.isFinite(value)),
  )
}

/** Replays the edits of the log; those that changed this cell become steps. */
function editSteps(
  operations: readonly OperationRow[],
  shape: PlanShape,
  start: Float64Array,
  cells: Cells,
  digits: number,
  mayName: (at: CellAddress) => boolean,
): Step[] {
  const steps: Step[] = []
  let values = start
  for (const operation of operations) {
    const payload = operation.payload as SpreadPayload
    const change = writeCell(shape, values, selectionAt(shape, payload.at), payload.code, digits)
    if (!change.ok)
      throw new Error(`operation ${operation.sequence} can no longer be replayed: ${change.reason}`)
    const before = sumRow(shape, values, cells)
    values = applyChange(values, change.value)
    const value = sumRow(shape, values, cells)
    if (value === before) continue
    const params = mayName(payload.at)
      ? { code: payload.code, where: Object.values(payload.at).join(' '), difference: value - before }
      : { difference: value - before }
    steps.push({
      sequence: operation.sequence,
      kind: 'edit',
      by: operation.byName,
      at: operation.at,
      params,
      value,
    })
  }
  return steps
}

/** Puts names in place of member keys, in a parameter of its own for each language. */
function withNames(step: Step, nameOf: (key: string) => { zh: string; en: string }): Step {
  const { person, where, ...rest } = step.params
  const translate = (text: string, language: 'zh' | 'en') =>
    text
      .split(' ')
      .filter((key) => key !== '')
      .map((key) => nameOf(key)[language])
      .join(' · ')
  const named = (key: 'person' | 'where', text: string | number | undefined) =>
    typeof text === 'string'
      ? { [`${key}Zh`]: translate(text, 'zh'), [`${key}En`]: translate(text, 'en') }
      : {}
  return { ...step, params: { ...rest, ...named('person', person), ...named('where', where) } }
}

/**
 * Where a cell's value comes from. A caller who does not see the whole workspace gets their own figures, but no
 * total, share or address of others, from which these could be computed.
 */
export async function explainCell(context: CallContext, input: { scenarioId: number; at: CellAddress }) {
  const { database, workspaceId, visibility } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const scenario = await getScenarioRow(tx, workspaceId, input.scenarioId)
    const { shape } = scenario
    const cells = {
      combinations: visibleCombinations(shape, visibility, input.at),
      months: monthsAt(shape, input.at.time),
    }
    const [values, base, weights] = [
      await getCells(tx, workspaceId, scenario, 'target'),
      await getCells(tx, workspaceId, scenario, 'base'),
      await getCells(tx, workspaceId, scenario, 'weight'),
    ]
    const digits = await currencyDigits(tx, workspaceId)
    const operations = await findOperations(tx, workspaceId, input.scenarioId)
    const nameOf = await loadMemberNames(tx, workspaceId)
    const made = operations[0]
    if (made === undefined) return { value: sumRow(shape, values, cells), steps: [] }
    const start = apportion((made.payload as SetTargetPayload).total, weights)
    const data = {
      shape,
      weights,
      base: baseOf(shape, base, cells, digits),
      start: sumRow(shape, start, cells),
      showWhole: visibility.whole,
    }
    const steps = [
      ...firstSteps(made, cells, data),
      ...editSteps(operations.slice(1), shape, start, cells, digits, () => visibility.whole),
    ]
    return { value: sumRow(shape, values, cells), steps: steps.map((step) => withNames(step, nameOf)) }
  })
}
