import type { DeviationPlace, Why } from '@salesloom/contract'
import { type RawBuilder, sql } from 'kysely'
import { AppError } from '../../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { axisOf, isSeen, placeAt } from './place.ts'

export type DeviationRow = {
  readonly deviationId: number
  readonly place: DeviationPlace
  readonly period: string
  readonly state: 'open' | 'closed'
  readonly whys: readonly Why[]
  readonly version: number
  readonly openedBy: string
  readonly openedOn: string
}

type Row = Omit<DeviationRow, 'place'> & {
  orgUnitId: number | null
  regionId: number | null
  personId: number | null
}

const COLUMNS = sql`deviation_id as "deviationId", org_unit_id as "orgUnitId", region_id as "regionId",
  person_id as "personId", period, state, whys, version, opened_by as "openedBy", opened_on as "openedOn"`

function toDeviation({ orgUnitId, regionId, personId, ...row }: Row): DeviationRow {
  const place =
    orgUnitId !== null
      ? placeAt('orgUnit', orgUnitId)
      : regionId !== null
        ? placeAt('region', regionId)
        : placeAt('person', personId ?? 0)
  return { ...row, place }
}

async function read(tx: WorkspaceTransaction, workspaceId: number, condition: RawBuilder<unknown>) {
  const { rows } = await sql<Row>`select ${COLUMNS} from deviation
    where workspace_id = ${workspaceId} and ${condition} order by deviation_id`.execute(tx)
  return rows.map(toDeviation)
}

const COLUMN = { orgUnit: 'org_unit_id', region: 'region_id', person: 'person_id' } as const

/** The deviation of a place and period; null where nobody looks into it. */
export async function findDeviationAt(
  tx: WorkspaceTransaction,
  workspaceId: number,
  place: DeviationPlace,
  period: string,
): Promise<DeviationRow | null> {
  const { axis, id } = axisOf(place)
  const at = sql`${sql.ref(COLUMN[axis])} = ${id} and period = ${period}`
  return (await read(tx, workspaceId, at))[0] ?? null
}

/** A deviation of the caller's part, held where it is to be written. @throws AppError `notFound` */
export async function getDeviationRow(
  tx: WorkspaceTransaction,
  context: CallContext,
  deviationId: number,
  isWritten = false,
): Promise<DeviationRow> {
  const hold = isWritten ? sql`for update` : sql``
  const { rows } = await sql<Row>`select ${COLUMNS} from deviation
    where workspace_id = ${context.workspaceId} and deviation_id = ${deviationId} ${hold}`.execute(tx)
  const found = rows[0] === undefined ? null : toDeviation(rows[0])
  // What lies outside of the caller's part is not there for them.
  if (found === null || !isSeen(context, found.place, isWritten))
    throw new AppError('notFound', { what: 'deviation', id: deviationId })
  return found
}

/** Deviations of some ids. */
export async function findDeviationRows(
  tx: WorkspaceTransaction,
  workspaceId: number,
  ids: readonly number[],
): Promise<ReadonlyMap<number, DeviationRow>> {
  const rows = await read(tx, workspaceId, sql`deviation_id = any(${[...ids]}::bigint[])`)
  return new Map(rows.map((row) => [row.deviationId, row]))
}

/** Ids of what is looked into, by axis, member and period. */
export async function findRecordedDeviations(
  tx: WorkspaceTransaction,
  workspaceId: number,
): Promise<ReadonlyMap<string, number>> {
  const rows = await read(tx, workspaceId, sql`true`)
  return new Map(
    rows.map(({ place, period, deviationId }) => {
      const { axis, id } = axisOf(place)
      return [`${axis}:${id}:${period}`, deviationId]
    }),
  )
}

/** Writes a deviation; one that is there already stays as it is. @returns whether it was written */
export async function insertDeviation(
  tx: WorkspaceTransaction,
  { workspaceId, actor }: CallContext,
  { place, period, whys, day }: Pick<DeviationRow, 'place' | 'period' | 'whys'> & { readonly day: string },
): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`insert into deviation
      (workspace_id, org_unit_id, region_id, person_id, period, whys, opened_by, opened_on)
    values (${workspaceId}, ${place.orgUnitId ?? null}, ${place.regionId ?? null}, ${place.personId ?? null}, ${period},
      ${JSON.stringify(whys)}::jsonb, ${actor.name}, ${day})
    on conflict do nothing returning deviation_id as id`.execute(tx)
  return rows.length > 0
}

/** Saves the whys of a deviation that is held. */
export async function updateDeviation(
  tx: WorkspaceTransaction,
  workspaceId: number,
  { deviationId, whys, state }: Pick<DeviationRow, 'deviationId' | 'whys' | 'state'>,
): Promise<number> {
  const { rows } = await sql<{ version: number }>`update deviation
    set whys = ${JSON.stringify(whys)}::jsonb, state = ${state}, version = version + 1
    where workspace_id = ${workspaceId} and deviation_id = ${deviationId} returning version`.execute(tx)
  return rows[0]?.version ?? 0
}

type Comment = { commentId: number; why: string | null; text: string; by: string; at: Date | string }

/** What was said about a deviation, oldest first. */
export async function findComments(tx: WorkspaceTransaction, workspaceId: number, deviationId: number) {
  const { rows } = await sql<Comment>`select deviation_comment_id as "commentId", why, text, by_name as by, at
    from deviation_comment where workspace_id = ${workspaceId} and deviation_id = ${deviationId}
    order by deviation_comment_id`.execute(tx)
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }))
}

/** Adds a comment. @returns its id */
export async function insertComment(
  tx: WorkspaceTransaction,
  { workspaceId, actor, clock }: CallContext,
  { deviationId, why, text }: { deviationId: number; why: string | null; text: string },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into deviation_comment
      (workspace_id, deviation_id, why, text, by_name, at)
    values (${workspaceId}, ${deviationId}, ${why}, ${text}, ${actor.name}, ${clock.now().toISOString()})
    returning deviation_comment_id as id`.execute(tx)
  return rows[0]?.id ?? 0
}
