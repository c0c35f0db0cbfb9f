import { changedByPercent, type Dimension, positionOf } from '../allocation/index.ts'
import { impossible, type Outcome, possible } from '../outcome.ts'
import { readCell } from './drill.ts'
import type { PlanChange } from './plan-change.ts'
import { additiveOf, type PlanCube } from './plan-cube.ts'
import { spreadPlan } from './spread-plan.ts'

/**
 * Targets in layers, one additive measure for each level of the organisation: the first holds what the roots received,
 * the second what they passed on to the nodes below, and so on, each spread over the leaves. So everything that adds up
 * adds up within its layer, and two layers differ by what is assigned beyond what was received.
 */
export type TargetLayers = { readonly organisation: string; readonly layers: readonly string[] }

/** A node's targets in whole units. Nothing is assigned below the last layer or a leaf. */
export type NodeTargets = {
  readonly key: string
  /** what the node received */
  readonly own: number
  /** what it passes on to those below, in all */
  readonly assigned: number | null
  /** (assigned − own) ÷ own in percent; null where nothing is assigned or own is 0 */
  readonly overAssignmentPercent: number | null
}

type Place = { readonly tree: Dimension; readonly position: number; readonly depth: number }

function placeOf({ shape }: PlanCube, { organisation, layers }: TargetLayers, key: string): Place {
  const tree = shape.dimensions.find(({ name }) => name === organisation)
  if (tree === undefined) throw new RangeError(`there is no dimension ${organisation}`)
  const position = positionOf(tree, key)
  if (position < 0) throw new RangeError(`${organisation} has no member ${key}`)
  const depth = tree.depths[position]!
  if (depth >= layers.length) throw new RangeError(`${key} stands at level ${depth}, which has no layer`)
  return { tree, position, depth }
}

function sumOf(plan: PlanCube, organisation: string, key: string, layer: string): number {
  additiveOf(plan, layer)
  return readCell(plan, [layer], { members: { [organisation]: key } })[layer] ?? 0
}

function targetsOf(plan: PlanCube, targets: TargetLayers, key: string): NodeTargets {
  const { tree, position, depth } = placeOf(plan, targets, key)
  const own = sumOf(plan, targets.organisation, key, targets.layers[depth]!)
  const next = targets.layers[depth + 1]
  if (next === undefined || tree.ends[position] === position + 1)
    return { key, own, assigned: null, overAssignmentPercent: null }
  const assigned = sumOf(plan, targets.organisation, key, next)
  const overAssignmentPercent = own === 0 ? null : (100 * (assigned - own)) / own
  return { key, own, assigned, overAssignmentPercent }
}

/**
 * What someone who leads a node may see of a node's targets: their own place and those below it. What was held back or
 * added above the viewer stands in layers that this never reads.
 *
 * @returns `outside` where the node is not at or below the viewer's
 * @throws RangeError for an unknown member, or one deeper than the layers
 */
export function viewTargets(
  plan: PlanCube,
  targets: TargetLayers,
  viewer: string,
  key: string,
): Outcome<NodeTargets, 'outside'> {
  const top = placeOf(plan, targets, viewer)
  const { position } = placeOf(plan, targets, key)
  if (position < top.position || position >= top.tree.ends[top.position]!) return impossible('outside')
  return possible(targetsOf(plan, targets, key))
}

/**
 * Lets a node assign so many percent more (or less) than it received: own × (1 + percent ÷ 100), rounded to the unit,
 * halves away from zero, over those below in the present proportions. Deeper layers follow in the same proportion, so
 * that what those below add themselves stays, but for rounding.
 *
 * @returns the changes, newest last; undone in the opposite order
 * @throws RangeError for a percentage that is not finite or below −100, or a node that passes nothing on
 */
export function assignTargets(
  plan: PlanCube,
  targets: TargetLayers,
  key: string,
  overAssignmentPercent: number,
): Outcome<PlanChange[], 'no-cells' | 'too-large'> {
  if (!(overAssignmentPercent >= -100 && overAssignmentPercent < Number.POSITIVE_INFINITY))
    throw new RangeError(`overAssignmentPercent ${overAssignmentPercent} is not −100 or more`)
  const { own, assigned } = targetsOf(plan, targets, key)
  if (assigned === null) throw new RangeError(`${key} has nobody to pass a target on to`)
  const next = changedByPercent(own, overAssignmentPercent)
  const { depth } = placeOf(plan, targets, key)
  const members = { [targets.organisation]: key }
  const totals = targets.layers.slice(depth + 1).map((layer) => {
    const present = sumOf(plan, targets.organisation, key, layer)
    return { layer, total: assigned === 0 ? next : Math.round((present / assigned) * next) }
  })
  const unsafe = totals.find(({ total }) => !Number.isSafeInteger(total))
  if (unsafe !== undefined) return impossible('too-large', { total: unsafe.total })
  const changes: PlanChange[] = []
  for (const { layer, total } of totals) {
    const change = spreadPlan(plan, layer, { members }, total)
    if (!change.ok) return change
    changes.push(change.value)
  }
  return possible(changes)
}
