import type { Grade } from '@salesloom/engine/grading'
import { sql } from 'kysely'
import { recordAudit } from '../../../foundation/audit/index.ts'
import { todayOf, visibleCustomers } from '../../../foundation/entries/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { noteChanges } from './grade.store.ts'
import { inForce } from './seen-grades.ts'

export type OverrideInput = {
  readonly customerId: number
  readonly override: { readonly grade: Grade; readonly reason: string; readonly until: string } | null
}

type Standing = { grade: Grade; computed: Grade }

/** The grade of a customer that the caller may see, held. @throws AppError `notFound` */
async function holdGrade(
  tx: WorkspaceTransaction,
  context: CallContext,
  customerId: number,
  today: string,
): Promise<Standing> {
  const { rows } = await sql<Standing>`select ${inForce(today)} as grade, g.computed from customer_grade g
    where g.workspace_id = ${context.workspaceId} and g.customer_id = ${customerId}
      and ${visibleCustomers(context, 'g.customer_id')} for update of g`.execute(tx)
  const standing = rows[0]
  if (standing === undefined) throw new AppError('notFound', { what: 'grade', id: customerId })
  return standing
}

/** Gives a customer another grade until a day, with the reason; null ends it. The computed grade goes on beneath. */
export async function overrideGrade(context: CallContext, { customerId, override }: OverrideInput) {
  const { database, workspaceId, actor, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const today = await todayOf(tx, context)
    if (override !== null && override.until < today)
      throw new AppError('invalidInput', { field: 'until', reason: 'past' })
    const before = await holdGrade(tx, context, customerId, today)
    await sql`update customer_grade set override_grade = ${override?.grade ?? null},
        override_reason = ${override?.reason ?? null}, override_until = ${override?.until ?? null},
        override_by = ${override === null ? null : actor.name}
      where workspace_id = ${workspaceId} and customer_id = ${customerId}`.execute(tx)
    const grade = override?.grade ?? before.computed
    const cause = override === null ? 'overrideEnded' : 'override'
    const change = {
      customerId,
      from: before.grade,
      to: grade,
      cause,
      reason: override?.reason ?? null,
    } as const
    await noteChanges(tx, workspaceId, null, [change], { name: actor.name, at: clock.now().toISOString() })
    await recordAudit(tx, context, {
      action: 'monitoring.overrideGrade',
      subject: `customer:${customerId}`,
      before: { grade: before.grade },
      after: { grade, ...override },
    })
    await emit(tx, workspaceId, { name: 'monitoring.gradesChanged', payload: { customerId } }, clock.now())
    return { grade }
  })
}
