import type { PlanAxis } from '@salesloom/contract'
import type { Dimension, PlanShape } from '@salesloom/engine/allocation'
import { currencyDigits } from '../../foundation/facts/index.ts'
import { dataBounds } from '../../foundation/metrics/index.ts'
import { readWorkspace } from '../../platform/database/index.ts'
import type { CallContext, Visibility } from '../../platform/http/call-context.ts'
import { openSeenPlan } from './cascade/seen-plan.ts'
import { scopesOf } from './decomposition/plan-rows.ts'
import { summarise } from './find-scenarios.ts'
import { type Bilingual, loadMemberNames } from './member-names.ts'
import { getSeenScenario } from './seen-scenario.ts'

/** The positions of a dimension that a caller may name: of the organisation their own part and what lies above it. */
function visiblePositions(shape: PlanShape, dimension: Dimension, visibility: Visibility): number[] {
  const all = dimension.keys.map((_, position) => position)
  const scopes = dimension.name === 'organisation' ? scopesOf(shape, visibility) : null
  if (scopes === null) return all
  const ranges = scopes.map((key) => {
    const from = dimension.keys.indexOf(key)
    return [from, dimension.ends[from] ?? from] as const
  })
  return all.filter((position) => ranges.some(([from, to]) => position >= from && position < to))
}

function membersOf(
  shape: PlanShape,
  dimension: Dimension,
  visibility: Visibility,
  nameOf: (key: string) => Bilingual,
) {
  const shown = new Set(visiblePositions(shape, dimension, visibility))
  return [...shown].map((position) => {
    const parent = dimension.parents[position] ?? -1
    const key = dimension.keys[position] ?? ''
    return { key, parentKey: shown.has(parent) ? (dimension.keys[parent] ?? null) : null, name: nameOf(key) }
  })
}

/** What a plan consists of, for pages that choose rows, columns and filters. */
export async function getPlan(context: CallContext, { scenarioId }: { readonly scenarioId: number }) {
  const { database, workspaceId, visibility } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const { plan } = await openSeenPlan(context, tx, await getSeenScenario(context, tx, scenarioId))
    const digits = await currencyDigits(tx, workspaceId)
    const nameOf = await loadMemberNames(tx, workspaceId)
    const { until } = await dataBounds(tx, workspaceId, plan.scenario.channel)
    return {
      scenario: await summarise(tx, context, plan.scenario, digits),
      currencyDigits: digits,
      dataUntil: until,
      dimensions: plan.shape.dimensions.map((dimension) => ({
        axis: dimension.name as PlanAxis,
        members: membersOf(plan.shape, dimension, visibility, nameOf),
      })),
      months: [...plan.shape.months],
    }
  })
}
