import { useText } from '../../../i18n/index.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { differing, SavedMeanwhile } from '../meanwhile.tsx'
import type { SeriesDraft } from './series-draft.ts'
import { agendaTitle, type MeetingSeries, usePeople, weekdayName } from './use-meeting.ts'

type Props = {
  /** as somebody else has saved it */
  readonly series: MeetingSeries
  readonly draft: SeriesDraft
  readonly pending: boolean
  readonly onTake: () => void
  readonly onKeep: () => void
}

/** Both versions of a series that two people changed at once. */
export function SeriesMeanwhile({ series, draft, ...rest }: Props) {
  const { t, language } = useText()
  const people = usePeople(series.participants)
  const namesOf = (ids: readonly number[]) =>
    ids.map((id) => people.find(({ value }) => value === id)?.label ?? String(id)).join(', ')
  const guests = (isGuest: boolean) =>
    series.participants.filter((one) => one.isGuest === isGuest).map(({ personId }) => personId)
  const agendaOf = (items: SeriesDraft['agenda']) =>
    items
      .map((item) => `${agendaTitle(item, t)} (${t('meetings.minutesLong', { minutes: item.minutes })})`)
      .join(', ')
  return (
    <SavedMeanwhile
      {...rest}
      differences={differing([
        { label: t('meetings.series.name'), theirs: series.name, mine: draft.name },
        {
          label: t('meetings.series.unit'),
          theirs: nameIn(series.unit.name, language),
          mine:
            draft.orgUnitId === series.unit.orgUnitId
              ? nameIn(series.unit.name, language)
              : t('meetings.series.otherUnit'),
        },
        {
          label: t('meetings.series.weekday'),
          theirs: weekdayName(series.weekday, language),
          mine: weekdayName(draft.weekday, language),
        },
        { label: t('meetings.series.time'), theirs: series.startsAt, mine: draft.startsAt },
        { label: t('meetings.participants'), theirs: namesOf(guests(false)), mine: namesOf(draft.members) },
        { label: t('meetings.guests'), theirs: namesOf(guests(true)), mine: namesOf(draft.guests) },
        { label: t('meetings.agenda'), theirs: agendaOf(series.agenda), mine: agendaOf(draft.agenda) },
      ])}
    />
  )
}
