import type { Condition, Rule } from './use-alerts.ts'

/** A condition to begin with, of each kind. */
export function firstCondition(kind: Condition['kind'], when: Condition['when']): Condition {
  switch (kind) {
    case 'fixed':
      return { kind, when, threshold: 0 }
    case 'target':
      return { kind, when, share: 0.9 }
    case 'history':
      return { kind, when, basis: 'season', width: 3, least: 0.15 }
    case 'change':
      return { kind, when, share: when === 'below' ? -0.2 : 0.2, periods: 12 }
  }
}

/** A rule to begin with. */
export const FIRST_RULE: Rule = {
  name: '',
  metric: 'sales',
  by: 'units',
  part: {},
  grain: 'month',
  window: 3,
  running: false,
  leastBase: 0,
  leastShare: 0.03,
  combine: 'all',
  conditions: [firstCondition('history', 'below')],
  hysteresis: 0.03,
  pendingPeriods: 0,
  keepFiringPeriods: 1,
  severity: 'warning',
  overrides: [],
  ownerId: null,
  escalateAfterHours: 72,
}
