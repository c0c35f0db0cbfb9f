import { callerOf, procedures } from '../platform/http/procedures.ts'
import { findAuditChoices, findAuditEntries } from './audit/index.ts'
import { findOrderLines, recordOrder } from './facts/index.ts'
import { computeMetric, findMetrics } from './metrics/index.ts'
import { findAnything, findCustomers, getOrganisation, getProducts, getRegions } from './records/index.ts'

/** Procedures of the ground that the six parts stand on. */
export const foundationProcedures = {
  records: {
    getOrganisation: procedures.records.getOrganisation.handler(({ input, context }) =>
      getOrganisation(callerOf(context), input),
    ),
    getRegions: procedures.records.getRegions.handler(({ input, context }) =>
      getRegions(callerOf(context), input),
    ),
    getProducts: procedures.records.getProducts.handler(({ input, context }) =>
      getProducts(callerOf(context), input),
    ),
    findCustomers: procedures.records.findCustomers.handler(({ input, context }) =>
      findCustomers(callerOf(context), input),
    ),
    findAnything: procedures.records.findAnything.handler(({ input, context }) =>
      findAnything(callerOf(context), input),
    ),
  },
  facts: {
    findOrderLines: procedures.facts.findOrderLines.handler(({ input, context }) =>
      findOrderLines(callerOf(context), input),
    ),
    recordOrder: procedures.facts.recordOrder.handler(({ input, context }) =>
      recordOrder(callerOf(context), input),
    ),
  },
  metrics: {
    findMetrics: procedures.metrics.findMetrics.handler(({ context }) => findMetrics(callerOf(context))),
    computeMetric: procedures.metrics.computeMetric.handler(({ input, context }) =>
      computeMetric(callerOf(context), input),
    ),
  },
  administration: {
    findAuditChoices: procedures.administration.findAuditChoices.handler(({ context }) =>
      findAuditChoices(callerOf(context)),
    ),
    findAuditEntries: procedures.administration.findAuditEntries.handler(({ input, context }) =>
      findAuditEntries(callerOf(context), input),
    ),
  },
}
