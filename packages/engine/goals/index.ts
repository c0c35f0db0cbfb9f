export { type CapacityOutlook, capacityOutlook, FEWEST_PEOPLE, rampShares } from './capacity-outlook.ts'
export { type FlowHistory, type FlowOutlook, flowOutlook, levelOutlook } from './flow-outlook.ts'
export {
  type Grade,
  type GradeChances,
  type GradeName,
  gradeGoal,
  judgeChance,
  speakable,
  TOO_EASY,
  TOO_HARD,
  USUAL_CHANCES,
  type Verdict,
} from './grade-goal.ts'
export type {
  AverageOf,
  Change,
  Intent,
  IntentContext,
  IntentField,
  KnownMetric,
  MemberKind,
  MetricUnit,
  NamedMember,
  Question,
  Span,
} from './intent.ts'
export {
  expectedOn,
  levelMilestones,
  type Milestone,
  milestoneDays,
  type SeasonMonth,
  sumMilestones,
  trackOf,
} from './milestones.ts'
export {
  type Better,
  type Blend,
  type Chance,
  chanceOf,
  type Outlook,
  relativeDensity,
  valueAtChance,
} from './outlook.ts'
export { type RateOutlook, type RatePart, rateOutlook } from './rate-outlook.ts'
export { contradicts, readIntent } from './read-intent.ts'
export { bothReadings, resolveTarget } from './resolve-target.ts'
export { type GoalLanguage, type GoalWords, sayFigure, writeGoal } from './write-goal.ts'
