import type { Role } from '@salesloom/contract'
import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { civilToday } from '../../platform/clock/index.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import { emit } from '../../platform/events/outbox.ts'
import { announceAccess } from '../../platform/events/session-end.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { recordAudit } from '../audit/index.ts'
import { shiftDay } from './position.store.ts'
import { arrangeable } from './stand-in-reach.ts'

const LONGEST_DAYS = 366

type Member = { role: Role; name: string; user_id: string }

/** The active member who is a person; without a sign-in nobody can lend or borrow one. */
async function memberOf(tx: WorkspaceTransaction, workspaceId: number, personId: number): Promise<Member> {
  const { rows } = await sql<{ role: Role | null; user_id: string | null; name_zh: string; name_en: string }>`
    select m.role, m.user_id, p.name_zh, p.name_en from person p
    left join membership m on m.workspace_id = p.workspace_id and m.person_id = p.person_id and m.deactivated_at is null
    where p.workspace_id = ${workspaceId} and p.person_id = ${personId} order by m.membership_id limit 1`.execute(
    tx,
  )
  const [row] = rows
  if (row === undefined) throw new AppError('notFound', { what: 'person', id: personId })
  const name = row.name_zh === row.name_en ? row.name_zh : `${row.name_zh} ${row.name_en}`
  if (row.role === null || row.user_id === null) throw new AppError('noSignIn', { who: name })
  return { role: row.role, name, user_id: row.user_id }
}

/** Today in the workspace's time zone. */
export async function todayIn(tx: WorkspaceTransaction, context: CallContext): Promise<string> {
  const row = await tx
    .selectFrom('workspace')
    .select('time_zone')
    .where('workspace_id', '=', context.workspaceId)
    .executeTakeFirstOrThrow()
  return civilToday(context.clock, row.time_zone)
}

async function checkRight(
  tx: WorkspaceTransaction,
  context: CallContext,
  personId: number,
  day: string,
): Promise<void> {
  if (context.actor.standingInFor !== null) throw new AppError('notWhileStandingIn')
  const { rows } = await sql<{ may: boolean }>`
    select ${arrangeable(context, day, 'p.person_id')} as may from person p
    where p.workspace_id = ${context.workspaceId} and p.person_id = ${personId}`.execute(tx)
  if (rows[0]?.may !== true) throw new AppError('standInNotYours')
}

async function refuseOverlap(tx: WorkspaceTransaction, workspaceId: number, input: StandIn): Promise<void> {
  const { rows } = await sql<{ from: string; last_day: string }>`
    select valid_from as "from", valid_to - 1 as last_day from stand_in
    where workspace_id = ${workspaceId} and covered_person_id = ${input.coveredPersonId}
      and standing_person_id = ${input.standingPersonId} and revoked_at is null
      and valid_to > ${input.from}::date and valid_from <= ${input.lastDay}::date limit 1`.execute(tx)
  if (rows[0] !== undefined)
    throw new AppError('standInOverlap', { from: rows[0].from, to: rows[0].last_day })
}

export type StandIn = {
  readonly coveredPersonId: number
  readonly standingPersonId: number
  readonly from: string
  readonly lastDay: string
}

/**
 * Lets one person stand in for another on some days. It is arranged by the covered person, a superior or an
 * administrator; what is lent is the role of today, and a later promotion is not.
 */
export async function arrangeStandIn(context: CallContext, input: StandIn) {
  const { database, workspaceId, actor, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const today = await todayIn(tx, context)
    await checkRight(tx, context, input.coveredPersonId, today)
    const { from, lastDay } = input
    if (lastDay < from || lastDay < today || shiftDay(from, LONGEST_DAYS) <= lastDay)
      throw new AppError('standInDates')
    if (input.coveredPersonId === input.standingPersonId)
      throw new AppError('invalidInput', {
        field: 'standingPersonId',
        reason: 'notThemselves',
      })
    const covered = await memberOf(tx, workspaceId, input.coveredPersonId)
    const standing = await memberOf(tx, workspaceId, input.standingPersonId)
    await refuseOverlap(tx, workspaceId, input)
    const { stand_in_id: standInId } = await tx
      .insertInto('stand_in')
      .values({
        workspace_id: workspaceId,
        covered_person_id: input.coveredPersonId,
        standing_person_id: input.standingPersonId,
        role: covered.role,
        valid_from: from,
        valid_to: shiftDay(lastDay, 1),
        arranged_by: actor.name,
        arranged_at: clock.now().toISOString(),
      })
      .returning('stand_in_id')
      .executeTakeFirstOrThrow()
    await recordAudit(tx, context, {
      action: 'people.arrangeStandIn',
      subject: `standIn:${standInId}`,
      after: { covered: covered.name, standing: standing.name, role: covered.role, from, lastDay },
    })
    await emit(tx, workspaceId, { name: 'people.changed', payload: { standInId } }, clock.now())
    return { standInId }
  })
}

/** Ends a stand-in at once: by the covered person, who stands in, a superior or an administrator. */
export async function revokeStandIn(context: CallContext, { standInId }: { standInId: number }) {
  const { database, workspaceId, actor, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const row = await tx
      .selectFrom('stand_in')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('stand_in_id', '=', standInId)
      .where('revoked_at', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw new AppError('notFound', { what: 'standIn', id: standInId })
    if (row.standing_person_id !== actor.personId || actor.standingInFor !== null)
      await checkRight(tx, context, row.covered_person_id, await todayIn(tx, context))
    await tx
      .updateTable('stand_in')
      .set({ revoked_at: clock.now().toISOString() })
      .where('workspace_id', '=', workspaceId)
      .where('stand_in_id', '=', standInId)
      .execute()
    await recordAudit(tx, context, {
      action: 'people.revokeStandIn',
      subject: `standIn:${standInId}`,
      before: { coveredPersonId: row.covered_person_id, standingPersonId: row.standing_person_id },
    })
    await emit(tx, workspaceId, { name: 'people.changed', payload: { standInId } }, clock.now())
    const { user_id } = await memberOf(tx, workspaceId, row.standing_person_id).catch(() => ({
      user_id: null,
    }))
    if (user_id !== null) await announceAccess(tx, user_id)
    return { revoked: true }
  })
}
