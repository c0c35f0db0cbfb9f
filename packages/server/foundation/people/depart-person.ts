import { type KindName, kindOf } from '@salesloom/contract'
import { type RawBuilder, sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import { inWorkspace, readWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import { emit } from '../../platform/events/outbox.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { recordAudit } from '../audit/index.ts'
import { changeEntries } from '../entries/index.ts'
import { closePosition, lockPerson, shiftDay } from './position.store.ts'

const DUTIES = { customers: 'customer', opportunities: 'opportunity', leads: 'lead' } as const
type Duties = Record<keyof typeof DUTIES, number>
const NOTHING: Duties = { customers: 0, opportunities: 0, leads: 0 }

/** What of a kind still has to be looked after, in the table called `t`. */
function openOf(kind: KindName, workspaceId: number): RawBuilder<boolean> {
  if (kind === 'opportunity')
    return sql<boolean>`exists (select 1 from pipeline_stage s where s.workspace_id = ${workspaceId}
      and s.pipeline_stage_id = t.stage_id and s.outcome = 'open')`
  return kind === 'lead' ? sql<boolean>`t.status in ('new', 'working')` : sql<boolean>`true`
}

function heldBy(kind: KindName, workspaceId: number, personId: number): RawBuilder<boolean> {
  return sql<boolean>`t.person_id = ${personId} and t.removed_at is null and ${openOf(kind, workspaceId)}`
}

async function countDuties(tx: WorkspaceTransaction, workspaceId: number, personId: number): Promise<Duties> {
  const counts = { ...NOTHING }
  for (const [duty, name] of Object.entries(DUTIES)) {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from ${sql.table(kindOf(name).table)} t
      where t.workspace_id = ${workspaceId} and ${heldBy(name, workspaceId, personId)}`.execute(tx)
    counts[duty as keyof Duties] = rows[0]?.count ?? 0
  }
  return counts
}

/** What a person holds that somebody has to take over. */
export async function getDuties({ database, workspaceId }: CallContext, { personId }: { personId: number }) {
  return readWorkspace(database, workspaceId, async (tx) => {
    const { rows } = await sql<{ member: boolean; positions: number }>`
      select exists (select 1 from membership m where m.workspace_id = ${workspaceId} and m.person_id = p.person_id
          and m.deactivated_at is null) as member,
        (select count(*)::int from position o where o.workspace_id = ${workspaceId} and o.person_id = p.person_id
          and o.valid_to is null) as positions
      from person p where p.workspace_id = ${workspaceId} and p.person_id = ${personId}`.execute(tx)
    const [row] = rows
    if (row === undefined) throw new AppError('notFound', { what: 'person', id: personId })
    return { ...(await countDuties(tx, workspaceId, personId)), ...row }
  })
}

/** Ends what the person holds after a day, and takes away what would begin later. @returns how many positions */
async function endPositions(
  tx: WorkspaceTransaction,
  workspaceId: number,
  personId: number,
  lastDay: string,
): Promise<number> {
  const { rows } = await sql<{ orgUnitId: number; from: string }>`
    select org_unit_id as "orgUnitId", valid_from as "from" from position
    where workspace_id = ${workspaceId} and person_id = ${personId}
      and (valid_to is null or valid_to > ${shiftDay(lastDay, 1)}::date)`.execute(tx)
  for (const position of rows) await closePosition(tx, workspaceId, { personId, ...position }, lastDay)
  return rows.length
}

/** The unit in which somebody stands on a day, the one that carries their targets first. */
async function unitOn(
  tx: WorkspaceTransaction,
  workspaceId: number,
  personId: number,
  day: string,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select p.org_unit_id as id from position p
    where p.workspace_id = ${workspaceId} and p.person_id = ${personId}
      and p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day})
    order by p.carries_target desc, p.valid_from desc, p.org_unit_id limit 1`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new AppError('successorElsewhere', { day })
  return row.id
}

async function handOver(
  tx: WorkspaceTransaction,
  context: CallContext,
  personId: number,
  successorId: number,
  day: string,
): Promise<Duties> {
  if (successorId === personId) throw new AppError('successorElsewhere', { day })
  const unit = await unitOn(tx, context.workspaceId, successorId, day)
  const columns = new Map([
    ['person_id', successorId],
    ['org_unit_id', unit],
  ])
  const handed = { ...NOTHING }
  for (const [duty, name] of Object.entries(DUTIES)) {
    const held = heldBy(name, context.workspaceId, personId)
    handed[duty as keyof Duties] = await changeEntries(tx, context, kindOf(name), held, columns)
  }
  return handed
}

/**
 * A person leaves after their last day. Positions end with it, those that would begin later are taken away; a successor
 * gets customers, open opportunities and open leads. Orders, visits and everything else that happened stay theirs.
 */
export async function departPerson(
  context: CallContext,
  input: { personId: number; lastDay: string; successorId: number | null },
) {
  const { database, workspaceId, clock } = context
  const { personId, lastDay, successorId } = input
  return inWorkspace(database, workspaceId, async (tx) => {
    await lockPerson(tx, workspaceId, personId)
    const self = sql<boolean>`t.person_id = ${personId}`
    await changeEntries(tx, context, kindOf('person'), self, new Map([['left_on', lastDay]]))
    const ended = await endPositions(tx, workspaceId, personId, lastDay)
    const handed =
      successorId === null
        ? NOTHING
        : await handOver(tx, context, personId, successorId, shiftDay(lastDay, 1))
    await recordAudit(tx, context, {
      action: 'people.departPerson',
      subject: `person:${personId}`,
      after: { ...input, ended, handed },
    })
    await emit(tx, workspaceId, { name: 'people.changed', payload: { personId } }, clock.now())
    return handed
  })
}
