import type { Action } from '@salesloom/contract'

/** What somebody has to hold to find anything on the pages of a part. */
export const PART_ACTIONS = {
  targets: 'targets.read',
  planning: 'metrics.read',
  execution: 'metrics.read',
  monitoring: 'monitoring.read',
  skills: 'metrics.read',
  review: 'review.read',
} as const satisfies Record<string, Action>
