export {
  type ActivityRates,
  type ActivityStep,
  type ActivityStepName,
  activityChain,
} from './activity-chain.ts'
export { type RateKind, type RateRecord, shrinkRate, type TeamRate, teamRate } from './shrink-rate.ts'
