import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { nameIn } from '../../../ui/format/locale.ts'

type ChoiceProps = {
  readonly id: string
  readonly value: number | null
  readonly onChange: (personId: number | null) => void
  /** What stands there when nobody is chosen; choosing nobody is then allowed. */
  readonly nobody?: string
}

/** A person of the organisation. */
export function PersonChoice({ id, value, onChange, nobody }: ChoiceProps) {
  const { language } = useText()
  const people = useQuery(api.records.getOrganisation.queryOptions({ input: {} })).data?.people ?? []
  return (
    <Select
      id={id}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear={nobody !== undefined}
      placeholder={nobody}
      value={value}
      onChange={(personId: number | null) => onChange(personId ?? null)}
      options={people.map((person) => ({ value: person.personId, label: nameIn(person.name, language) }))}
      style={{ width: '100%' }}
    />
  )
}
