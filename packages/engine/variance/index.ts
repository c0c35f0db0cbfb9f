export {
  computeDriverBridge,
  DRIVERS,
  type Driver,
  type DriverBridge,
  type SegmentDeals,
} from './driver-bridge.ts'
export { computePriceVolumeMix, type PriceVolumeMix, type Purchase } from './price-volume-mix.ts'
