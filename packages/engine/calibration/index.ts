export { answerFunnel, type FunnelAnswer } from './answer-funnel.ts'
export { BOUNDS, type BoundedPercent, roundPercent, within } from './bounds.ts'
export {
  type AttainmentReview,
  CAPABILITY_RULE,
  type QuarterSums,
  type RampMonth,
  type RampReview,
  rampShare,
  reviewAttainment,
  reviewRamp,
} from './capability.ts'
export {
  ADVERTISING_ELASTICITY,
  activeShare,
  answerEvent,
  type MarketAnswer,
  reviewShift,
  SHIFT_RULE,
  type ShiftReview,
  unexplainedShift,
} from './market-feedback.ts'
export {
  type CapacityMonth,
  RESOURCE_RULE,
  type ResourceReview,
  reviewCapacity,
  reviewSpend,
} from './resources.ts'
export {
  type CycleReview,
  FUNNEL_RULE,
  findChanges,
  type RateCount,
  type RateReview,
  type Reviewed,
  reviewCycle,
  reviewRate,
} from './review-rate.ts'
