export { type Due, dueOn } from './due.ts'
export type { UnpickedReason } from './explain-unpicked.ts'
export {
  type PlannedVisit,
  planVisits,
  type UnpickedCustomer,
  type VisitPlan,
  type WeekPlan,
} from './plan-visits.ts'
export type { FrequencyProblem, FrequencyRule, RecurringCustomer, WorkingDay } from './problem.ts'
