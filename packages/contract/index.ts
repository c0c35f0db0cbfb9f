export { type AuditAction, type AuditActionOf, auditActionsWith, auditActionText } from './audit-actions.ts'
export { auditActorText, auditSubjectsWith, auditSubjectText } from './audit-subjects.ts'

import { administration } from './foundation/administration.ts'
import { calendar } from './foundation/calendar.ts'
import { entries } from './foundation/entries.ts'
import { facts } from './foundation/facts.ts'
import { imports } from './foundation/imports.ts'
import { integration } from './foundation/integration.ts'
import { mail } from './foundation/mail.ts'
import { metrics } from './foundation/metrics.ts'
import { people } from './foundation/people.ts'
import { periods } from './foundation/periods.ts'
import { records } from './foundation/records.ts'
import { session } from './foundation/session.ts'
import { calibration } from './loop/1-targets/calibration.ts'
import { goals } from './loop/1-targets/goals.ts'
import { targets } from './loop/1-targets/index.ts'
import { dashboards } from './loop/4-monitoring/dashboards.ts'
import { monitoring } from './loop/4-monitoring/index.ts'
import { review } from './loop/6-review/index.ts'
import { home } from './loop/home.ts'
import { jobs } from './platform/jobs.ts'

/** Everything that can be asked of the server, by part. */
export const contract = {
  session,
  home,
  targets,
  calibration,
  goals,
  monitoring,
  dashboards,
  review,
  records,
  entries,
  calendar,
  periods,
  facts,
  imports,
  metrics,
  people,
  administration,
  integration,
  mail,
  jobs,
}
export type Contract = typeof contract

export * from './access.ts'
export { DOWNLOAD_PATHS, TABLE_FORMATS, type TableFormat } from './download-paths.ts'
export { type DownloadName, downloads } from './downloads.ts'
export * from './errors.ts'
export type { EntryFilter, EntryQuery, EntryRow, EntryValue } from './foundation/entries.ts'
export type {
  ImportCheck,
  ImportMapping,
  ImportProblem,
  ImportRun,
  LinkDecision,
  MappedColumn,
  OddValue,
  OpenLink,
} from './foundation/imports.ts'
export { isKeptWithoutTax } from './foundation/imports.ts'
export type { IngestBody } from './foundation/integration.ts'
export { webhookEvents } from './foundation/integration.ts'
export * from './foundation/kinds/index.ts'
export type { Measure, MeasureFilter, MetricContent, Side, Term } from './foundation/metric-definition.ts'
export type { BreakdownName, ComparisonName, Exploration, MetricCode } from './foundation/metrics.ts'
export { levelCalled, levelsOf, levelText } from './foundation/node-levels.ts'
export { REMARK_CODES, type RemarkCode, rowProblemText } from './foundation/remarks.ts'
export type { NodeAttributes, TreeName } from './foundation/tree-nodes.ts'
export { detailOfIssue, type InputIssue } from './input-issues.ts'
export { inputLabel } from './input-labels.ts'
export { INPUT_REASONS, type InputReason, reasonText } from './input-reasons.ts'
export * from './locale.ts'
export type { CalibrationProposal } from './loop/1-targets/calibration.ts'
export type {
  GoalAnswers,
  GoalCheck,
  GoalDetail,
  GoalDraft,
  GoalQuestion,
  GoalSlice,
  GoalSummary,
  GoalTerms,
} from './loop/1-targets/goals.ts'
export type { CellAddress, PlanAxis, PlannedMetric, WeightSource } from './loop/1-targets/index.ts'
export {
  BOARD_PERIODS,
  type Board,
  type BoardContent,
  type BoardFilter,
  TILE_FORMS,
  type Tile,
  type TileAnswer,
  type TileForm,
} from './loop/4-monitoring/dashboards.ts'
export {
  AGENDA_SECTIONS,
  ALERT_SEVERITIES,
  ALERT_STATES,
  ALERT_TREES,
  type AlertPart,
  type AlertRule,
  CHANNEL_KINDS,
  type ChannelKind,
  DEAL_BARS,
  type DeviationPlace,
  EVIDENCE_PATHS,
  type FunnelDivision,
  type FunnelFilter,
  type GapBar,
  type GapWithin,
  type IssueAbout,
  MEASURE_KINDS,
  MOVEMENT_NAMES,
  ORDER_BARS,
  type PackAlert,
  type PackFigures,
  type SeriesTerms,
  STUCK_REASONS,
  type Why,
} from './loop/4-monitoring/index.ts'
export * from './metric-uses.ts'
export { type LiveEvent, liveEvent } from './platform/live.ts'
export { civilDate, ledgerDecimal, type Slice, slice, type Trilingual } from './primitives.ts'
export { problemTitle } from './problem-titles.ts'
