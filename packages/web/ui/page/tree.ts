import { useMemo, useState } from 'react'

/** A row of a tree that is listed depth first. */
export type TreeRow = {
  readonly key: string
  readonly parentKey: string | null
  readonly level: number
  readonly hasChildren: boolean
}

/** Rows whose ancestors are all open, in the order given. */
export function visibleRows<Row extends TreeRow>(rows: readonly Row[], open: ReadonlySet<string>): Row[] {
  const shown = new Set<string>()
  return rows.filter((row) => {
    const visible = row.parentKey === null || (shown.has(row.parentKey) && open.has(row.parentKey))
    if (visible) shown.add(row.key)
    return visible
  })
}

/** Rows that contain the text, together with their ancestors. */
export function rowsMatching<Row extends TreeRow>(rows: readonly Row[], fits: (row: Row) => boolean): Row[] {
  const parents = new Map(rows.map((row) => [row.key, row.parentKey]))
  const kept = new Set<string>()
  for (const row of rows) {
    if (!fits(row)) continue
    for (let key: string | null = row.key; key !== null && !kept.has(key); key = parents.get(key) ?? null)
      kept.add(key)
  }
  return rows.filter((row) => kept.has(row.key))
}

/** Which rows of a tree are open; at first those above a level. */
export function useTree<Row extends TreeRow>(rows: readonly Row[], openAbove: number) {
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map())
  const open = useMemo(
    () => new Set(rows.filter((row) => toggled.get(row.key) ?? row.level < openAbove).map((row) => row.key)),
    [rows, toggled, openAbove],
  )
  const toggle = (key: string) => setToggled((old) => new Map(old).set(key, !open.has(key)))
  return { shown: useMemo(() => visibleRows(rows, open), [rows, open]), open, toggle }
}
