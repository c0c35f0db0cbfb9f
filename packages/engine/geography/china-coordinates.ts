/** Degrees; east and north are positive. */
export type Coordinates = readonly [longitude: number, latitude: number]

/** Krasovsky 1940: half the long axis in metres, and the square of the eccentricity, as the public formula has them. */
const [LONG_AXIS, ECCENTRICITY] = [6_378_245, 0.006_693_421_622_965_943]
/** The box in which maps of mainland China are shifted. */
const [WEST, EAST, SOUTH, NORTH] = [72.004, 137.8347, 0.8293, 55.8271]
/** A step of the inverse below this ends it, in degrees: a tenth of a millimetre. */
const CLOSE_ENOUGH = 1e-9
const MOST_STEPS = 30
const BAIDU_TURN = (Math.PI * 3_000) / 180
const [BAIDU_EAST, BAIDU_NORTH] = [0.0065, 0.006]

const wave = (amplitude: number, turns: number): number => amplitude * Math.sin(turns * Math.PI)

/** @throws RangeError for a longitude outside ±180° or a latitude outside ±90° */
export function checkCoordinates([longitude, latitude]: Coordinates): void {
  if (!(Math.abs(longitude) <= 180)) throw new RangeError(`longitude: expected −180 to 180, got ${longitude}`)
  if (!(Math.abs(latitude) <= 90)) throw new RangeError(`latitude: expected −90 to 90, got ${latitude}`)
}

/** Metres east and north by which the map is shifted, of degrees from 105° east and 35° north. */
function shiftOf(x: number, y: number): readonly [east: number, north: number] {
  const common = wave(20, 6 * x) + wave(20, 2 * x)
  const root = Math.sqrt(Math.abs(x))
  const eastWaves = common + wave(20, x) + wave(40, x / 3) + wave(150, x / 12) + wave(300, x / 30)
  const northWaves = common + wave(20, y) + wave(40, y / 3) + wave(160, y / 12) + wave(320, y / 30)
  return [
    300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + (2 / 3) * eastWaves,
    -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + (2 / 3) * northWaves,
  ]
}

/** Degrees by which a place is shifted, were it in the box. */
function offsetOf([longitude, latitude]: Coordinates): Coordinates {
  const [east, north] = shiftOf(longitude - 105, latitude - 35)
  const angle = (latitude / 180) * Math.PI
  const bulge = 1 - ECCENTRICITY * Math.sin(angle) ** 2
  const along = (LONG_AXIS / Math.sqrt(bulge)) * Math.cos(angle) * Math.PI
  const across = ((LONG_AXIS * (1 - ECCENTRICITY)) / (bulge * Math.sqrt(bulge))) * Math.PI
  return [(east * 180) / along, (north * 180) / across]
}

function isShifted([longitude, latitude]: Coordinates): boolean {
  return longitude >= WEST && longitude <= EAST && latitude >= SOUTH && latitude <= NORTH
}

/**
 * WGS-84 (satellite receivers) to GCJ-02 (maps of mainland China), by the public formula; a place outside the box
 * around China stays as it is.
 *
 * @throws RangeError for a longitude outside ±180° or a latitude outside ±90°
 */
export function wgs84ToGcj02(place: Coordinates): Coordinates {
  checkCoordinates(place)
  if (!isShifted(place)) return place
  const [east, north] = offsetOf(place)
  return [place[0] + east, place[1] + north]
}

/**
 * GCJ-02 to WGS-84. The formula has no inverse in closed form: the offset at the last guess is taken from the place
 * until the guess stands still, which it does within 10⁻⁹ degrees.
 *
 * @throws RangeError for a longitude outside ±180° or a latitude outside ±90°
 */
export function gcj02ToWgs84(place: Coordinates): Coordinates {
  checkCoordinates(place)
  if (!isShifted(place)) return place
  let guess = place
  for (let step = 0; step < MOST_STEPS; step++) {
    const [east, north] = offsetOf(guess)
    const next: Coordinates = [place[0] - east, place[1] - north]
    const moved = Math.max(Math.abs(next[0] - guess[0]), Math.abs(next[1] - guess[1]))
    guess = next
    if (moved < CLOSE_ENOUGH) break
  }
  return guess
}

/** GCJ-02 to BD-09, the coordinates of Baidu's maps. @throws RangeError as {@link wgs84ToGcj02} */
export function gcj02ToBd09(place: Coordinates): Coordinates {
  checkCoordinates(place)
  const [x, y] = place
  const reach = Math.hypot(x, y) + 0.000_02 * Math.sin(y * BAIDU_TURN)
  const angle = Math.atan2(y, x) + 0.000_003 * Math.cos(x * BAIDU_TURN)
  return [reach * Math.cos(angle) + BAIDU_EAST, reach * Math.sin(angle) + BAIDU_NORTH]
}

/** BD-09 to GCJ-02, by the same iteration as {@link gcj02ToWgs84}. @throws RangeError as {@link wgs84ToGcj02} */
export function bd09ToGcj02(place: Coordinates): Coordinates {
  checkCoordinates(place)
  let guess: Coordinates = [place[0] - BAIDU_EAST, place[1] - BAIDU_NORTH]
  for (let step = 0; step < MOST_STEPS; step++) {
    const [x, y] = gcj02ToBd09(guess)
    const moved = Math.max(Math.abs(place[0] - x), Math.abs(place[1] - y))
    guess = [guess[0] + place[0] - x, guess[1] + place[1] - y]
    if (moved < CLOSE_ENOUGH) break
  }
  return guess
}
