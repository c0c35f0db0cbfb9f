import { callerOf, procedures } from '../platform/http/procedures.ts'
import { findAuditChoices, findAuditEntries } from './audit/index.ts'
import { calendarProcedures } from './calendar/index.ts'
import { entryProcedures } from './entries/index.ts'
import {
  editOrder,
  editOrderHead,
  findOrderLines,
  getOrder,
  recordOrder,
  removeOrder,
} from './facts/index.ts'
import {
  computeMetric,
  defineMetric,
  editMetric,
  findBuildingBlocks,
  findExplorations,
  findMetrics,
  findRows,
  previewMetric,
  removeExploration,
  saveExploration,
} from './metrics/index.ts'
import { periodProcedures } from './periods/index.ts'
import { recordProcedures } from './records/index.ts'

/** Procedures of the ground that the six parts stand on. */
export const foundationProcedures = {
  entries: entryProcedures,
  calendar: calendarProcedures,
  periods: periodProcedures,
  records: recordProcedures,
  facts: {
    findOrderLines: procedures.facts.findOrderLines.handler(({ input, context }) =>
      findOrderLines(callerOf(context), input),
    ),
    getOrder: procedures.facts.getOrder.handler(({ input, context }) => getOrder(callerOf(context), input)),
    editOrderHead: procedures.facts.editOrderHead.handler(({ input, context }) =>
      editOrderHead(callerOf(context), input),
    ),
    editOrder: procedures.facts.editOrder.handler(({ input, context }) =>
      editOrder(callerOf(context), input),
    ),
    removeOrder: procedures.facts.removeOrder.handler(({ input, context }) =>
      removeOrder(callerOf(context), input),
    ),
    recordOrder: procedures.facts.recordOrder.handler(({ input, context }) =>
      recordOrder(callerOf(context), input),
    ),
  },
  metrics: {
    findMetrics: procedures.metrics.findMetrics.handler(({ context }) => findMetrics(callerOf(context))),
    findBuildingBlocks: procedures.metrics.findBuildingBlocks.handler(() => findBuildingBlocks()),
    computeMetric: procedures.metrics.computeMetric.handler(({ input, context }) =>
      computeMetric(callerOf(context), input),
    ),
    previewMetric: procedures.metrics.previewMetric.handler(({ input, context }) =>
      previewMetric(callerOf(context), input),
    ),
    findRows: procedures.metrics.findRows.handler(({ input, context }) => findRows(callerOf(context), input)),
    defineMetric: procedures.metrics.defineMetric.handler(({ input, context }) =>
      defineMetric(callerOf(context), input),
    ),
    editMetric: procedures.metrics.editMetric.handler(({ input, context }) =>
      editMetric(callerOf(context), input),
    ),
    saveExploration: procedures.metrics.saveExploration.handler(({ input, context }) =>
      saveExploration(callerOf(context), input),
    ),
    removeExploration: procedures.metrics.removeExploration.handler(({ input, context }) =>
      removeExploration(callerOf(context), input),
    ),
    findExplorations: procedures.metrics.findExplorations.handler(({ context }) =>
      findExplorations(callerOf(context)),
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
