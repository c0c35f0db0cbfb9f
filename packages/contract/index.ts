import { administration } from './foundation/administration.ts'
import { facts } from './foundation/facts.ts'
import { metrics } from './foundation/metrics.ts'
import { people } from './foundation/people.ts'
import { records } from './foundation/records.ts'
import { session } from './foundation/session.ts'
import { targets } from './loop/1-targets/index.ts'
import { review } from './loop/6-review/index.ts'
import { home } from './loop/home.ts'
import { jobs } from './platform/jobs.ts'

/** Everything that can be asked of the server, by part. */
export const contract = {
  session,
  home,
  targets,
  review,
  records,
  facts,
  metrics,
  people,
  administration,
  jobs,
}
export type Contract = typeof contract

export * from './access.ts'
export { DOWNLOAD_PATHS, TABLE_FORMATS, type TableFormat } from './download-paths.ts'
export { type DownloadName, downloads } from './downloads.ts'
export * from './errors.ts'
export type { BreakdownName, MetricCode } from './foundation/metrics.ts'
export type { CellAddress, PlanAxis } from './loop/1-targets/index.ts'
export { type LiveEvent, liveEvent } from './platform/live.ts'
export { civilDate, ledgerDecimal, type Slice, slice } from './primitives.ts'
