import { addressOf } from './cube.ts'
import type { Release, SpreadState } from './spread-state.ts'

type Candidate = { readonly kind: Release['kind']; readonly cell: number; readonly gain: number }

const RANK = { leafHold: 0, maximum: 1, minimum: 1, consolidationHold: 2 } as const

/** What each hold or bound would give if it were released: how far the total could then move further. */
function candidatesOf({ cube, values, held }: SpreadState, cells: Int32Array, upward: boolean): Candidate[] {
  return Array.from(cells).flatMap((cell): Candidate[] => {
    const bound = upward ? cube.high[cell]! : cube.low[cell]!
    if (held[cell] === 1) return [{ kind: 'leafHold', cell, gain: Math.abs(bound - values[cell]!) }]
    return [{ kind: upward ? 'maximum' : 'minimum', cell, gain: Number.POSITIVE_INFINITY }]
  })
}

/** A held leaf released from its bound as well: nothing stands in its way. */
function releaseBoth({ cube }: SpreadState, cell: number, missing: number, gain: number): Release[] {
  const at = addressOf(cube, cell)
  const bound = {
    kind: missing > 0 ? 'maximum' : 'minimum',
    at,
    by: missing - Math.sign(missing) * gain,
  } as const
  return [{ kind: 'leafHold', at, by: missing }, bound]
}

/**
 * The smallest set of leaf holds and bounds whose release makes a total reachable, and by how much each must move: the
 * largest gains first, which for one total is the fewest possible, or where that takes more than two the best held leaf
 * with its bound; holds before bounds, earlier cells first.
 *
 * @param missing how far the total is beyond what the free cells can do; positive: more is asked than they can hold
 */
export function findRelease(state: SpreadState, cells: Int32Array, missing: number): Release[] {
  const candidates = candidatesOf(state, cells, missing > 0)
  candidates.sort((a, b) => {
    if (a.gain !== b.gain) return b.gain - a.gain
    return RANK[a.kind] - RANK[b.kind] || a.cell - b.cell
  })
  const release: Release[] = []
  let rest = Math.abs(missing)
  for (const { kind, cell, gain } of candidates) {
    if (rest <= 0) break
    const by = Math.min(rest, gain)
    if (by === 0) continue
    release.push({ kind, at: addressOf(state.cube, cell), by: missing > 0 ? by : -by })
    rest -= by
  }
  const [best] = candidates
  if (best === undefined || (rest <= 0 && release.length <= 2)) return release
  return releaseBoth(state, best.cell, missing, best.gain)
}
