/** The zod shapes that the server's parts and the web's forms use by name. */
export { comparison, entryQuery, kindName } from './foundation/entries.ts'
export { importMapping } from './foundation/imports.ts'
export { ingestBody, ingestRemoval } from './foundation/integration.ts'
export { metricContent } from './foundation/metric-definition.ts'
export { breakdown, metricCode } from './foundation/metrics.ts'
export {
  cellAddress,
  fallbackWeight,
  planAxis,
  scenario,
  scenarioState,
  setTargetInput,
} from './loop/1-targets/index.ts'
export { attainment } from './loop/6-review/index.ts'
export { job } from './platform/jobs.ts'
export { bilingual, civilDate, id, ledgerDecimal, minorUnits, page, slice } from './primitives.ts'
