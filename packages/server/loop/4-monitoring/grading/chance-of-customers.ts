import { addDays } from '@salesloom/engine/calendar'
import { fitWinModel } from '@salesloom/engine/win-probability'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import { attributesOf, readClosedDeals, readCustomerFacts } from './ground.store.ts'

export type Chance = { readonly probability: number; readonly low: number; readonly high: number }

/** How good the probabilities are, on deals that the model had not seen. */
export type ModelQuality = {
  /** `baseRate`: the attributes tell nothing more than the share won, or there are too few deals */
  readonly kind: 'model' | 'baseRate'
  readonly deals: number
  readonly won: number
  readonly winRate: number | null
  readonly brier: number | null
  readonly calibrationError: number | null
  readonly reliability: readonly (Chance & { readonly deals: number; readonly happened: number })[]
}

/** Days of closed deals that the model learns from. */
const LEARNT_DAYS = 730

/** Probability of winning the next deal of each customer, from what is known of it today. */
export async function chanceOfCustomers(
  tx: WorkspaceTransaction,
  workspaceId: number,
  today: string,
): Promise<{ readonly chanceOf: (customerId: number) => Chance; readonly quality: ModelQuality }> {
  const deals = await readClosedDeals(tx, workspaceId, { from: addDays(today, -LEARNT_DAYS), to: today })
  const won = deals.filter((deal) => deal.won).length
  const winRate = deals.length === 0 ? null : won / deals.length
  const counts = { deals: deals.length, won, winRate }
  const fit = fitWinModel(deals)
  if (!fit.ok) {
    const { probability, low, high } = fit.detail
    const quality = {
      kind: 'baseRate' as const,
      ...counts,
      brier: null,
      calibrationError: null,
      reliability: [],
    }
    return { chanceOf: () => ({ probability, low, high }), quality }
  }
  const { predict, isInformative } = fit.value
  const { brier, calibrationError, reliability } = fit.value.quality
  const facts = await readCustomerFacts(tx, workspaceId, today)
  return {
    chanceOf: (customerId) => {
      const own = facts.get(customerId)
      return predict(own === undefined ? {} : attributesOf(own))
    },
    quality: {
      kind: isInformative ? 'model' : 'baseRate',
      ...counts,
      brier,
      calibrationError,
      reliability,
    },
  }
}
