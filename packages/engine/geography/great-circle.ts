import { type Coordinates, checkCoordinates } from './china-coordinates.ts'

/** Mean radius of the earth (IUGG 1980: (2a + b) ÷ 3), kilometres. */
export const EARTH_KILOMETRES = 6_371.0088

const RADIANS = Math.PI / 180

/**
 * Great-circle distance of two places in kilometres, by the haversine formula (Sinnott 1984), on a sphere: up to 0.6 %
 * from the distance on the ellipsoid. Both places in the same coordinate system.
 *
 * @throws RangeError for a longitude outside ±180° or a latitude outside ±90°
 */
export function greatCircleKilometres(from: Coordinates, to: Coordinates): number {
  checkCoordinates(from)
  checkCoordinates(to)
  const [[lng1, lat1], [lng2, lat2]] = [from, to]
  const h =
    Math.sin(((lat2 - lat1) * RADIANS) / 2) ** 2 +
    Math.cos(lat1 * RADIANS) * Math.cos(lat2 * RADIANS) * Math.sin(((lng2 - lng1) * RADIANS) / 2) ** 2
  return 2 * EARTH_KILOMETRES * Math.asin(Math.min(1, Math.sqrt(h)))
}
