import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { recordAudit } from '../audit/index.ts'

/** Declares the figures of some days final. Later changes still count and are noted as restatements. */
export async function closePeriod(context: CallContext, input: { from: string; to: string }) {
  const { from, to } = input
  const { workspaceId, actor, clock } = context
  if (from > to) throw new AppError('invalidInput', { field: 'untilDay', reason: `${to} < ${from}` })
  return inWorkspace(context.database, workspaceId, async (tx) => {
    // Two people closing at once: the second one waits and then sees the first one's period.
    await sql`select pg_advisory_xact_lock(46003, ${workspaceId}::int)`.execute(tx)
    const { rows } = await sql<{ first_day: string; last_day: string }>`
      select first_day, last_day from closed_period where workspace_id = ${workspaceId} and reopened_at is null
        and first_day <= ${to} and last_day >= ${from} limit 1`.execute(tx)
    if (rows[0] !== undefined) throw new AppError('periodClosed', { from, to })
    const row = await tx
      .insertInto('closed_period')
      .values({
        workspace_id: workspaceId,
        first_day: from,
        last_day: to,
        closed_at: clock.now().toISOString(),
        closed_by: actor.name,
      })
      .returning('closed_period_id')
      .executeTakeFirstOrThrow()
    const closedPeriodId = row.closed_period_id
    await recordAudit(tx, context, {
      action: 'periods.closePeriod',
      subject: `period:${closedPeriodId}`,
      after: input,
    })
    return { closedPeriodId }
  })
}

/** Takes the declaration back; what was restated meanwhile stays on record. */
export async function reopenPeriod(context: CallContext, input: { closedPeriodId: number }) {
  const { workspaceId, actor, clock } = context
  const { closedPeriodId } = input
  return inWorkspace(context.database, workspaceId, async (tx) => {
    const result = await tx
      .updateTable('closed_period')
      .set({ reopened_at: clock.now().toISOString(), reopened_by: actor.name })
      .where('workspace_id', '=', workspaceId)
      .where('closed_period_id', '=', closedPeriodId)
      .where('reopened_at', 'is', null)
      .executeTakeFirst()
    if (result.numUpdatedRows === 0n) throw new AppError('notFound', { what: 'period', id: closedPeriodId })
    await recordAudit(tx, context, { action: 'periods.reopenPeriod', subject: `period:${closedPeriodId}` })
    return { closedPeriodId }
  })
}
