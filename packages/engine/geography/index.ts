export {
  bd09ToGcj02,
  type Coordinates,
  gcj02ToBd09,
  gcj02ToWgs84,
  wgs84ToGcj02,
} from './china-coordinates.ts'
export { EARTH_KILOMETRES, greatCircleKilometres } from './great-circle.ts'
