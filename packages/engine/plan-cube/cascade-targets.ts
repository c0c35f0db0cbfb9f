import { changedByPercent, type Dimension } from '../allocation/index.ts'
import { scaleTo } from './scale-to.ts'

/** What each level decided, by position in the tree. */
export type CascadeDecisions = {
  /** percent that a node assigns beyond what it received; 0 for the same */
  readonly overPercents: ArrayLike<number>
  /** units that a node received beyond its part of what its parent assigns; 0 in sum below every parent */
  readonly shifts: ArrayLike<number>
}

/** Targets of every node in whole units, by position in the tree. */
export type CascadeTargets = {
  /** what a node received */
  readonly own: Float64Array
  /** what it passes on in all; NaN for a leaf */
  readonly assigned: Float64Array
  /** what it would have received without a shift */
  readonly apportioned: Float64Array
}

/** Positions right below a node; −1 for the roots. */
export function childrenOf({ parents }: Pick<Dimension, 'parents'>, position: number): number[] {
  return parents.flatMap((parent, child) => (parent === position ? [child] : []))
}

/** The children of every position, found in one pass. */
function childLists({ parents }: Dimension): number[][] {
  const lists = parents.map((): number[] => [])
  parents.forEach((parent, child) => {
    lists[parent]?.push(child)
  })
  return lists
}

/**
 * Carries a plan down an organisation. A root receives what the plan says. A node assigns own × (1 + percent ÷ 100),
 * rounded to the unit with halves away from zero, to those right below it: in proportion to the plan by largest
 * remainders, plus their shifts. So what is assigned at a node is to the unit the sum of what those below it received,
 * and a node's targets follow from its own and from decisions at it and below: nothing above shows in them.
 *
 * @param plan what the plan says at each position, sums of those below
 * @throws RangeError where a figure leaves the safe whole numbers
 */
export function cascadeTargets(
  tree: Dimension,
  plan: ArrayLike<number>,
  { overPercents, shifts }: CascadeDecisions,
): CascadeTargets {
  const own = Float64Array.from(tree.keys, (_, position) => plan[position] ?? 0)
  const apportioned = Float64Array.from(own)
  const assigned = new Float64Array(own.length).fill(Number.NaN)
  const children = childLists(tree)
  // Parents stand before their children, so each own target is known before it is passed on.
  for (const [position, below] of children.entries()) {
    if (below.length === 0) continue
    assigned[position] = changedByPercent(own[position]!, overPercents[position] ?? 0)
    const parts = scaleTo(
      assigned[position]!,
      below.map((child) => plan[child] ?? 0),
    )
    for (const [i, child] of below.entries()) {
      apportioned[child] = parts[i]!
      own[child] = parts[i]! + (shifts[child] ?? 0)
    }
  }
  return { own, assigned, apportioned }
}

/** What the people below a node committed to, beside what was asked of those who answered. */
export type CommitmentRollUp = {
  /** sum of the figures; null where nobody answered, which is not 0 */
  readonly committed: number | null
  readonly answered: number
  readonly people: number
  /** sum of the own targets of those who answered */
  readonly targetOfAnswered: number
  /** committed − target of those who answered; null where nobody did */
  readonly gap: number | null
}

/**
 * Sums commitments at every node over the leaves below it; null stands for somebody who did not answer, undefined for a
 * leaf that is not asked.
 */
export function rollUpCommitments(
  tree: Dimension,
  committed: ReadonlyArray<number | null | undefined>,
  own: ArrayLike<number>,
): CommitmentRollUp[] {
  const isLeaf = tree.keys.map((_, position) => tree.ends[position] === position + 1)
  return tree.keys.map((_, position) => {
    let [sum, target, answered, people] = [0, 0, 0, 0]
    for (let leaf = position; leaf < tree.ends[position]!; leaf++) {
      const figure = committed[leaf]
      if (!isLeaf[leaf] || figure === undefined) continue
      people++
      if (figure === null) continue
      answered++
      sum += figure
      target += own[leaf] ?? 0
    }
    const none = answered === 0
    return {
      committed: none ? null : sum,
      answered,
      people,
      targetOfAnswered: target,
      gap: none ? null : sum - target,
    }
  })
}

/**
 * What those below a parent would receive if one of them got a figure and the others shared the rest, the total kept.
 * @param owns what they receive now
 * @returns one figure for each, in the same order and with the same sum; null where there is nobody to share with
 */
export function settleAmong(owns: ArrayLike<number>, chosen: number, figure: number): Float64Array | null {
  if (owns.length < 2) return null
  const all = Array.from(owns)
  const total = all.reduce((sum, own) => sum + own, 0)
  const rest = scaleTo(total - figure, all.toSpliced(chosen, 1))
  return Float64Array.from([...rest.subarray(0, chosen), figure, ...rest.subarray(chosen)])
}
