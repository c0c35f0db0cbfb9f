import type { SeriesTerms } from '@salesloom/contract'
import { sql } from 'kysely'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { Bilingual } from '../funnel/pipeline.store.ts'

export type Participant = {
  readonly personId: number
  readonly name: Bilingual
  readonly isGuest: boolean
}

/** A series of meetings as it is on record. */
export type Series = {
  readonly seriesId: number
  readonly name: string
  readonly unit: { readonly orgUnitId: number; readonly name: Bilingual }
  readonly weekday: number
  readonly startsAt: string
  readonly agenda: SeriesTerms['agenda']
  readonly version: number
  readonly savedBy: string
  readonly endedOn: string | null
  readonly participants: readonly Participant[]
}

type Row = Omit<Series, 'unit' | 'participants'> & { orgUnitId: number; unitZh: string; unitEn: string }
type ParticipantRow = { seriesId: number; personId: number; isGuest: boolean; zh: string; en: string }

async function readParticipants(
  tx: WorkspaceTransaction,
  workspaceId: number,
): Promise<Map<number, Participant[]>> {
  const { rows } = await sql<ParticipantRow>`
    select m.meeting_series_id as "seriesId", m.person_id as "personId", m.is_guest as "isGuest", p.name_zh as zh,
      p.name_en as en
    from meeting_participant m
    join person p on p.workspace_id = m.workspace_id and p.person_id = m.person_id
    where m.workspace_id = ${workspaceId} order by m.is_guest, p.name_en, m.person_id`.execute(tx)
  const grouped = Map.groupBy(rows, ({ seriesId }) => seriesId)
  return new Map(
    [...grouped].map(([seriesId, list]) => [
      seriesId,
      list.map(({ personId, isGuest, zh, en }) => ({ personId, isGuest, name: { zh, en } })),
    ]),
  )
}

/** All series of a workspace; who may see which is decided by their standing. */
export async function readSeries(tx: WorkspaceTransaction, workspaceId: number): Promise<Series[]> {
  const { rows } = await sql<Row>`
    select s.meeting_series_id as "seriesId", s.name, s.org_unit_id as "orgUnitId", u.name_zh as "unitZh",
      u.name_en as "unitEn", s.weekday, s.starts_at as "startsAt", s.agenda, s.version, s.saved_by as "savedBy",
      s.ended_on as "endedOn"
    from meeting_series s
    join org_unit u on u.workspace_id = s.workspace_id and u.org_unit_id = s.org_unit_id
    where s.workspace_id = ${workspaceId} order by s.weekday, s.starts_at, s.meeting_series_id`.execute(tx)
  const participants = await readParticipants(tx, workspaceId)
  return rows.map(({ orgUnitId, unitZh, unitEn, ...series }) => ({
    ...series,
    unit: { orgUnitId, name: { zh: unitZh, en: unitEn } },
    participants: participants.get(series.seriesId) ?? [],
  }))
}

type Saved = { readonly seriesId: number; readonly version: number }
type By = { readonly name: string; readonly at: string }

/** Writes a new series, or one over its version. @returns null where the version is another */
export async function writeSeries(
  tx: WorkspaceTransaction,
  workspaceId: number,
  { participants, ...terms }: SeriesTerms & { readonly seriesId: number | null; readonly version: number },
  by: By,
): Promise<Saved | null> {
  const { seriesId, version, name, orgUnitId, weekday, startsAt } = terms
  const agenda = JSON.stringify(terms.agenda)
  const { rows } = await (seriesId === null
    ? sql<Saved>`insert into meeting_series (workspace_id, name, org_unit_id, weekday, starts_at, agenda, saved_by, saved_at)
        values (${workspaceId}, ${name}, ${orgUnitId}, ${weekday}, ${startsAt}, ${agenda}::jsonb, ${by.name}, ${by.at})
        returning meeting_series_id as "seriesId", version`
    : sql<Saved>`update meeting_series set name = ${name}, org_unit_id = ${orgUnitId}, weekday = ${weekday},
          starts_at = ${startsAt}, agenda = ${agenda}::jsonb, saved_by = ${by.name}, saved_at = ${by.at},
          version = version + 1
        where workspace_id = ${workspaceId} and meeting_series_id = ${seriesId} and version = ${version}
        returning meeting_series_id as "seriesId", version`
  ).execute(tx)
  const saved = rows[0]
  if (saved === undefined) return null
  await sql`delete from meeting_participant
    where workspace_id = ${workspaceId} and meeting_series_id = ${saved.seriesId}`.execute(tx)
  await sql`insert into meeting_participant (workspace_id, meeting_series_id, person_id, is_guest)
    select ${workspaceId}, ${saved.seriesId}, r."personId", r."isGuest"
    from jsonb_to_recordset(${JSON.stringify(participants)}::jsonb) as r("personId" bigint, "isGuest" boolean)`.execute(
    tx,
  )
  return saved
}
