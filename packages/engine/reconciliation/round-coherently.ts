import { apportion } from '../money/index.ts'
import type { Structure } from './structure.ts'

/** A leaf, or an aggregate with what lies directly inside it. */
type Branch = { readonly leaf: number } | { readonly inside: readonly Branch[] }

/**
 * Aggregates that lie within each other as a tree, the largest first; one that crosses another is left out. A leaf's
 * owner is the innermost aggregate so far: an aggregate fits where all its leaves have the same one.
 */
function nest(leaves: number, aggregates: readonly Int32Array[]): Branch[] {
  const roof: Branch[] = []
  const inside = new Map<number, Branch[]>([[-1, roof]])
  const owner = new Int32Array(leaves).fill(-1)
  const bySize = [...aggregates.entries()].sort(([, a], [, b]) => b.length - a.length)
  for (const [a, members] of bySize) {
    const parent = owner[members[0]!]!
    if (members.some((leaf) => owner[leaf] !== parent)) continue
    const parts: Branch[] = []
    inside.set(a, parts)
    inside.get(parent)!.push({ inside: parts })
    for (const leaf of members) owner[leaf] = a
  }
  for (let leaf = 0; leaf < leaves; leaf++) inside.get(owner[leaf]!)!.push({ leaf })
  return roof
}

function sumOf(branch: Branch, values: Float64Array): number {
  return 'leaf' in branch
    ? values[branch.leaf]!
    : branch.inside.reduce((sum, part) => sum + sumOf(part, values), 0)
}

/** Hands a whole number to the parts: each rounded down, what is left by largest remainder. */
function handDown(total: number, parts: readonly Branch[], values: Float64Array, whole: Float64Array): void {
  const sums = Float64Array.from(parts, (part) => sumOf(part, values))
  const floors = sums.map(Math.floor)
  const rest = total - floors.reduce((sum, value) => sum + value, 0)
  const extra = apportion(
    rest,
    sums.map((value, i) => value - floors[i]!),
  )
  for (const [i, part] of parts.entries()) {
    const share = floors[i]! + extra[i]!
    if ('leaf' in part) whole[part.leaf] = share
    else handDown(share, part.inside, values, whole)
  }
}

/**
 * Whole leaves, whose sums are the aggregates exactly: the grand total is rounded once and handed down through the
 * aggregates that lie within each other by largest remainder. Aggregates that cross others are sums of whole leaves
 * as well, but may lie further from their real value.
 *
 * @param leaves coherent forecast of one step, in the unit that is to be whole
 * @throws RangeError beyond 2⁵³
 */
export function roundLeaves({ aggregates }: Structure, leaves: Float64Array): Float64Array {
  const branches = nest(leaves.length, aggregates)
  const whole = new Float64Array(leaves.length)
  handDown(Math.round(sumOf({ inside: branches }, leaves)), branches, leaves, whole)
  return whole.map((value) => value + 0)
}
