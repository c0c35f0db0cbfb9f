/** Members of a tree as the server lists them. */
type Member = { readonly id: number; readonly parentId: number | null }

export type Placed<Item extends Member> = Item & {
  readonly key: string
  readonly parentKey: string | null
  readonly level: number
  readonly hasChildren: boolean
}

/** Puts members of a tree in depth-first order with their level; members without a known parent are roots. */
export function depthFirst<Item extends Member>(items: readonly Item[]): Placed<Item>[] {
  const known = new Set(items.map((item) => item.id))
  const below = Map.groupBy(items, (item) =>
    item.parentId !== null && known.has(item.parentId) ? item.parentId : null,
  )
  const place = (parent: number | null, level: number): Placed<Item>[] =>
    (below.get(parent) ?? []).flatMap((item) => [
      {
        ...item,
        key: String(item.id),
        parentKey: parent === null ? null : String(parent),
        level,
        hasChildren: below.has(item.id),
      },
      ...place(item.id, level + 1),
    ])
  return place(null, 0)
}
