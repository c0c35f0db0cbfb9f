import type { GoalSlice } from '@salesloom/contract'
import { type RawBuilder, sql } from 'kysely'
import { findDescendants } from '../../../foundation/trees/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { civilToday } from '../../../platform/clock/index.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'

/** What goals depend on of a workspace, and today in it. */
export type GoalSetting = {
  readonly today: string
  readonly fiscalStart: number
  readonly digits: number
  readonly currency: string
}

export async function readSetting(
  tx: WorkspaceTransaction,
  { workspaceId, clock }: CallContext,
): Promise<GoalSetting> {
  const row = await tx
    .selectFrom('workspace')
    .select(['time_zone', 'fiscal_start_month', 'currency_digits', 'currency'])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  return {
    today: civilToday(clock, row.time_zone),
    fiscalStart: row.fiscal_start_month,
    digits: row.currency_digits,
    currency: row.currency,
  }
}

/** Positions that hold on a day. */
const onDay = (day: string): RawBuilder<boolean> =>
  sql<boolean>`o.valid_from <= ${day} and (o.valid_to is null or o.valid_to > ${day})`

/** The unit at the top of what a manager leads: the one whose parent they do not lead. */
async function topUnit(tx: WorkspaceTransaction, context: CallContext, day: string): Promise<number | null> {
  const { visibility, workspaceId } = context
  if (visibility.whole || visibility.orgUnitIds.length === 0) return null
  const units = [...visibility.orgUnitIds]
  const { rows } = await sql<{ id: number }>`
    select c.org_unit_id as id from org_unit_placement c
    where c.workspace_id = ${workspaceId} and c.org_unit_id = any(${units}::bigint[])
      and (c.parent_id is null or not c.parent_id = any(${units}::bigint[]))
      and c.valid_from <= ${day} and (c.valid_to is null or c.valid_to > ${day})
    order by c.org_unit_id limit 1`.execute(tx)
  return rows[0]?.id ?? null
}

/**
 * A slice that says by itself whose figures are meant, whoever looks at it later: somebody who sees a part of the
 * organisation sets goals for that part alone.
 * @throws AppError `outsideSubtree` for a unit or person that the caller does not see
 */
export async function ownSlice(
  tx: WorkspaceTransaction,
  context: CallContext,
  slice: GoalSlice,
  day: string,
): Promise<GoalSlice> {
  const { visibility } = context
  if (visibility.whole) return slice
  const { orgUnitId, personId } = slice
  if (orgUnitId !== undefined && !visibility.orgUnitIds.includes(orgUnitId))
    throw new AppError('outsideSubtree')
  if (personId !== undefined && !(await seesPerson(tx, context, personId, day)))
    throw new AppError('outsideSubtree')
  if (orgUnitId !== undefined || personId !== undefined) return slice
  const unit = await topUnit(tx, context, day)
  if (unit !== null) return { ...slice, orgUnitId: unit }
  const [self] = visibility.personIds
  if (self === undefined) throw new AppError('outsideSubtree')
  return { ...slice, personId: self }
}

/** Whether a person is among those whom the caller sees on a day. */
export async function seesPerson(
  tx: WorkspaceTransaction,
  { visibility, workspaceId }: CallContext,
  personId: number,
  day: string,
): Promise<boolean> {
  if (!visibility.whole && visibility.personIds.includes(personId)) return true
  const within = visibility.whole
    ? sql<boolean>`true`
    : sql<boolean>`o.org_unit_id = any(${[...visibility.orgUnitIds]}::bigint[])`
  const { rows } = await sql<{ found: number }>`select 1 as found from position o
    where o.workspace_id = ${workspaceId} and o.person_id = ${personId} and ${onDay(day)} and ${within} limit 1`.execute(
    tx,
  )
  return rows.length > 0
}

/** Where a person stands on a day; null for somebody without a position. */
export async function unitOf(
  tx: WorkspaceTransaction,
  workspaceId: number,
  personId: number,
  day: string,
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`select o.org_unit_id as id from position o
    where o.workspace_id = ${workspaceId} and o.person_id = ${personId} and ${onDay(day)}
    order by o.leads desc, o.org_unit_id limit 1`.execute(tx)
  return rows[0]?.id ?? null
}

/** The caller's unit with all above it: goals shared by any of them are theirs to see. */
export async function chainOf(
  tx: WorkspaceTransaction,
  context: CallContext,
  day: string,
): Promise<number[]> {
  const { workspaceId, actor } = context
  if (actor.personId === null) return []
  const start = await unitOf(tx, workspaceId, actor.personId, day)
  if (start === null) return []
  const { rows } = await sql<{ id: number }>`
    with recursive chain as (
      select ${start}::bigint as id
      union
      select p.parent_id from org_unit_placement p join chain c on p.org_unit_id = c.id
      where p.workspace_id = ${workspaceId} and p.parent_id is not null
        and p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day})
    ) select id from chain`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Units of a slice: the one that it names with all below, or null for all of them. */
export async function unitsOfSlice(
  tx: WorkspaceTransaction,
  workspaceId: number,
  { orgUnitId }: GoalSlice,
  day: string,
): Promise<number[] | null> {
  return orgUnitId === undefined ? null : findDescendants(tx, workspaceId, 'org_unit', orgUnitId, day)
}

/**
 * The context in which a goal that somebody may see is measured. Its slice says whose figures it is about, and who may see
 * the goal sees how it stands; limited fields stay limited.
 */
export function measuringContext(context: CallContext): CallContext {
  return { ...context, visibility: { whole: true } }
}
