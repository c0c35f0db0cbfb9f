import type { CellAddress } from '@salesloom/contract'
import type { CellAddress as EngineAddress } from '@salesloom/engine/allocation'
import { groupMinorUnits } from '@salesloom/engine/money'
import { AppError } from '../../platform/app-error.ts'
import { readWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { editPlan, tryOperation } from './decomposition/edit-plan.ts'
import { firstMeasure, type OpenPlan, openPlan } from './decomposition/open-plan.ts'
import { engineAddress } from './decomposition/plan-address.ts'
import type { MarginWish, PlanOperation } from './decomposition/plan-operation.ts'
import { linesBelow } from './decomposition/plan-rows.ts'
import { measureOf } from './decomposition/plan-state.ts'
import { checkMonths, checkVersion, checkWorking, type Versioned } from './edit-scenario.ts'
import { digitsOf } from './files/plan-lines.ts'
import { wordsOf } from './find-holds.ts'
import { type Bilingual, loadMemberNames } from './member-names.ts'
import { requireMeasure } from './readable-measures.ts'
import { getScenarioRow, type ScenarioRow } from './scenario.store.ts'

type Fit = Versioned & {
  readonly measure?: string | undefined
  readonly at: CellAddress
  readonly margins: readonly MarginWish[]
  readonly save: boolean
  readonly note?: string | undefined
}

type Move = { readonly at: CellAddress; readonly before: number; readonly after: number }

/** Moves that a person looks at first; the grid shows all others. */
const MOST_MOVES = 60

function operationOf({ measure, at, margins }: Fit, scenario: ScenarioRow): PlanOperation {
  return { kind: 'fit', measure: measure ?? firstMeasure(scenario), payload: { at, margins } }
}

/** Where an axis is looked at: right below its only root, whose total says nothing of what moved within it. */
function belowRoot({ shape }: OpenPlan, at: EngineAddress, axis: string): EngineAddress {
  const dimension = shape.dimensions.find(({ name }) => name === axis)
  const roots = dimension?.keys.filter((_, position) => dimension.parents[position]! < 0) ?? []
  return at[axis] === undefined && roots.length === 1 ? { ...at, [axis]: roots[0]! } : at
}

/** What the members of each dimension, and the months, come to: where a person sees what moved. */
function figuresOf(plan: OpenPlan, context: CallContext, input: Fit, measure: string): Map<string, Move> {
  const figures = new Map<string, Move>()
  const place = engineAddress(plan.shape, input.at)
  const axes = plan.shape.dimensions.map(({ name }) => ({ name, rows: name as 'organisation' | 'month' }))
  for (const { name, rows } of [...axes, { name: 'time', rows: 'month' as const }]) {
    const at = belowRoot(plan, place, name)
    for (const line of linesBelow(plan, context.visibility, [measure], at, { rows, columns: 'none' })) {
      const value = line.total[measure] ?? 0
      figures.set(line.key, { at: { ...input.at, [name]: line.key }, before: value, after: value })
    }
  }
  return figures
}

function movesBetween(
  before: ReadonlyMap<string, Move>,
  after: ReadonlyMap<string, Move>,
  nameOf: (key: string) => Bilingual,
) {
  return [...after]
    .map(([key, move]) => ({ ...move, before: before.get(key)?.before ?? 0 }))
    .filter((move) => move.before !== move.after)
    .toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before))
    .slice(0, MOST_MOVES)
    .map((move) => ({ ...move, place: wordsOf(move.at, nameOf) }))
}

/** Cells are fitted in proportion, and none is below 0: neither is a total of them. */
function checkTotals({ margins }: Fit, digits: number, nameOf: (key: string) => Bilingual): void {
  const below = margins.flatMap(({ totals }) => totals).find(({ total }) => total < 0)
  if (below === undefined) return
  const { zh, en } = nameOf(below.member)
  throw new AppError('marginNegative', {
    memberZh: zh,
    memberEn: en,
    total: groupMinorUnits(below.total, digits),
  })
}

/** What a fit would come to. */
async function previewFit(context: CallContext, input: Fit) {
  const { database, workspaceId, actor, clock } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const scenario = await getScenarioRow(tx, workspaceId, input.scenarioId)
    await checkVersion(tx, workspaceId, scenario, input)
    checkWorking(scenario)
    const plan = await openPlan(context, tx, scenario)
    const nameOf = await loadMemberNames(tx, workspaceId)
    const operation = operationOf(input, scenario)
    await requireMeasure(context, tx, scenario, operation.measure)
    checkTotals(input, digitsOf(measureOf(plan.state, operation.measure), plan.state.digits), nameOf)
    checkMonths(scenario, plan.shape, operation)
    const before = figuresOf(plan, context, input, operation.measure)
    let after: ReadonlyMap<string, Move> = new Map()
    const by = { byName: actor.name, at: clock.now().toISOString(), note: input.note ?? null }
    const look = () => {
      after = figuresOf(plan, context, input, operation.measure)
    }
    const { effect } = tryOperation(plan, operation, by, look, nameOf)
    return { ...effect, version: scenario.version, moves: movesBetween(before, after, nameOf) }
  })
}

/** Fits the cells below a place to several sets of totals at once; shows what moves, and saves it where asked. */
export async function fitMargins(context: CallContext, input: Fit) {
  const preview = await previewFit(context, input)
  if (!input.save) return preview
  const { version } = await editPlan(context, 'targets.fitMargins', input, (scenario) =>
    operationOf(input, scenario),
  )
  return { ...preview, version }
}
