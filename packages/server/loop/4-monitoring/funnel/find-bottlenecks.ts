import type { FunnelDivision, FunnelFilter } from '@salesloom/contract'
import { findBottlenecks as bottlenecksOf } from '@salesloom/engine/funnel'
import { todayOf } from '../../../foundation/entries/index.ts'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { divideDeals } from './divide-deals.ts'
import { openFunnel } from './open-funnel.ts'
import { practiceOf } from './practice.ts'

/** Where deals lie longer or are lost more often than elsewhere, with the money that it is about. */
export async function findBottlenecks(
  context: CallContext,
  { by, ...filter }: FunnelFilter & { readonly by: FunnelDivision },
) {
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const { pipeline, deals, asOf } = await openFunnel(tx, context, filter)
    const { stages } = pipeline
    if (stages.length === 0) return { groups: 0, found: [] }
    const { groupOf, members } = await divideDeals(
      tx,
      context.workspaceId,
      deals,
      by,
      await todayOf(tx, context),
    )
    const found = bottlenecksOf(stages.length, deals, { groupOf, groups: members.length }, asOf)
    return {
      groups: members.length,
      found: found.map(({ group, stage: place, amount, atStake, ...rest }) => {
        const stage = stages[place] as (typeof stages)[number]
        return {
          ...rest,
          by,
          member: members[group] as (typeof members)[number],
          stage,
          amount: Math.round(amount),
          atStake: atStake === null ? null : Math.round(atStake),
          practice: practiceOf(stage.code, place, stages.length),
        }
      }),
    }
  })
}
