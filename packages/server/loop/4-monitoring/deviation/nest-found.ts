/** A member that was found off its target in a period, and by how much. */
type Off = {
  readonly id: number
  readonly gap: number
  readonly period: { readonly code: string }
}

export type Nested<F extends Off> = F & {
  /** the nearest member above that is off the same way in the same period; null for a finding of its own */
  readonly under: number | null
  /** how many such members are above */
  readonly depth: number
}

const sameWay = (a: Off, b: Off) => a.period.code === b.period.code && a.gap < 0 === b.gap < 0

/** Shortfalls before what is ahead, the largest of each first. */
const shortfallsFirst = (a: Off, b: Off) =>
  a.gap < 0 === b.gap < 0 ? Math.abs(b.gap) - Math.abs(a.gap) : a.gap - b.gap

/**
 * Puts what was found below the member above that is off the same way in the same period: a gap of a unit is the gap of what is
 * below it, and counting both would count it twice. Findings of their own come shortfalls first and the
 * largest first, each followed by what is below.
 * @param parents of each member the one above
 */
export function nestFound<F extends Off>(
  found: readonly F[],
  parents: ReadonlyMap<number, number | null>,
): Nested<F>[] {
  const above = (one: F): F | null => {
    for (let id = parents.get(one.id) ?? null; id !== null; id = parents.get(id) ?? null) {
      const hit = found.find((other) => other.id === id && sameWay(other, one))
      if (hit !== undefined) return hit
    }
    return null
  }
  const below = Map.groupBy(found.toSorted(shortfallsFirst), above)
  const listed = (parent: F | null, depth: number): Nested<F>[] =>
    (below.get(parent) ?? []).flatMap((one) => [
      { ...one, under: parent?.id ?? null, depth },
      ...listed(one, depth + 1),
    ])
  return listed(null, 0)
}
