import type { Language } from '../format/locale.ts'

/** Degrees east and north (WGS-84). */
export type Point = readonly [longitude: number, latitude: number]

export type Outline = {
  /** first two digits of the code of GB/T 2260, such as `33` */
  readonly id: string
  /** short names, without 省 or 市 */
  readonly names: Readonly<Record<Language, string>>
  /** where its name is written */
  readonly label: Point
  readonly rings: readonly (readonly Point[])[]
}

/** The outlines of a country, and of the islands that are drawn in a box of their own. */
export type Outlines = {
  readonly provinces: readonly Outline[]
  /** in picture units, 64 wide and 93 high, with its frame */
  readonly southChinaSea: readonly (readonly Point[])[]
}

/** How a ring is stored: its first point, and the way from each point to the next as two characters. */
export type StoredRing = { readonly from: readonly number[]; readonly steps: string }

const SCALE = 1024
const ZERO = 64

/** Steps alternate in sign as 0, −1, 1, −2 …, moved up to characters that can be printed. */
function stepAt(steps: string, at: number): number {
  const code = steps.charCodeAt(at) - ZERO
  return (code >> 1) ^ -(code & 1)
}

/**
 * The points of a stored ring, to 1/1024 of a degree. Source: the encoding of ECharts' maps, `parseGeoJson` of version
 * 4.9.0; example: from [1024, 2048] the steps `BA` lead 1/1024 of a degree to the east.
 */
export function decodeRing({ from, steps }: StoredRing): Point[] {
  let [x = 0, y = 0] = from
  return Array.from({ length: Math.floor(steps.length / 2) }, (_, i): Point => {
    x += stepAt(steps, 2 * i)
    y += stepAt(steps, 2 * i + 1)
    return [x / SCALE, y / SCALE]
  })
}

/** Whether a point lies within a ring: a ray to the east crosses it an odd number of times. */
function isWithin(ring: readonly Point[], [x, y]: Point): boolean {
  let inside = false
  for (const [i, [x1, y1]] of ring.entries()) {
    const [x0, y0] = ring.at(i - 1) ?? [x1, y1]
    if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) inside = !inside
  }
  return inside
}

/** The province that a point lies in. One within another (Beijing within Hebei) is not part of the outer one. */
export function provinceAt(outlines: Outlines, point: Point): Outline | undefined {
  return outlines.provinces.find(({ rings }) => rings.some((ring) => isWithin(ring, point)))
}

const ENDING =
  /(省|市|(壮族|壯族|回族|维吾尔|維吾爾)?自治[区區]|特[别別]行政[区區]| province| municipality| autonomous region| sar)$/iu

/** The province that has a name, with or without what kind of one it is; in any of the languages. */
export function provinceNamed(outlines: Outlines, names: readonly string[]): Outline | undefined {
  const short = names.map((name) => name.trim().replace(ENDING, '').toLowerCase())
  return outlines.provinces.find((province) =>
    Object.values(province.names).some((name) => short.includes(name.toLowerCase())),
  )
}

/** Reads the outlines of China; the file is loaded when a map is shown first. */
export async function loadChina(): Promise<Outlines> {
  const { default: stored } = await import('./china.json')
  return {
    provinces: stored.provinces.map(({ id, names, label, rings }) => ({
      id,
      names,
      label: [label[0] ?? 0, label[1] ?? 0],
      rings: rings.map(decodeRing),
    })),
    southChinaSea: stored.southChinaSea.map((ring) => ring.map(([x = 0, y = 0]): Point => [x, y])),
  }
}
