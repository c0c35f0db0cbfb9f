export { type DeviationEffect, deviationEffect, FAR_OFF } from './deviation-effect.ts'
export { type GapBridge, type GapFigures, gapBridge } from './gap-bridge.ts'
export { computeRecovery, type Recovery, type RecoveryMonth } from './recovery.ts'
