import { type Outlines, provinceAt, provinceNamed } from '../../ui/map/outlines.ts'

/** A territory of a plan with its figures. */
export type TerritoryRow = {
  readonly key: string
  readonly parentKey: string | null
  readonly name: { readonly zh: string; readonly en: string }
  readonly at: { readonly region?: string | undefined }
}

/** Where a territory lies, by its key in the plan (`region:7`). */
export type Places = ReadonlyMap<
  string,
  { readonly latitude: number | null; readonly longitude: number | null }
>

/** Rows by province, and those that are in none. Together they stand for every leaf once. */
export type ByProvince<Row> = {
  readonly provinces: ReadonlyMap<string, readonly Row[]>
  readonly away: readonly Row[]
}

/**
 * Puts the territories of a plan onto the map, from the top: one that is a province by its name stands for all below
 * it; one without territories below it goes where its coordinates lie; what neither says is away. No row is counted with
 * one above it.
 */
export function rowsByProvince<Row extends TerritoryRow>(
  rows: readonly Row[],
  places: Places,
  outlines: Outlines,
): ByProvince<Row> {
  const below = Map.groupBy(rows, ({ parentKey }) => parentKey)
  const provinces = new Map<string, Row[]>()
  const away: Row[] = []
  const walk = (row: Row): void => {
    const children = below.get(row.key) ?? []
    const { latitude = null, longitude = null } = places.get(row.at.region ?? '') ?? {}
    const named = provinceNamed(outlines, [row.name.zh, row.name.en])
    if (named === undefined && children.length > 0) {
      children.forEach(walk)
      return
    }
    const placed =
      named ??
      (latitude === null || longitude === null ? undefined : provinceAt(outlines, [longitude, latitude]))
    if (placed === undefined) away.push(row)
    else provinces.set(placed.id, [...(provinces.get(placed.id) ?? []), row])
  }
  for (const root of below.get(null) ?? []) walk(root)
  return { provinces, away }
}

/** The sum of one figure over rows. */
export function sumOf<Row>(rows: readonly Row[], figure: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + figure(row), 0)
}
