import type { CellAddress } from './cube.ts'
import { childPositions, coveredRange, type Dimension, positionOf } from './dimension.ts'

type Narrowed = { readonly inside: string | undefined; readonly outside: readonly string[] }

/** The part of a member that another shares, and the members beside it that make up the rest; null where nothing is shared. */
function narrow(dimension: Dimension, key: string | undefined, taken: string | undefined): Narrowed | null {
  const [from, to] = coveredRange(dimension, key)
  const [takenFrom, takenTo] = coveredRange(dimension, taken)
  if (takenFrom >= to || from >= takenTo) return null
  if (takenFrom <= from && takenTo >= to) return { inside: key, outside: [] }
  const outside: string[] = []
  let parent = key === undefined ? -1 : positionOf(dimension, key)
  while (parent !== takenFrom) {
    const children = childPositions(dimension, parent)
    const next = children.find((child) => child <= takenFrom && takenFrom < dimension.ends[child]!)!
    for (const child of children) if (child !== next) outside.push(dimension.keys[child]!)
    parent = next
  }
  return { inside: taken, outside }
}

function at(address: CellAddress, name: string, key: string | undefined): CellAddress {
  if (key !== undefined) return { ...address, [name]: key }
  const { [name]: _, ...rest } = address
  return rest
}

/**
 * What is left of the cells at one address when those of another are taken away, as addresses that share no cell.
 * A member above leaves that is cut into leaves everything of itself but the part taken.
 *
 * @throws RangeError for an unknown member
 */
export function withoutBox(
  dimensions: readonly Dimension[],
  address: CellAddress,
  taken: CellAddress,
): CellAddress[] {
  const parts = dimensions.map(({ name }, d) => narrow(dimensions[d]!, address[name], taken[name]))
  if (parts.some((part) => part === null)) return [address]
  const left: CellAddress[] = []
  let inner = address
  for (const [d, { name }] of dimensions.entries()) {
    const { inside, outside } = parts[d]!
    for (const key of outside) left.push(at(inner, name, key))
    inner = at(inner, name, inside)
  }
  return left
}
