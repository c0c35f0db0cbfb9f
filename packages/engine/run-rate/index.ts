export { type PlannedMonth, type PlanRun, planRunRate } from './plan-run-rate.ts'
export { type Projection, projectFigure } from './project-figure.ts'
