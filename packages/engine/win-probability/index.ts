export type { Attributes, ClosedDeal } from './encode-attributes.ts'
export {
  fitWinModel,
  type ReliabilityGroup,
  type TooFewDeals,
  type WinChance,
  type WinModel,
  type WinQuality,
} from './win-model.ts'
