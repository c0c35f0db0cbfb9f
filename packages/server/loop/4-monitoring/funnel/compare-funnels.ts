import type { FunnelFilter } from '@salesloom/contract'
import { type Comparison, compareGroups, type PairComparison } from '@salesloom/engine/funnel'
import { readWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { type OpenFunnel, openFunnel } from './open-funnel.ts'
import { EMPTY_FUNNEL, shownStages, shownSums } from './stage-figures.ts'

export type Comparing = { readonly first: FunnelFilter; readonly second: FunnelFilter | null }

function shownPair(pair: PairComparison | undefined) {
  if (pair === undefined) return null
  return { pValue: pair.pValue, adjusted: pair.adjusted, difference: pair.difference }
}

function shownTest(found: Comparison | null) {
  if (found === null) return null
  return {
    pValue: found.test.pValue,
    adjusted: found.adjusted,
    difference: found.pairs[0]?.difference ?? null,
  }
}

/** The other side: what was asked for, or all deals of the same pipeline and days. */
function openSecond(
  tx: WorkspaceTransaction,
  context: CallContext,
  { first, second }: Comparing,
  { pipeline }: OpenFunnel,
): Promise<OpenFunnel> {
  const { from, to } = first
  const pipelineId = pipeline.pipelineId === 0 ? undefined : pipeline.pipelineId
  return openFunnel(tx, context, { ...(second ?? { from, to }), pipelineId })
}

/** Two groups of deals side by side. A deal of both counts for the first, so that no deal stands beside itself. */
export async function compareFunnels(context: CallContext, input: Comparing) {
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const first = await openFunnel(tx, context, input.first)
    const second = await openSecond(tx, context, input, first)
    const known = new Set(first.deals.map(({ id }) => id))
    const others = second.deals.filter(({ id }) => !known.has(id))
    const shared = input.second === null ? 0 : second.deals.length - others.length
    const { pipeline, asOf } = first
    if (pipeline.stages.length === 0) {
      const none = { ...shownSums(EMPTY_FUNNEL), stages: [] }
      return { groups: [none, none], shared, stages: [], winRate: null, averageWon: null }
    }
    const deals = [...first.deals, ...others]
    const groupOf = Int32Array.from(deals, (_, at) => (at < first.deals.length ? 0 : 1))
    const found = compareGroups(pipeline.stages.length, deals, { groupOf, groups: 2 }, asOf)
    return {
      groups: found.groups.map((funnel) => ({
        ...shownSums(funnel),
        stages: shownStages(pipeline, funnel),
      })),
      shared,
      stages: found.stages.map(({ conversion, dwell }) => ({
        conversion: shownTest(conversion),
        dwell: shownTest(dwell),
      })),
      winRate: shownTest(found.winRate),
      averageWon: shownPair(found.averageWon[0]),
    }
  })
}
