import type { ShippedMetric } from './build.ts'
import { COLLECTION, CUSTOMERS } from './customers.ts'
import { ACTIVITY, CHANNEL, MARKETING } from './market.ts'
import { OPPORTUNITIES } from './opportunities.ts'
import { PROFIT, SALES } from './sales.ts'

/** The shipped catalogue, in the order in which it is shown. */
export const CATALOGUE: readonly ShippedMetric[] = [
  ...SALES,
  ...PROFIT,
  ...CUSTOMERS,
  ...COLLECTION,
  ...OPPORTUNITIES,
  ...ACTIVITY,
  ...CHANNEL,
  ...MARKETING,
]

export type { ShippedMetric } from './build.ts'
