import type { Point } from './outlines.ts'

/** Web Mercator, in degrees of its own: shapes stay as people know them from maps. */
export const mercator = (latitude: number) =>
  (Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) * 180) / Math.PI

/** Puts a point into a picture. */
export type Project = (point: Point) => { readonly x: number; readonly y: number }

/** Steps shorter than this many picture units are not drawn. */
const FINEST = 0.35

/** Rings as the `d` of a path; points that nobody could tell apart are left out. */
export function pathOf(rings: readonly (readonly Point[])[], project: Project): string {
  return rings
    .map((ring) => {
      let last = { x: Number.NaN, y: Number.NaN }
      const points = ring.map(project).filter((point, i) => {
        const near = Math.abs(point.x - last.x) < FINEST && Math.abs(point.y - last.y) < FINEST
        if (i > 0 && near) return false
        last = point
        return true
      })
      return `M${points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`
    })
    .join('')
}

/** All points that a picture shows between two corners, as wide as the picture; its height follows. */
export function fitWidth(west: number, east: number, north: number, width: number): Project {
  const scale = width / (east - west)
  return ([longitude, latitude]) => ({
    x: (longitude - west) * scale,
    y: (mercator(north) - mercator(latitude)) * scale,
  })
}
