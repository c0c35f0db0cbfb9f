import type { CellAddress } from '@salesloom/contract'
import { changedByPercent, type FallbackWeight, type PlanShape, sumRow } from '@salesloom/engine/allocation'
import { preciseSum } from '@salesloom/engine/money'
import { currencyDigits } from '../../foundation/facts/index.ts'
import { readWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { explainReceived, soldByOthers } from './cascade/explain-received.ts'
import { openSeenPlan } from './cascade/seen-plan.ts'
import { getCells } from './decomposition/chunk.store.ts'
import { isInside } from './decomposition/is-inside.ts'
import { baseOfMeasure, firstMeasure, type OpenPlan, openPlan } from './decomposition/open-plan.ts'
import type { OperationRow } from './decomposition/operation.store.ts'
import { editFor, isStart, placeOf } from './decomposition/plan-operation.ts'
import { shownBase, sumInScopes } from './decomposition/plan-rows.ts'
import { type LogValue, valuesAlongLog } from './decomposition/values-along-log.ts'
import { loadMemberNames } from './member-names.ts'
import { monthsAt, visibleCombinations } from './plan-view.ts'
import { requireMeasure } from './readable-measures.ts'
import { getScenarioRow, type ScenarioRow } from './scenario.store.ts'
import { getSeenScenario } from './seen-scenario.ts'

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
type Step = {
  readonly sequence: number
  readonly kind:
    | 'base'
    | 'growth'
    | 'spread'
    | 'fallback'
    | 'copy'
    | 'edit'
    | 'calibrate'
    | 'fit'
    | 'rounding'
    | 'received'
  readonly by: string | null
  readonly at: string | null
  readonly params: Record<string, string | number>
  readonly value: number
}

type Asked = {
  readonly scenarioId: number
  readonly at: CellAddress
  readonly measure?: string | undefined
}
type Explained = { readonly value: number; readonly steps: Step[] }
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
  data: {
    shape: PlanShape
    weights: Float64Array
    base: number
    others: Step['params']
    start: number
    showWhole: boolean
  },
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
    {
      ...by,
      kind: 'base',
      params: { year: payload.baseYear, channel: payload.channel, ...data.others },
      value: data.base,
    },
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
    {
      ...by,
      kind: 'spread',
      params: {
        share: data.showWhole ? share : Number.NaN,
        // All was sold by people who are not planned: nobody is there to carry a target.
        ...(weight === 0 && data.others['others'] === data.base ? { nobody: 1 } : {}),
      },
      value: exact,
    },
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

const STEP_KINDS = { spread: 'edit', calibrate: 'calibrate', fit: 'fit', bound: 'edit' } as const

/** The operations of the log that changed this cell, as steps. */
function editSteps(plan: OpenPlan, context: CallContext, log: readonly LogValue[], at: CellAddress): Step[] {
  return log.flatMap(({ operation, before, value }) => {
    if (value === before || isStart(operation.kind)) return []
    const isWritten = operation.kind === 'spread' || operation.kind === 'calibrate'
    const edit = editFor(operation, at)
    const place = Object.values((isWritten ? edit?.at : placeOf(operation)) ?? {}).join(' ')
    const code = edit?.code
    const named = isInside(plan, context.visibility, operation)
      ? {
          ...(code === undefined ? {} : { code }),
          ...(place === '' ? {} : { where: place }),
          ...(operation.note === null ? {} : { note: operation.note }),
        }
      : {}
    return [
      {
        sequence: operation.sequence,
        kind: STEP_KINDS[operation.kind as keyof typeof STEP_KINDS] ?? 'edit',
        by: operation.byName,
        at: operation.at,
        params: { ...named, difference: value - before },
        value,
      },
    ]
  })
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

/** The steps of a scenario that was copied from another one: what the cell was there. */
function copySteps(operation: OperationRow, value: number): Step[] {
  const { name } = operation.payload as { name: string }
  const { sequence, byName: by, at } = operation
  return [{ sequence, kind: 'copy', by, at, params: { name }, value }]
}

/**
 * Where a copied value came from in the scenario that it was copied from. Only as long as it still stands there: a
 * scenario that went on since tells of another figure.
 */
async function stepsOfSource(
  context: CallContext,
  tx: WorkspaceTransaction,
  { payload }: OperationRow,
  value: number,
  asked: Omit<Asked, 'scenarioId'>,
): Promise<Step[]> {
  const { scenarioId } = payload as { scenarioId: number }
  // What was copied is the history of the copy: whoever may read the copy reads it, also where the source was a draft.
  const scenario = await getScenarioRow(tx, context.workspaceId, scenarioId)
  const source = await explainIn(context, tx, scenario, asked)
  return source.value === value ? source.steps : []
}

/**
 * Where a cell's value comes from. A caller who does not see the whole workspace gets their own figures, but no
 * total, share or address of others, from which these could be computed.
 */
export async function explainCell(context: CallContext, input: Asked): Promise<Explained> {
  return readWorkspace(context.database, context.workspaceId, async (tx) =>
    explainIn(context, tx, await getSeenScenario(context, tx, input.scenarioId), input),
  )
}

async function explainIn(
  context: CallContext,
  tx: WorkspaceTransaction,
  scenario: ScenarioRow,
  input: Omit<Asked, 'scenarioId'>,
): Promise<Explained> {
  const { workspaceId, visibility } = context
  const measure = input.measure ?? firstMeasure(scenario)
  await requireMeasure(context, tx, scenario, measure)
  const seen = await openSeenPlan(context, tx, scenario)
  if (seen.received?.measure === measure)
    return explainReceived(seen.plan, visibility, seen.received, input.at)
  const plan = await openPlan(context, tx, scenario)
  const digits = await currencyDigits(tx, workspaceId)
  const nameOf = await loadMemberNames(tx, workspaceId)
  const log = await valuesAlongLog(
    context,
    tx,
    plan,
    (state) => sumInScopes(state, visibility, [measure], input.at)[measure] ?? 0,
  )
  const value = log.at(-1)?.value ?? 0
  const made = log.find(({ operation }) => isStart(operation.kind) && operation.measure === measure)
  if (made === undefined) return { value, steps: [] }
  const started =
    made.operation.kind === 'copy'
      ? [
          ...(await stepsOfSource(context, tx, made.operation, made.value, input)),
          ...copySteps(made.operation, made.value),
        ]
      : []
  const weights =
    made.operation.kind === 'setTarget'
      ? await getCells(tx, workspaceId, plan.scenario, 'weight', measure)
      : null
  const cells = {
    combinations: visibleCombinations(plan.shape, visibility, input.at),
    months: monthsAt(plan.shape, input.at.time),
  }
  const base = sumInScopes(plan, visibility, [baseOfMeasure(measure)], input.at)[baseOfMeasure(measure)]
  const others = soldByOthers(plan, visibility, measure, input.at)
  const first =
    weights === null
      ? started
      : firstSteps(made.operation, cells, {
          shape: plan.shape,
          weights,
          base: shownBase(plan, measure, base ?? 0, digits) ?? 0,
          others,
          start: made.value,
          showWhole: visibility.whole,
        })
  const steps = [
    ...first,
    ...editSteps(
      plan,
      context,
      log.filter(({ operation }) => operation.sequence > made.operation.sequence),
      input.at,
    ),
  ]
  return { value, steps: steps.map((step) => withNames(step, nameOf)) }
}
