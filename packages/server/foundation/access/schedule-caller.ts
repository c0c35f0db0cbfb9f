import type { Clock } from '../../platform/clock/index.ts'
import type { Database } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'

/** The name under which the schedule acts, in the trail too. */
export const SCHEDULE = 'schedule'

/** The schedule sees the whole workspace, as those do who decide on what it finds. */
export function scheduleCaller(database: Database, clock: Clock, workspaceId: number): CallContext {
  return {
    database,
    workspaceId,
    clock,
    actor: { userId: SCHEDULE, name: SCHEDULE, role: 'administrator', personId: null, standingInFor: null },
    visibility: { whole: true },
    fields: ['cost', 'margin'],
  }
}
