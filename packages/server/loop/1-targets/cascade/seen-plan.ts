import { additiveOf, type MeasureInput, openPlanCube, scaleTo } from '@salesloom/engine/plan-cube'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { type OpenPlan, openPlan } from '../decomposition/open-plan.ts'
import { scopesOf } from '../decomposition/plan-rows.ts'
import type { ScenarioRow } from '../scenario.store.ts'
import { cascadeOf, type OpenCascade } from './open-cascade.ts'

export type CombinationsByLeaf = readonly (readonly number[])[]

/** Combinations of each leaf of the organisation. */
export function combinationsByLeaf({ plan, tree }: OpenCascade): CombinationsByLeaf {
  const { dimensions, combinations } = plan.shape
  const d = dimensions.indexOf(tree)
  const lists: number[][] = tree.keys.map(() => [])
  for (let c = 0; c * dimensions.length < combinations.length; c++)
    lists[combinations[c * dimensions.length + d]!]!.push(c)
  return lists
}

/** What each leaf below the scopes carries, as those who lead them see it: their own target over the leaves' targets. */
export function leafAmounts({ tree, targets }: OpenCascade, scopes: readonly string[]): Map<number, number> {
  const amounts = new Map<number, number>()
  for (const scope of scopes) {
    const from = tree.keys.indexOf(scope)
    const leaves: number[] = []
    for (let p = from; p < tree.ends[from]!; p++) if (tree.ends[p] === p + 1) leaves.push(p)
    const parts = scaleTo(
      targets.own[from]!,
      leaves.map((leaf) => targets.own[leaf]!),
    )
    for (const [i, leaf] of leaves.entries()) amounts.set(leaf, parts[i]!)
  }
  return amounts
}

/** The cells of leaves that carry these amounts, in the proportions of the plan: each with its whole units. */
export function* seenCells(
  { plan, row }: OpenCascade,
  lists: CombinationsByLeaf,
  amounts: ReadonlyMap<number, number>,
): Generator<readonly [cell: number, value: number]> {
  const months = plan.shape.months.length
  const { values } = additiveOf(plan.state.cube, row.measure)
  for (const [leaf, amount] of amounts) {
    const cells = lists[leaf]!.flatMap((c) => Array.from({ length: months }, (_, m) => c * months + m))
    if (cells.length === 0) continue
    const scaled = scaleTo(
      amount,
      cells.map((cell) => values[cell]!),
    )
    for (const [i, cell] of cells.entries()) yield [cell, scaled[i]!]
  }
}

function cellsSeen(cascade: OpenCascade, amounts: ReadonlyMap<number, number>): Float64Array {
  const values = Float64Array.from(additiveOf(cascade.plan.state.cube, cascade.row.measure).values)
  for (const [cell, value] of seenCells(cascade, combinationsByLeaf(cascade), amounts)) values[cell] = value
  return values
}

type Seen = { readonly versions: string; readonly plans: Map<string, OpenPlan> }
const seen = new WeakMap<OpenPlan, Seen>()

function remembered({ plan, row }: OpenCascade): Map<string, OpenPlan> {
  const versions = `${plan.scenario.version}/${row.version}`
  const known = seen.get(plan)
  if (known?.versions === versions && known.plans.size < 20) return known.plans
  const fresh = { versions, plans: new Map<string, OpenPlan>() }
  seen.set(plan, fresh)
  return fresh.plans
}

/**
 * A plan as those see it who received their target through a cascade: below each of their units the cells add up, to
 * the unit, to what the unit received. Nothing of what was added or moved above shows in it. The plan itself where
 * nothing was.
 */
export function planSeenFrom(cascade: OpenCascade, scopes: readonly string[]): OpenPlan {
  const { plan, row, sums } = cascade
  const amounts = leafAmounts(cascade, scopes)
  if ([...amounts].every(([leaf, amount]) => amount === sums[leaf])) return plan
  const plans = remembered(cascade)
  const key = scopes.join()
  const known = plans.get(key)
  if (known !== undefined) return known
  const inputs: Record<string, MeasureInput> = {}
  for (const [name, measure] of plan.state.cube.measures)
    inputs[name] = measure.kind === 'ratio' ? measure : measure.values.slice()
  inputs[row.measure] = cellsSeen(cascade, amounts)
  const made: OpenPlan = {
    scenario: plan.scenario,
    shape: plan.shape,
    state: { ...plan.state, cube: openPlanCube(plan.shape, inputs) },
    sequences: [],
    applied: [],
  }
  plans.set(key, made)
  return made
}

/** A scenario as the caller sees it, and whether its cells are those that they received rather than the plan's. */
export async function openSeenPlan(
  context: CallContext,
  tx: WorkspaceTransaction,
  scenario: ScenarioRow,
): Promise<{ readonly plan: OpenPlan; readonly received: OpenCascade['row'] | null }> {
  const plan = await openPlan(context, tx, scenario)
  const scopes = scopesOf(plan.shape, context.visibility)
  const cascade = scopes === null ? null : await cascadeOf(tx, context.workspaceId, plan)
  if (scopes === null || cascade === null) return { plan, received: null }
  const seenPlan = planSeenFrom(cascade, scopes)
  return { plan: seenPlan, received: seenPlan === plan ? null : cascade.row }
}
