import type { Structure } from '@salesloom/engine/reconciliation'
import { MalformedInput } from './calculation.ts'

type Id = string | number
type Aggregate = { readonly id: Id; readonly of: readonly Id[] }

/** Series by their id, each used once. */
export function indexIds(ids: readonly Id[], path: string): Map<Id, number> {
  const index = new Map<Id, number>()
  for (const [i, id] of ids.entries()) {
    if (index.has(id)) throw new MalformedInput(`${path}[${i}].id`, 'an id used once', id)
    index.set(id, i)
  }
  return index
}

/** Aggregates as sets of leaves. @param leaves position of each leaf by its id */
export function readStructure(
  aggregates: readonly Aggregate[],
  leaves: ReadonlyMap<Id, number>,
  path: string,
): Structure {
  return {
    leaves: leaves.size,
    aggregates: aggregates.map(({ of }, a) => {
      const seen = new Set<Id>()
      return Int32Array.from(of, (id, k) => {
        const leaf = leaves.get(id)
        const at = `${path}[${a}].of[${k}]`
        if (leaf === undefined) throw new MalformedInput(at, 'a series that is no aggregate', id)
        if (seen.has(id)) throw new MalformedInput(at, 'a series named once', id)
        seen.add(id)
        return leaf
      })
    }),
  }
}
