/** A member of a dimension as the tree's owner knows it. A parent of null makes it a root. */
export type MemberInput = { readonly key: string; readonly parent: string | null }

/**
 * A dimension cut for planning: members in depth-first order, so that a member with all below it is one range of
 * positions. The order is stored with a scenario; positions mean nothing without it.
 */
export type Dimension = {
  readonly name: string
  readonly keys: readonly string[]
  /** position of the parent, −1 for a root */
  readonly parents: readonly number[]
  /** position after the last descendant: the member's range is [position, end) */
  readonly ends: readonly number[]
  readonly depths: readonly number[]
}

function childrenByParent(members: readonly MemberInput[]): Map<string | null, MemberInput[]> {
  const children = new Map<string | null, MemberInput[]>()
  for (const member of members) {
    const list = children.get(member.parent) ?? []
    list.push(member)
    children.set(member.parent, list)
  }
  return children
}

/**
 * Orders a tree depth first; siblings keep the order given.
 * @throws RangeError for a key given twice, an unknown parent or a circle
 */
export function cutDimension(name: string, members: readonly MemberInput[]): Dimension {
  const known = new Set(members.map((member) => member.key))
  if (known.size !== members.length) throw new RangeError(`dimension ${name} has a member twice`)
  const unknown = members.find((member) => member.parent !== null && !known.has(member.parent))
  if (unknown !== undefined)
    throw new RangeError(`${name}: ${unknown.key} has the unknown parent ${unknown.parent}`)
  const children = childrenByParent(members)
  const keys: string[] = []
  const parents: number[] = []
  const ends: number[] = []
  const depths: number[] = []
  const visit = (member: MemberInput, parent: number, depth: number): void => {
    const position = keys.push(member.key) - 1
    parents.push(parent)
    depths.push(depth)
    ends.push(0)
    for (const child of children.get(member.key) ?? []) visit(child, position, depth + 1)
    ends[position] = keys.length
  }
  for (const root of children.get(null) ?? []) visit(root, -1, 0)
  if (keys.length !== members.length) throw new RangeError(`dimension ${name} has members in a circle`)
  return { name, keys, parents, ends, depths }
}

/** The position of a member; −1 when the dimension has no such key. */
export function positionOf(dimension: Dimension, key: string): number {
  return dimension.keys.indexOf(key)
}

/** Whether a member has nothing below it. */
export function isLeafMember(dimension: Dimension, position: number): boolean {
  return dimension.ends[position] === position + 1
}

/**
 * The position of a leaf.
 * @throws RangeError for an unknown member or a consolidation
 */
export function leafPositionOf(dimension: Dimension, key: string): number {
  const position = positionOf(dimension, key)
  if (position < 0) throw new RangeError(`${dimension.name} has no member ${key}`)
  if (!isLeafMember(dimension, position))
    throw new RangeError(`${dimension.name}: ${key} is a consolidation, not a leaf`)
  return position
}

/** The positions that a member covers with all below it: [from, to); without a member, the whole dimension. */
export function coveredRange(
  dimension: Dimension,
  key: string | undefined,
): readonly [from: number, to: number] {
  if (key === undefined) return [0, dimension.keys.length]
  const position = positionOf(dimension, key)
  if (position < 0) throw new RangeError(`${dimension.name} has no member ${key}`)
  return [position, dimension.ends[position]!]
}
