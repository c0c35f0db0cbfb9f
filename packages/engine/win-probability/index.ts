export type { Attributes, ClosedDeal } from './encode-attributes.ts'
export { fitWinModel, type TooFewDeals, type WinModel } from './win-model.ts'
export type { ReliabilityGroup, WinChance, WinQuality } from './win-quality.ts'
