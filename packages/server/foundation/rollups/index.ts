export { converted, rateOf } from './conversion.ts'
export { rebuildRollups } from './rebuild-rollups.ts'
export { refreshRollups } from './refresh-rollups.ts'
export { ADD_ORDER, DIFFERENCES, LOCK_FOR_ADDING, recomputeDays } from './rollup.store.ts'
