import { FIRST_AGENDA } from './agenda-fields.tsx'
import type { MeetingSeries } from './use-meeting.ts'

/** The terms of a series as the form holds them. */
export function draftOf(series: MeetingSeries | null) {
  const people = (guests: boolean) =>
    (series?.participants ?? []).filter(({ isGuest }) => isGuest === guests).map(({ personId }) => personId)
  return {
    name: series?.name ?? '',
    orgUnitId: series?.unit.orgUnitId ?? null,
    weekday: series?.weekday ?? 1,
    startsAt: series?.startsAt ?? '09:30',
    members: people(false),
    guests: people(true),
    agenda: series?.agenda ?? FIRST_AGENDA,
  }
}
export type SeriesDraft = ReturnType<typeof draftOf>
