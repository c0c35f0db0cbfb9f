import { childrenOf } from '@salesloom/engine/plan-cube'
import { AppError } from '../../../platform/app-error.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { type Bilingual, loadMemberNames } from '../member-names.ts'
import { type NodeRow, rulesAt } from './cascade.store.ts'
import {
  type AtNode,
  askAgain,
  changeNode,
  type Node,
  type NodeChange,
  requireState,
  shownFigure,
} from './change-node.ts'
import { type OpenCascade, targetsUnder } from './open-cascade.ts'
import { AGREED } from './own-place.ts'
import { checkOver } from './publish-cascade.ts'

type Shift = { readonly member: string; readonly amount: number }
type PassOn = AtNode & {
  readonly overPercent: number
  readonly shifts: readonly Shift[]
  readonly note?: string | undefined
}

/** Shifts by position of those right below a node; those not named are 0. */
function shiftsBelow({ tree }: OpenCascade, below: readonly number[], shifts: readonly Shift[]) {
  const asked = new Map(shifts.map(({ member, amount }) => [tree.keys.indexOf(member), amount]))
  const stranger = shifts.find(({ member }) => !below.includes(tree.keys.indexOf(member)))
  if (stranger !== undefined) throw new AppError('notFound', { what: 'organisation', id: stranger.member })
  return new Map(below.map((child) => [child, asked.get(child) ?? 0]))
}

/** Refuses shifts that do not cancel out, or one beyond its part of what the child would receive. */
function checkShifts(
  cascade: OpenCascade,
  limit: number,
  shifts: ReadonlyMap<number, number>,
  apportioned: Float64Array,
  nameOf: (member: string) => Bilingual,
): void {
  const difference = [...shifts.values()].reduce((sum, shift) => sum + shift, 0)
  if (difference !== 0)
    throw new AppError('cascadeShiftSum', { difference: shownFigure(cascade, difference) })
  for (const [child, shift] of shifts) {
    const greatest = Math.floor((Math.abs(apportioned[child]!) * limit) / 100)
    if (Math.abs(shift) > greatest)
      throw new AppError('cascadeShiftLimit', {
        nameZh: nameOf(cascade.tree.keys[child]!).zh,
        nameEn: nameOf(cascade.tree.keys[child]!).en,
        asked: shownFigure(cascade, shift),
        greatest: shownFigure(cascade, greatest),
        limit,
      })
  }
}

/** The rows of a node and of those right below it under the decisions asked for. */
function decided(cascade: OpenCascade, node: Node, input: PassOn) {
  const below = childrenOf(cascade.tree, node.position).filter((child) =>
    cascade.nodes.has(cascade.tree.keys[child]!),
  )
  const shifts = shiftsBelow(cascade, below, input.shifts)
  const nodes = new Map(cascade.nodes)
  nodes.set(node.member, { ...node, overPercent: input.overPercent })
  for (const [child, shift] of shifts) {
    const row = nodes.get(cascade.tree.keys[child]!)
    if (row !== undefined) nodes.set(row.member, { ...row, shift })
  }
  return { below, shifts, nodes, targets: targetsUnder(cascade.tree, cascade.sums, nodes) }
}

function changeOf(
  cascade: OpenCascade,
  node: Node,
  input: PassOn,
  nameOf: (member: string) => Bilingual,
): NodeChange {
  const { tree, targets: present } = cascade
  const { below, shifts, nodes, targets } = decided(cascade, node, input)
  checkShifts(cascade, rulesAt(cascade.row, node).shiftPercent, shifts, targets.apportioned, nameOf)
  const rowOf = (position: number) => nodes.get(tree.keys[position]!) as NodeRow
  const moved = below.filter((child) => targets.own[child] !== present.own[child])
  const again = askAgain({ ...cascade, nodes }, moved)
  const opened = below.map(rowOf).filter(({ state }) => state === 'waiting')
  const handled = new Set([...again.nodes, ...opened].map(({ member }) => member))
  const others = below.map(rowOf).filter(({ member }) => !handled.has(member))
  const shifted = below.filter((child) => shifts.get(child) !== cascade.nodes.get(tree.keys[child]!)?.shift)
  return {
    nodes: [
      { ...node, overPercent: input.overPercent },
      ...opened.map((row) => ({ ...row, state: 'open' as const })),
      ...others,
      ...again.nodes,
    ],
    entries: [
      {
        member: node.member,
        kind: 'passedOn',
        amount: targets.assigned[node.position]!,
        percent: input.overPercent,
        note: input.note,
      },
      ...opened.map(({ member }) => ({ member, kind: 'opened' as const })),
      ...shifted.map((child) => ({
        member: node.member,
        kind: 'shifted' as const,
        amount: shifts.get(child) ?? 0,
        note: tree.keys[child]!,
      })),
      ...again.entries,
    ],
  }
}

/**
 * Passes a node's target on to those right below it: beyond what it received within the publisher's range, and shifted
 * between them within its limit, the total kept. Whoever had agreed to another figure is asked again.
 */
export async function passOnTarget(context: CallContext, input: PassOn) {
  return changeNode(context, 'targets.passOnTarget', input, async (cascade, node, place, tx) => {
    if (!place.isOwn(node.position) && !place.isAbove(node.position)) throw new AppError('cascadeOwnOnly')
    requireState(node, AGREED, 'passOn')
    if (cascade.tree.ends[node.position] === node.position + 1)
      throw new AppError('cascadeState', { state: node.state, action: 'passOn' })
    checkOver(rulesAt(cascade.row, node), input.overPercent)
    return changeOf(cascade, node, input, await loadMemberNames(tx, context.workspaceId))
  })
}
