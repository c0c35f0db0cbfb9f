import type { MarginSet } from './fit-problem.ts'

/** Cells between the margins of two sets: a network, in which whole numbers always suffice. */
export type PairProblem = {
  readonly low: Float64Array
  readonly high: Float64Array
  readonly sets: readonly [MarginSet, MarginSet]
}

/** Margins that need more than their cells can give, or less than they must: the cut that proves it. */
export type Cut = {
  /** margins of the first and of the second set on the lacking side */
  readonly lacking: readonly [readonly number[], readonly number[]]
  /** how much is missing there at least; negative: how much is too much */
  readonly by: number
}

type Network = {
  readonly from: Int32Array
  readonly to: Int32Array
  readonly starts: Int32Array
  readonly edges: Int32Array
  readonly nodes: number
}

/** Nodes are the margins of both sets, and one more for the cells that a set leaves alone. */
function networkOf({ sets: [first, second], low }: PairProblem): Network {
  const [a, b] = [first.totals.length, second.totals.length]
  const nodes = a + b + 2
  const from = first.of.map((margin) => (margin < 0 ? a + b : margin))
  const to = second.of.map((margin) => (margin < 0 ? a + b + 1 : a + margin))
  const starts = new Int32Array(nodes + 1)
  for (let cell = 0; cell < low.length; cell++) {
    starts[from[cell]! + 1] = starts[from[cell]! + 1]! + 1
    starts[to[cell]! + 1] = starts[to[cell]! + 1]! + 1
  }
  for (let node = 0; node < nodes; node++) starts[node + 1] = starts[node + 1]! + starts[node]!
  const fill = starts.slice()
  const edges = new Int32Array(low.length * 2)
  for (let cell = 0; cell < low.length; cell++)
    for (const node of [from[cell]!, to[cell]!]) {
      edges[fill[node]!] = cell
      fill[node] = fill[node]! + 1
    }
  return { from, to, starts, edges, nodes }
}

/**
 * Moves values along shortest alternating paths until both sets of margins are met (Ford and Fulkerson 1962; shortest
 * first after Edmonds and Karp 1972), in place.
 *
 * @returns null when every margin is met, else the cut that shows why it is impossible
 */
export function balancePair(problem: PairProblem, values: Float64Array): Cut | null {
  const { low, high, sets } = problem
  const network = networkOf(problem)
  const { from, to, starts, edges, nodes } = network
  const a = sets[0].totals.length
  const free = nodes - 2
  const lacking = new Float64Array(nodes)
  lacking.set(sets[0].totals)
  lacking.set(sets[1].totals, a)
  for (let cell = 0; cell < values.length; cell++)
    for (const node of [from[cell]!, to[cell]!])
      if (node < free) lacking[node] = lacking[node]! - values[cell]!
  const isFirst = (node: number) => node < a || node === free
  const parentEdge = new Int32Array(nodes)
  const parentNode = new Int32Array(nodes)
  const queue = new Int32Array(nodes)

  /** Looks for a node that takes up what the source lacks (sign 1) or has too much (−1). */
  const search = (
    source: number,
    sign: 1 | -1,
  ): { readonly target: number; readonly visited: Int32Array } => {
    parentNode.fill(-1)
    parentNode[source] = source
    queue[0] = source
    let [head, tail] = [0, 1]
    const side = isFirst(source)
    while (head < tail) {
      const node = queue[head++]!
      const up = (isFirst(node) === side ? 1 : -1) * sign
      for (let k = starts[node]!; k < starts[node + 1]!; k++) {
        const cell = edges[k]!
        const room = up > 0 ? high[cell]! - values[cell]! : values[cell]! - low[cell]!
        if (room <= 0) continue
        const next = from[cell] === node ? to[cell]! : from[cell]!
        if (parentNode[next] !== -1) continue
        parentNode[next] = node
        parentEdge[next] = cell
        const takes = isFirst(next) === side ? -sign * lacking[next]! : sign * lacking[next]!
        if (next >= free || takes > 0) return { target: next, visited: queue }
        queue[tail++] = next
      }
    }
    return { target: -1, visited: queue.slice(0, tail) }
  }

  const augment = (source: number, target: number, sign: 1 | -1): void => {
    const side = isFirst(source)
    const step = (node: number) => (isFirst(parentNode[node]!) === side ? 1 : -1) * sign
    let amount = Math.abs(lacking[source]!)
    if (target < free) amount = Math.min(amount, Math.abs(lacking[target]!))
    for (let node = target; node !== source; node = parentNode[node]!) {
      const cell = parentEdge[node]!
      const room = step(node) > 0 ? high[cell]! - values[cell]! : values[cell]! - low[cell]!
      amount = Math.min(amount, room)
    }
    for (let node = target; node !== source; node = parentNode[node]!) {
      const cell = parentEdge[node]!
      values[cell] = values[cell]! + step(node) * amount
    }
    lacking[source] = lacking[source]! - sign * amount
    const isSame = isFirst(target) === side
    if (target < free) lacking[target] = lacking[target]! + (isSame ? sign : -sign) * amount
  }

  for (let source = 0; source < free; source++) {
    while (lacking[source] !== 0) {
      const sign = lacking[source]! > 0 ? 1 : -1
      const { target, visited } = search(source, sign)
      if (target >= 0) {
        augment(source, target, sign)
        continue
      }
      const reached = [...visited]
      return {
        lacking: [
          reached.filter((node) => node < a),
          reached.filter((node) => node >= a && node < free).map((node) => node - a),
        ],
        by: lacking[source]!,
      }
    }
  }
  return null
}
