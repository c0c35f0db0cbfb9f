import { readWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { FACT_SOURCES } from '../fact-sources/index.ts'
import { findAllMetrics, type Metric } from './definitions.store.ts'
import { breakdownsOf, kindOfMetric, slicePartsOf, sourceText } from './describe-metric.ts'
import { mayReadMetric } from './metric-guard.ts'

function describe(context: CallContext, { code, shipped, version, ...definition }: Metric) {
  const { name, description, formula, group, unit, better } = definition
  return {
    code,
    shipped,
    version,
    name,
    description,
    formula,
    group,
    unit,
    better,
    kind: kindOfMetric(definition),
    dimensions: breakdownsOf(definition),
    sliceParts: slicePartsOf(definition),
    source: sourceText(definition),
    readable: mayReadMetric(context, definition),
    definition,
  }
}

/** The catalogue: shipped metrics and those of the workspace, with what each can be asked for. */
export async function findMetrics(context: CallContext) {
  const { database, workspaceId } = context
  const metrics = await readWorkspace(database, workspaceId, (tx) => findAllMetrics(tx, workspaceId))
  return metrics.map((metric) => describe(context, metric))
}

const named = <T extends object>(record: Readonly<Record<string, T>>) => Object.entries(record)

/** What metrics can be made of. */
export function findBuildingBlocks() {
  return FACT_SOURCES.map((source) => ({
    fact: source.name,
    label: source.label,
    days: named(source.days).map(([name, label]) => ({ name, label })),
    amounts: named(source.amounts).map(([name, { label, money }]) => ({ name, label, money })),
    keys: named(source.keys).map(([name, label]) => ({ name, label })),
    fields: named(source.fields).map(([name, { label, type, choices }]) => ({
      name,
      label,
      type,
      choices: [...choices],
    })),
  }))
}
