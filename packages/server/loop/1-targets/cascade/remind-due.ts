import { addDays, isWorkingDay, type WorkCalendar } from '@salesloom/engine/calendar'
import { sql } from 'kysely'
import { SCHEDULE, scheduleCaller } from '../../../foundation/access/index.ts'
import { recordAudit } from '../../../foundation/audit/index.ts'
import { loadWorkCalendar } from '../../../foundation/calendar/index.ts'
import type { Mailer } from '../../../foundation/mail/index.ts'
import { type Clock, civilToday, fixedClock, minuteOfDay } from '../../../platform/clock/index.ts'
import { type Database, inWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { type Scheduler, startHourly } from '../../../platform/jobs/hourly.ts'
import type { Logger } from '../../../platform/logging/index.ts'
import { loadMemberNames } from '../member-names.ts'
import { addEntries, type CascadeStateName } from './cascade.store.ts'
import { type Awaited, awaitedMail } from './mail-reminders.ts'
import { UNANSWERED } from './own-place.ts'
import { newestReminderDay } from './reminder-days.ts'
import { UNSETTLED, whoIsAwaited } from './who-is-awaited.ts'

/** Nobody is reminded before this minute of their day. */
const FROM_MINUTE = 8 * 60
/** Days around the last day to answer of which the holidays are looked up. */
const LOOK_BACK = 40
/** A year after the last day nobody is reminded any more. */
const GIVEN_UP = 366

/** A node that waits for its own answer, or for those above to settle it. */
type Open = {
  readonly scenarioId: number
  readonly plan: string
  readonly dueOn: string
  readonly member: string
  readonly state: CascadeStateName
  /** when it was asked, answered or reminded last */
  readonly spokenAt: string
}

/** Nodes that were asked and said nothing, or said no and were not settled, in plans that count. Their cascades are locked: one node of several reminds. */
async function findOpen(tx: WorkspaceTransaction, workspaceId: number): Promise<readonly Open[]> {
  const { rows: cascades } = await sql<{ scenarioId: number; plan: string; dueOn: string }>`
    select c.scenario_id as "scenarioId", s.name as plan, c.due_on::text as "dueOn" from target_cascade c
    join scenario s on s.workspace_id = c.workspace_id and s.scenario_id = c.scenario_id
    where c.workspace_id = ${workspaceId} and s.workspace_id = ${workspaceId} and s.state <> 'superseded'
      and c.withdrawn_at is null
    order by c.scenario_id for update of c`.execute(tx)
  if (cascades.length === 0) return []
  const ids = cascades.map(({ scenarioId }) => scenarioId)
  const { rows } = await sql<{
    scenarioId: number
    member: string
    state: CascadeStateName
    ownDueOn: string | null
    spokenAt: string
  }>`
    select n.scenario_id as "scenarioId", n.member, n.state, n.due_on::text as "ownDueOn", greatest(n.changed_at, max(e.at)) as "spokenAt" from cascade_node n
    left join cascade_entry e on e.workspace_id = n.workspace_id and e.scenario_id = n.scenario_id
      and e.member = n.member and e.kind = 'reminded'
    where n.workspace_id = ${workspaceId} and n.scenario_id = any(${ids}::bigint[]) and n.state = any(${[...UNANSWERED]}::text[])
    group by n.scenario_id, n.member, n.state, n.due_on, n.changed_at order by n.scenario_id, n.member`.execute(
    tx,
  )
  const cascadeOf = new Map(cascades.map((cascade) => [cascade.scenarioId, cascade]))
  return rows.flatMap(({ ownDueOn, ...row }) => {
    const cascade = cascadeOf.get(row.scenarioId)
    return cascade === undefined ? [] : [{ ...cascade, ...row, dueOn: ownDueOn ?? cascade.dueOn }]
  })
}

/** The working days around the last day to answer and today. */
export function loadReminderDays(
  tx: WorkspaceTransaction,
  workspaceId: number,
  dueOn: string,
  today: string,
): Promise<WorkCalendar> {
  const latest = today > dueOn ? today : dueOn
  return loadWorkCalendar(tx, workspaceId, addDays(dueOn, -LOOK_BACK), addDays(latest, LOOK_BACK))
}

/** Those of the nodes that are to be reminded on a day: a reminder fell due since they were spoken to. */
async function dueOf(
  tx: WorkspaceTransaction,
  workspaceId: number,
  open: readonly Open[],
  today: string,
  timeZone: string,
): Promise<Open[]> {
  const due: Open[] = []
  for (const [dueOn, nodes] of Map.groupBy(open, (node) => node.dueOn)) {
    if (today > addDays(dueOn, GIVEN_UP)) continue
    const calendar = await loadReminderDays(tx, workspaceId, dueOn, today)
    const reminder = newestReminderDay(dueOn, today, calendar)
    // After days off, or when nobody was at work here, what fell due waits for the next working day.
    if (reminder === null || !isWorkingDay(today, calendar)) continue
    due.push(...nodes.filter(({ spokenAt }) => civilToday(fixedClock(spokenAt), timeZone) < reminder))
  }
  return due
}

/** Mails everybody once, with all that is awaited from them: answers and settlements. */
async function mailDue(
  tx: WorkspaceTransaction,
  { database, workspaceId, clock }: CallContext,
  mailer: Mailer,
  due: readonly Open[],
  today: string,
): Promise<void> {
  if (mailer.server === null) return
  const nameOf = await loadMemberNames(tx, workspaceId)
  const awaitedOf = await whoIsAwaited(database, tx, workspaceId, due, today)
  for (const theirs of Map.groupBy(awaitedOf, ({ recipient }) => recipient.email.toLowerCase()).values()) {
    const [first] = theirs
    if (first === undefined) continue
    const awaited = [...new Set(theirs.map(({ node }) => node))].map(
      ({ scenarioId, plan, member, state, dueOn }): Awaited => ({
        ...{ scenarioId, plan, dueOn },
        member: nameOf(member),
        isOver: today > dueOn,
        isDecision: UNSETTLED.includes(state),
      }),
    )
    const message = {
      kind: 'answerReminded' as const,
      to: [first.recipient],
      content: awaitedMail(awaited),
      key: `answerReminded:${today}`,
      by: SCHEDULE,
    }
    await mailer.post(tx, workspaceId, message, clock.now())
  }
}

/** Writes reminders into the ledger and the trail, and says that they went out. */
async function noteDue(
  tx: WorkspaceTransaction,
  context: CallContext,
  scenarioId: number,
  members: readonly string[],
): Promise<void> {
  const { workspaceId, clock } = context
  await addEntries(
    tx,
    context,
    scenarioId,
    members.map((member) => ({ member, kind: 'reminded' })),
  )
  const payload = { scenarioId, members, remindedAt: clock.now().toISOString(), mailed: true }
  const subject = `scenario:${scenarioId}`
  await recordAudit(tx, context, { action: 'targets.remindLate', subject, after: payload })
  await emit(tx, workspaceId, { name: 'targets.answerReminded', payload }, clock.now())
}

/**
 * Reminds all who owe an answer, and those who are to settle what was disputed or proposed, for whom a reminder fell due; once a day, in working hours.
 * @returns how many nodes were reminded
 */
export async function remindDue(context: CallContext, mailer: Mailer): Promise<number> {
  const { database, workspaceId, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const { time_zone: timeZone } = await tx
      .selectFrom('workspace')
      .select('time_zone')
      .where('workspace_id', '=', workspaceId)
      .executeTakeFirstOrThrow()
    if (minuteOfDay(clock.now(), timeZone) < FROM_MINUTE) return 0
    const today = civilToday(clock, timeZone)
    const due = await dueOf(tx, workspaceId, await findOpen(tx, workspaceId), today, timeZone)
    for (const [scenarioId, nodes] of Map.groupBy(due, (node) => node.scenarioId))
      await noteDue(
        tx,
        context,
        scenarioId,
        nodes.map(({ member }) => member),
      )
    if (due.length > 0) await mailDue(tx, context, mailer, due, today)
    return due.length
  })
}

type Parts = {
  readonly database: Database
  readonly clock: Clock
  readonly mailer: Mailer
  readonly log: Logger
  readonly workspaceIds: () => Promise<readonly number[]>
}

/** Looks every hour for answers that are to be reminded of. */
export function startReminderSchedule({ database, clock, mailer, log, workspaceIds }: Parts): Scheduler {
  const look = async () => {
    for (const workspaceId of await workspaceIds())
      await remindDue(scheduleCaller(database, clock, workspaceId), mailer)
  }
  return startHourly(look, log, 'reminders of answers that are due could not be sent')
}
