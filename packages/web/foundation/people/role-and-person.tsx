import { ROLES, type Role } from '@salesloom/contract'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { api } from '../../api/client.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { nameIn } from '../../ui/format/locale.ts'

export type RoleAndPerson = { readonly role: Role; readonly personId: number | null }

/** The two choices of a membership: what somebody may do, and whose figures are theirs. */
export function RoleAndPersonFields({
  value,
  onChange,
}: {
  readonly value: RoleAndPerson
  readonly onChange: (value: RoleAndPerson) => void
}) {
  const { t, language } = useText()
  const people = useQuery(api.people.findPositions.queryOptions()).data ?? []
  return (
    <>
      <Field label={t('people.members.role')}>
        {(id) => (
          <Select
            id={id}
            value={value.role}
            onChange={(role) => onChange({ ...value, role })}
            options={ROLES.map((role) => ({ value: role, label: t(`shell.role.${role}`) }))}
          />
        )}
      </Field>
      <Field label={t('people.members.person')} hint={t('people.members.personHint')}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            value={value.personId ?? 0}
            onChange={(personId) => onChange({ ...value, personId: personId === 0 ? null : personId })}
            options={[
              { value: 0, label: t('people.members.nobody') },
              ...people.map((person) => ({
                value: person.personId,
                label: `${nameIn(person.name, language)} · ${person.code}`,
                disabled: person.member && person.personId !== value.personId,
              })),
            ]}
          />
        )}
      </Field>
    </>
  )
}
