import { callerOf, procedures } from '../platform/http/procedures.ts'
import { findAuditEntries } from './audit/index.ts'
import { entryProcedures } from './entries/index.ts'
import { findOrderLines, recordOrder } from './facts/index.ts'
import { computeMetric, METRICS } from './metrics/index.ts'
import { periodProcedures } from './periods/index.ts'
import { recordProcedures } from './records/index.ts'

/** Procedures of the ground that the six parts stand on. */
export const foundationProcedures = {
  entries: entryProcedures,
  periods: periodProcedures,
  records: recordProcedures,
  facts: {
    findOrderLines: procedures.facts.findOrderLines.handler(({ input, context }) =>
      findOrderLines(callerOf(context), input),
    ),
    recordOrder: procedures.facts.recordOrder.handler(({ input, context }) =>
      recordOrder(callerOf(context), input),
    ),
  },
  metrics: {
    findMetrics: procedures.metrics.findMetrics.handler(() =>
      METRICS.map((metric) => ({ ...metric, dimensions: [...metric.dimensions] })),
    ),
    computeMetric: procedures.metrics.computeMetric.handler(({ input, context }) =>
      computeMetric(callerOf(context), input),
    ),
  },
  administration: {
    findAuditEntries: procedures.administration.findAuditEntries.handler(({ input, context }) =>
      findAuditEntries(callerOf(context), input),
    ),
  },
}
