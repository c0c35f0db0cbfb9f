import type { AlertRule } from '@salesloom/contract'

/** What the shipped rules share: complete months, no rule for a part. */
const COMMON = {
  part: {},
  leastShare: 0.03,
  leastBase: 0,
  grain: 'month',
  running: false,
  combine: 'all',
  hysteresis: 0.03,
  pendingPeriods: 0,
  keepFiringPeriods: 1,
  overrides: [],
  ownerId: null,
} satisfies Partial<AlertRule>

export type DefaultKey = 'winRate' | 'sales' | 'collectionPeriod' | 'productDecline' | 'discount'
type Keyed = Omit<AlertRule, 'name'> & { readonly key: DefaultKey }

/**
 * Rules that most companies want, with thresholds that need no knowledge of the company: each member is compared with its own past. Names
 * are given in the language of whoever adds them.
 */
export const DEFAULT_RULES: readonly Keyed[] = [
  {
    ...COMMON,
    key: 'winRate',
    metric: 'winRate',
    by: 'units',
    window: 3,
    leastBase: 40,
    conditions: [{ kind: 'history', when: 'below', basis: 'recent', width: 3, least: 0.25 }],
    severity: 'critical',
    escalateAfterHours: 48,
  },
  {
    ...COMMON,
    key: 'sales',
    metric: 'sales',
    by: 'units',
    window: 3,
    conditions: [{ kind: 'history', when: 'below', basis: 'season', width: 3, least: 0.12 }],
    severity: 'critical',
    escalateAfterHours: 48,
  },
  {
    ...COMMON,
    key: 'collectionPeriod',
    metric: 'collectionPeriod',
    by: 'customerType',
    window: 3,
    conditions: [{ kind: 'history', when: 'above', basis: 'recent', width: 3, least: 0.25 }],
    severity: 'warning',
    escalateAfterHours: 120,
  },
  {
    ...COMMON,
    key: 'productDecline',
    metric: 'sales',
    by: 'product',
    window: 12,
    conditions: [{ kind: 'change', when: 'below', share: -0.35, periods: 12 }],
    severity: 'warning',
    escalateAfterHours: 168,
  },
  {
    ...COMMON,
    key: 'discount',
    metric: 'discountRate',
    by: 'units',
    window: 3,
    conditions: [{ kind: 'history', when: 'above', basis: 'recent', width: 3, least: 0.3 }],
    severity: 'warning',
    escalateAfterHours: 120,
  },
]
