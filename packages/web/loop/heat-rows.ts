import type { CellAddress } from '@salesloom/contract'
import type { Bilingual } from '../ui/format/locale.ts'

type Cell = {
  readonly key: string
  readonly parentKey: string | null
  readonly at: CellAddress
  readonly name: Bilingual
}

export type HeatMember<Row> = {
  readonly key: string
  readonly name: Bilingual
  readonly hasChildren: boolean
  readonly byProduct: ReadonlyMap<string, Row>
}

type Region<Row> = {
  readonly key: string
  readonly parent: string | null
  readonly name: Bilingual
  readonly byProduct: Map<string, Row>
}

/** Regions with their cells by product, from rows nested product → region. */
function regionsOf<Row extends Cell>(rows: readonly Row[]): Map<string, Region<Row>> {
  const at = new Map(rows.map((row) => [row.key, row.at]))
  const regions = new Map<string, Region<Row>>()
  for (const row of rows) {
    const { region, product } = row.at
    if (region === undefined || product === undefined) continue
    const parent = row.parentKey === null ? null : (at.get(row.parentKey)?.region ?? null)
    const known = regions.get(region) ?? { key: region, parent, name: row.name, byProduct: new Map() }
    known.byProduct.set(product, row)
    regions.set(region, known)
  }
  return regions
}

/**
 * The regions to show as lines of a heat map: those directly below the focus, or below the top; a single one is
 * opened, so that the map never has one line while there is more to see.
 */
export function heatMembers<Row extends Cell>(rows: readonly Row[], focus: string | null): HeatMember<Row>[] {
  const regions = regionsOf(rows)
  const below = (parent: string | null) => [...regions.values()].filter((region) => region.parent === parent)
  let shown = below(focus !== null && regions.has(focus) ? focus : null)
  for (;;) {
    const only = shown.length === 1 ? shown[0] : undefined
    const children = only === undefined ? [] : below(only.key)
    if (children.length === 0) break
    shown = children
  }
  return shown.map(({ key, name, byProduct }) => ({
    key,
    name,
    byProduct,
    hasChildren: below(key).length > 0,
  }))
}

/** Products in the order in which they first come. */
export function heatProducts<Row extends Cell>(
  rows: readonly Row[],
): { readonly key: string; readonly name: Bilingual }[] {
  return rows.flatMap((row) =>
    row.at.product !== undefined && row.at.region === undefined
      ? [{ key: row.at.product, name: row.name }]
      : [],
  )
}
