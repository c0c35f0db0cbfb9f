import { useQuery } from '@tanstack/react-query'
import { api, type Outputs } from '../../../api/client.ts'
import { queries } from '../../../api/queries.ts'
import { useMay } from '../../../api/session.ts'
import { type Translate, useText } from '../../../i18n/index.ts'
import type { Language } from '../../../ui/format/locale.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { type PersonChoice, useColleagues } from '../use-colleagues.ts'

export type MeetingSeries = Outputs['monitoring']['findMeetings'][number]
export type Meeting = Outputs['monitoring']['getMeeting']
export type Pack = Outputs['monitoring']['getMeetingPack']
export type PackFigures = NonNullable<Pack['figures']>
export type ActionItem = Meeting['actions'][number]
export type AgendaItem = Meeting['agenda'][number]
export type Issue = Meeting['issues'][number]

/** After a change everything about meetings is asked again. */
export const refreshMeetings = () => void queries.invalidateQueries({ queryKey: api.monitoring.key() })

/** What an item of the agenda is called: as somebody has named it, else like its section. */
export function agendaTitle({ title, section }: Pick<AgendaItem, 'title' | 'section'>, t: Translate): string {
  return title === '' ? t(`meetings.section.${section}`) : title
}

/** The name of a day of the week, 1 = Monday. */
export function weekdayName(weekday: number, language: Language): string {
  // The first of January 2024 was a Monday.
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2024, 0, weekday),
  )
}

/** People to choose from: who takes part, and everybody who holds a position; who may not invite chooses whom they see. */
export function usePeople(
  participants: readonly Pick<Meeting['participants'][number], 'personId' | 'name'>[],
): PersonChoice[] {
  const { language } = useText()
  const mayLead = useMay('meetings.lead')
  const colleagues = useColleagues()
  const organisation = useQuery({
    ...api.records.getOrganisation.queryOptions({ input: {} }),
    enabled: useMay('records.read') && !mayLead,
  }).data
  const people = new Map(
    [...participants, ...(organisation?.people ?? [])].map(({ personId, name }) => [
      personId,
      nameIn(name, language),
    ]),
  )
  for (const { value, label } of colleagues) people.set(value, label)
  return [...people].map(([value, label]) => ({ value, label }))
}
