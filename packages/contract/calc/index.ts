export {
  type CustomerValueAnswer,
  type CustomerValueInput,
  customerValueAnswer,
  customerValueInput,
} from './customer-value.ts'
export { type FitAnswer, type FitInput, fitAnswer, fitInput } from './fit.ts'
export { type ForecastAnswer, type ForecastInput, forecastAnswer, forecastInput } from './forecast.ts'
export { type FunnelAnswer, type FunnelInput, funnelAnswer, funnelInput } from './funnel.ts'
export { type GradeAnswer, type GradeInput, gradeAnswer, gradeInput } from './grade.ts'
export { type ReconcileAnswer, type ReconcileInput, reconcileAnswer, reconcileInput } from './reconcile.ts'
export { type RouteAnswer, type RouteInput, routeAnswer, routeInput } from './route.ts'
export { type SpreadAnswer, type SpreadInput, spreadAnswer, spreadInput } from './spread.ts'
export {
  type VisitPlanAnswer,
  type VisitPlanInput,
  visitPlanAnswer,
  visitPlanInput,
} from './visit-plan.ts'
export {
  type WinProbabilityAnswer,
  type WinProbabilityInput,
  winProbabilityAnswer,
  winProbabilityInput,
} from './win-probability.ts'
