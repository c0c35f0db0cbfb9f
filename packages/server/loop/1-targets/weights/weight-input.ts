import type { WeightSource } from '@salesloom/contract'

export type WeightWish = { readonly source: WeightSource; readonly percent: number; readonly years: number }
export type Seasonality = 'history' | 'even' | 'weeks445' | readonly number[]

/** Weeks of the months of a 4-4-5 year. */
const WEEKS_445 = [4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5]

/** The month shares of a seasonality; null where history's own are kept. */
export function monthShares(seasonality: Seasonality): readonly number[] | null {
  if (seasonality === 'history') return null
  if (seasonality === 'even') return Array.from({ length: 12 }, () => 1)
  return seasonality === 'weeks445' ? WEEKS_445 : seasonality
}

/** Whether the base year's actual alone, with its own seasons, is what a plan is spread by. */
export function isHistoryAlone(weights: readonly WeightWish[], seasonality: Seasonality): boolean {
  return weights.length === 1 && weights[0]?.source === 'lastYear' && seasonality === 'history'
}
