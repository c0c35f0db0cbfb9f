import { sql } from 'kysely'
import { AppError } from '../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'

/** A position by its name: person, unit and first day. */
export type PositionKey = { readonly personId: number; readonly orgUnitId: number; readonly from: string }

export type PositionKind = {
  readonly titleZh: string | null
  readonly titleEn: string | null
  readonly leads: boolean
  readonly carriesTarget: boolean
}

export type Position = PositionKey &
  PositionKind & { readonly lastDay: string | null; readonly homeRegionId: number | null }

/** The day before or after a civil date. */
export function shiftDay(day: string, by: number): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + by)
  return at.toISOString().slice(0, 10)
}

/** Positions of one person change one after the other: the person's row is locked first. */
export async function lockPerson(
  tx: WorkspaceTransaction,
  workspaceId: number,
  personId: number,
): Promise<void> {
  const person = await tx
    .selectFrom('person')
    .select('person_id')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirst()
  if (person === undefined) throw new AppError('notFound', { what: 'person', id: personId })
}

export async function checkUnit(
  tx: WorkspaceTransaction,
  workspaceId: number,
  orgUnitId: number,
): Promise<void> {
  const unit = await tx
    .selectFrom('org_unit')
    .select('org_unit_id')
    .where('workspace_id', '=', workspaceId)
    .where('org_unit_id', '=', orgUnitId)
    .executeTakeFirst()
  if (unit === undefined) throw new AppError('notFound', { what: 'orgUnit', id: orgUnitId })
}

/** A position as it is stored; refused where there is none of this name. */
export async function loadPosition(
  tx: WorkspaceTransaction,
  workspaceId: number,
  key: PositionKey,
): Promise<Position> {
  const { rows } = await sql<Omit<Position, keyof PositionKey>>`
    select title_zh as "titleZh", title_en as "titleEn", leads, carries_target as "carriesTarget",
      valid_to - 1 as "lastDay", home_region_id as "homeRegionId"
    from position where workspace_id = ${workspaceId} and person_id = ${key.personId}
      and org_unit_id = ${key.orgUnitId} and valid_from = ${key.from}`.execute(tx)
  const row = rows[0]
  if (row === undefined)
    throw new AppError('notFound', { what: 'position', id: `${key.personId}/${key.orgUnitId}/${key.from}` })
  return { ...key, ...row }
}

/** Refuses a second position of the same person in the same unit on any day of the first. */
export async function refuseOverlap(
  tx: WorkspaceTransaction,
  workspaceId: number,
  position: PositionKey & { readonly lastDay: string | null },
  except: string | null,
): Promise<void> {
  const { personId, orgUnitId, from, lastDay } = position
  const { rows } = await sql<{ from: string; last_day: string | null }>`
    select valid_from as "from", valid_to - 1 as last_day from position
    where workspace_id = ${workspaceId} and person_id = ${personId} and org_unit_id = ${orgUnitId}
      and (${except}::date is null or valid_from <> ${except}::date)
      and (valid_to is null or valid_to > ${from}::date) and (${lastDay}::date is null or valid_from <= ${lastDay}::date)
    order by valid_from limit 1`.execute(tx)
  const [other] = rows
  if (other !== undefined)
    throw new AppError('positionOverlap', { from: other.from, to: other.last_day ?? '…' })
}

export async function insertPosition(
  tx: WorkspaceTransaction,
  workspaceId: number,
  position: Position,
): Promise<void> {
  await tx
    .insertInto('position')
    .values({
      workspace_id: workspaceId,
      person_id: position.personId,
      org_unit_id: position.orgUnitId,
      valid_from: position.from,
      valid_to: position.lastDay === null ? null : shiftDay(position.lastDay, 1),
      title_zh: position.titleZh,
      title_en: position.titleEn,
      leads: position.leads,
      carries_target: position.carriesTarget,
      home_region_id: position.homeRegionId,
    })
    .execute()
}

/** Sets the last day of a position, or takes it away where it would have none. */
export async function closePosition(
  tx: WorkspaceTransaction,
  workspaceId: number,
  key: PositionKey,
  lastDay: string,
): Promise<void> {
  if (lastDay < key.from) {
    await tx
      .deleteFrom('position')
      .where('workspace_id', '=', workspaceId)
      .where('person_id', '=', key.personId)
      .where('org_unit_id', '=', key.orgUnitId)
      .where('valid_from', '=', key.from)
      .execute()
    return
  }
  await tx
    .updateTable('position')
    .set({ valid_to: shiftDay(lastDay, 1) })
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', key.personId)
    .where('org_unit_id', '=', key.orgUnitId)
    .where('valid_from', '=', key.from)
    .execute()
}
