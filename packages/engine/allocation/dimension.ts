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
    const list = children.get(member.parent)
    if (list === undefined) children.set(member.parent, [member])
    else list.push(member)
  }
  return children
}

function twice(members: readonly MemberInput[]): string | undefined {
  const seen = new Set<string>()
  return members.find(({ key }) => seen.size === seen.add(key).size)?.key
}

/** The members of a circle, from any member that hangs on one. */
function circleFrom(start: MemberInput, members: readonly MemberInput[]): string[] {
  const parents = new Map(members.map(({ key, parent }) => [key, parent]))
  const path = new Set<string>()
  let key: string | null = start.key
  while (key !== null && !path.has(key)) {
    path.add(key)
    key = parents.get(key) ?? null
  }
  const all = [...path]
  return all.slice(all.indexOf(key ?? ''))
}

/**
 * Orders a tree depth first; siblings keep the order given. Depth is limited by memory alone.
 * @throws RangeError for a key given twice, an unknown parent or a circle, with the members
 */
export function cutDimension(name: string, members: readonly MemberInput[]): Dimension {
  const double = twice(members)
  if (double !== undefined) throw new RangeError(`dimension ${name} has the member ${double} twice`)
  const known = new Set(members.map((member) => member.key))
  const unknown = members.find((member) => member.parent !== null && !known.has(member.parent))
  if (unknown !== undefined)
    throw new RangeError(`${name}: ${unknown.key} has the unknown parent ${unknown.parent}`)
  const children = childrenByParent(members)
  const keys: string[] = []
  const parents: number[] = []
  const depths: number[] = []
  const waiting = (children.get(null) ?? []).map((member) => ({ member, parent: -1, depth: 0 })).reverse()
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { member, parent, depth } = next
    const position = keys.push(member.key) - 1
    parents.push(parent)
    depths.push(depth)
    const below = children.get(member.key) ?? []
    for (let i = below.length - 1; i >= 0; i--)
      waiting.push({ member: below[i]!, parent: position, depth: depth + 1 })
  }
  if (keys.length !== members.length) {
    const reached = new Set(keys)
    const circle = circleFrom(members.find(({ key }) => !reached.has(key))!, members)
    const named = circle.slice(0, 5).join(' → ') + (circle.length > 5 ? ' → …' : '')
    throw new RangeError(`dimension ${name} has members in a circle: ${named}`)
  }
  return { name, keys, parents, ends: endsOf(parents), depths }
}

/** A member ends where the last of those below it ends: children stand after their parent. */
function endsOf(parents: readonly number[]): number[] {
  const ends = parents.map((_, position) => position + 1)
  for (let position = parents.length - 1; position >= 0; position--) {
    const parent = parents[position]!
    if (parent >= 0) ends[parent] = Math.max(ends[parent]!, ends[position]!)
  }
  return ends
}

const positions = new WeakMap<readonly string[], ReadonlyMap<string, number>>()

/** The position of a member; −1 when the dimension has no such key. */
export function positionOf({ keys }: Dimension, key: string): number {
  let known = positions.get(keys)
  if (known === undefined) {
    known = new Map(keys.map((each, position) => [each, position]))
    positions.set(keys, known)
  }
  return known.get(key) ?? -1
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

/** The positions right below a member; of −1 the roots. */
export function childPositions(dimension: Dimension, parent: number): number[] {
  const children: number[] = []
  const end = parent < 0 ? dimension.keys.length : dimension.ends[parent]!
  for (let p = parent + 1; p < end; p = dimension.ends[p]!) children.push(p)
  return children
}
