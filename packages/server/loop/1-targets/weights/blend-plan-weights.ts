import { blendWeights, reshapeMonths, type WeightPart } from '@salesloom/engine/allocation'
import { AppError } from '../../../platform/app-error.ts'
import { findWeightPart, type WeightSetup } from './find-weight-part.ts'
import { isHistoryAlone, monthShares, type Seasonality, type WeightWish } from './weight-input.ts'

/** Whole numbers that the blend's shares are kept in: a millionth of a millionth of the plan. */
const SCALE = 1e12

/**
 * What a plan is spread by: several references blended by their percentages, with the months as history had them or as
 * asked. Last year alone stays in ledger units, so that its explanation reads in money.
 *
 * @throws AppError `weightsNot100`, `weightSourceEmpty` naming a reference that says nothing about this plan
 */
export async function blendPlanWeights(
  setup: WeightSetup,
  weights: readonly WeightWish[],
  seasonality: Seasonality,
): Promise<Float64Array> {
  if (isHistoryAlone(weights, seasonality)) return setup.profile
  const parts: WeightPart[] = []
  for (const wish of weights) parts.push(await findWeightPart(setup, wish))
  const blend = blendWeights(parts)
  if (!blend.ok) {
    if (blend.reason === 'empty')
      throw new AppError('weightSourceEmpty', { source: blend.detail['name'] ?? '' })
    throw new AppError('weightsNot100', { percent: blend.detail['percent'] ?? 0 })
  }
  const shares = monthShares(seasonality)
  const shaped = shares === null ? blend.value : reshapeMonths(setup.shape, blend.value, shares)
  return shaped.map((weight) => Math.round(weight * SCALE))
}
