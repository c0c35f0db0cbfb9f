import type { CallContext } from '../../../platform/http/call-context.ts'
import { getFunnel } from '../funnel/index.ts'
import type { TileQuestion } from './tile-question.ts'

/** The funnel of the deals that began in the period, as on the page of its diagnosis. */
export async function funnelOfTile(context: CallContext, { slice }: TileQuestion) {
  const { from, to, orgUnitId, personId, productId, customerTypeId } = slice
  const said = Object.entries({ orgUnitId, personId, productId, customerTypeId }).filter(
    ([, value]) => value !== undefined,
  )
  const funnel = await getFunnel(context, { from, to, ...Object.fromEntries(said) })
  return {
    total: { numerator: funnel.won, denominator: funnel.won + funnel.lost, value: funnel.winRate },
    lostValue: funnel.bottleneck?.lostValue ?? null,
    unrated: funnel.unrated,
    stages: funnel.stages.map((stage) => ({
      stageId: stage.stageId,
      name: stage.name,
      entered: stage.entered,
      open: stage.open,
      conversion: stage.conversion?.estimate ?? null,
      medianDays: stage.dwellDays.median,
      isBottleneck: stage.stageId === funnel.bottleneck?.stageId,
    })),
  }
}
