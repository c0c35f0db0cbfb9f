/** A member that was found off its target in a period, and by how much. */
type Off = {
  readonly id: number
  readonly gap: number
  readonly period: { readonly code: string; readonly part: 'year' | 'quarter' }
}

/** What a finding belongs to: the member and period that say its cause best. */
export type Under = { readonly id: number; readonly period: string }

export type Nested<F extends Off> = F & {
  /** the finding that it is part of; null for one of its own */
  readonly under: Under | null
  /** how many such are above */
  readonly depth: number
}

/** A single quarter says the cause of its year where at least this share of the year's gap came from it. */
const EXPLAINED = 0.5

const sameWay = (a: Off, b: Off) => a.gap < 0 === b.gap < 0
const yearOf = ({ period: { code } }: Off) => code.slice(0, 4)

/** Shortfalls before what is ahead, the largest of each first. */
const shortfallsFirst = (a: Off, b: Off) =>
  a.gap < 0 === b.gap < 0 ? Math.abs(b.gap) - Math.abs(a.gap) : a.gap - b.gap

/** The nearest member above that is off the same way in the same period. */
function memberAbove<F extends Off>(
  one: F,
  found: readonly F[],
  parents: ReadonlyMap<number, number | null>,
): F | null {
  for (let id = parents.get(one.id) ?? null; id !== null; id = parents.get(id) ?? null) {
    const hit = found.find(
      (other) => other.id === id && other.period.code === one.period.code && sameWay(other, one),
    )
    if (hit !== undefined) return hit
  }
  return null
}

/**
 * Of a year that is off with quarters of it, the period that says the cause: the one quarter that most of the gap came from, else the
 * year. Null for what is off alone.
 */
function headOf<F extends Off>(one: F, found: readonly F[]): F | null {
  const own = found.filter(
    (other) => other.id === one.id && yearOf(other) === yearOf(one) && sameWay(other, one),
  )
  const year = own.find(({ period }) => period.part === 'year')
  const [quarter, ...more] = own.filter(({ period }) => period.part === 'quarter')
  if (year === undefined || quarter === undefined) return null
  return more.length === 0 && Math.abs(quarter.gap) >= EXPLAINED * Math.abs(year.gap) ? quarter : year
}

/**
 * Lists one cause once. A gap of a unit is the gap of what is below it, so that it stands below the member above that is off the
 * same way in the same period; a gap of a year is the gap of its quarters, so that of those the period that says
 * it best stands above the others. Findings of their own come shortfalls first and the largest first, each followed by what is
 * part of it.
 * @param parents of each member the one above
 */
export function nestFound<F extends Off>(
  found: readonly F[],
  parents: ReadonlyMap<number, number | null>,
): Nested<F>[] {
  const above = (one: F): F | null => {
    const member = memberAbove(one, found, parents)
    const head = member === null ? headOf(one, found) : member
    return head === one ? null : head
  }
  const below = Map.groupBy(found.toSorted(shortfallsFirst), above)
  const listed = (parent: F | null, depth: number): Nested<F>[] => {
    const under = parent === null ? null : { id: parent.id, period: parent.period.code }
    return (below.get(parent) ?? []).flatMap((one) => [{ ...one, under, depth }, ...listed(one, depth + 1)])
  }
  return listed(null, 0)
}
