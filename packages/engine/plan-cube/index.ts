export {
  type CascadeDecisions,
  type CascadeTargets,
  type CommitmentRollUp,
  cascadeTargets,
  childrenOf,
  rollUpCommitments,
  settleAmong,
} from './cascade-targets.ts'
export { changePlan, replaceCells } from './change-plan.ts'
export { digestOf } from './digest.ts'
export { type DrillRow, drillMembers, drillPeriods, type Figures, readCell } from './drill.ts'
export { orderCells, orderPlan } from './order-plan.ts'
export {
  assignTargets,
  type NodeTargets,
  type TargetLayers,
  viewTargets,
} from './own-and-assigned.ts'
export {
  openHistory,
  type PlanChange,
  type PlanHistory,
  recordChange,
  redoNewest,
  toggleChange,
  undoNewest,
} from './plan-change.ts'
export { additiveOf, type Measure, type MeasureInput, openPlanCube, type PlanCube } from './plan-cube.ts'
export { type RollUp, type RollUpRequest, rollUp } from './roll-up.ts'
export type { RollUpAxis } from './roll-up-rows.ts'
export { scaleTo } from './scale-to.ts'
export { spreadPlan } from './spread-plan.ts'
export { type Period, type PeriodMonths, periodsOf } from './sum-months.ts'
