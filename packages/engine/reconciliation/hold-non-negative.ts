import { factorise, solve } from './cholesky.ts'

/** Most leaves that are held at zero, and most rounds of holding and releasing, before plain clipping has to do. */
const MOST_HELD = 2_000
const MOST_ROUNDS = 100
/** Rounds without progress after which leaves are exchanged one at a time. */
const PATIENCE = 3

type Held = { readonly leaves: Float64Array; readonly pressure: Float64Array }

/** The leaves with some of them held at zero, and how hard each held one presses below zero. */
function hold(
  leaves: Float64Array,
  held: readonly number[],
  columnOf: (leaf: number) => Float64Array,
): Held | null {
  const columns = held.map(columnOf)
  const matrix = columns.map((column, i) =>
    Float64Array.from(
      { length: i + 1 },
      (_, j) => column[held[j]!]! + (i === j ? column[held[i]!]! * 1e-12 : 0),
    ),
  )
  if (matrix.some((row, i) => !(row[i]! > 0))) return null
  const pressure = solve(
    factorise(matrix),
    Float64Array.from(held, (leaf) => leaves[leaf]!),
  )
  const result = leaves.slice()
  for (const [k, column] of columns.entries())
    for (let i = 0; i < result.length; i++) result[i] = result[i]! - column[i]! * pressure[k]!
  for (const leaf of held) result[leaf] = 0
  return { leaves: result, pressure }
}

/** Leaves without what lies below zero: coherent, but not the nearest. */
function clip(leaves: Float64Array): Float64Array {
  return leaves.map((value) => Math.max(0, value))
}

/**
 * The nearest leaves without a negative one, in the metric of the projection (Wickramasuriya, Turlach and Hyndman 2020):
 * leaves below zero are held there, held ones that press upwards are released, all at once while that helps and then
 * one at a time (block principal pivoting, Júdice and Pires 1994; Kim and Park 2011).
 *
 * @param leaves reconciled, some perhaps negative
 * @param columnOf covariance of a reconciled leaf with all leaves
 * @returns `nearest` is false where the limits were reached and negative leaves are only cut off
 */
export function holdNonNegative(
  leaves: Float64Array,
  columnOf: (leaf: number) => Float64Array,
): { readonly leaves: Float64Array; readonly nearest: boolean } {
  const tolerance = 1e-9 * leaves.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const held = new Set<number>()
  let [fewest, patience] = [Number.POSITIVE_INFINITY, PATIENCE]
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const list = [...held].sort((a, b) => a - b)
    const found = hold(leaves, list, columnOf)
    if (found === null) break
    const wrong = [
      ...list.filter((_, k) => found.pressure[k]! > 0),
      ...Array.from(found.leaves.keys()).filter((i) => !held.has(i) && found.leaves[i]! < -tolerance),
    ]
    if (wrong.length === 0) return { leaves: clip(found.leaves), nearest: true }
    if (wrong.length < fewest) [fewest, patience] = [wrong.length, PATIENCE]
    else patience--
    for (const leaf of patience >= 0 ? wrong : [wrong.reduce((last, leaf) => Math.max(last, leaf))])
      if (!held.delete(leaf)) held.add(leaf)
    if (held.size > MOST_HELD) break
  }
  return { leaves: clip(leaves), nearest: false }
}
