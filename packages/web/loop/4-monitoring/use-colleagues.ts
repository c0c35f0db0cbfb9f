import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { nameIn } from '../../ui/format/locale.ts'

export type PersonChoice = { readonly value: number; readonly label: string }

/** Everybody who holds a position today with their unit, for who leads meetings and responses; nobody for others. */
export function useColleagues(): PersonChoice[] {
  const { language } = useText()
  const { data } = useQuery({
    ...api.monitoring.findColleagues.queryOptions(),
    enabled: useMay('meetings.lead'),
  })
  return (data ?? []).map(({ personId, name, unit }) => ({
    value: personId,
    label: `${nameIn(name, language)} · ${nameIn(unit, language)}`,
  }))
}

/** Names of people by their ids, as far as they are among the colleagues. */
export function useColleagueNames(): (personId: number) => string {
  const people = useColleagues()
  return (personId) => people.find(({ value }) => value === personId)?.label ?? String(personId)
}
