import { Input, Select } from 'antd'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { useColleagues } from '../use-colleagues.ts'
import { byLabel } from './use-members.ts'

export type TeamMember = { readonly personId: number; readonly role: string }

/** Who is in a task force, and what each of them sees to. */
export function TeamFields(props: {
  readonly team: readonly TeamMember[]
  readonly onChange: (team: TeamMember[]) => void
}) {
  const { t } = useText()
  const people = useColleagues()
  const { team, onChange } = props
  const nameOf = (personId: number) => people.find(({ value }) => value === personId)?.label ?? ''
  const choose = (ids: readonly number[]) =>
    onChange(ids.map((personId) => team.find((each) => each.personId === personId) ?? { personId, role: '' }))
  return (
    <>
      <Field label={t('response.plan.people')}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            showSearch={byLabel}
            value={team.map(({ personId }) => personId)}
            onChange={choose}
            options={people}
          />
        )}
      </Field>
      {team.map((member) => (
        <Field key={member.personId} label={t('response.plan.role', { name: nameOf(member.personId) })}>
          {(id) => (
            <Input
              id={id}
              maxLength={60}
              placeholder={t('response.plan.roleHint')}
              value={member.role}
              onChange={({ target }) =>
                onChange(team.map((each) => (each === member ? { ...member, role: target.value } : each)))
              }
            />
          )}
        </Field>
      ))}
    </>
  )
}

/** Roles as they are sent. */
export const trimmed = (team: readonly TeamMember[]): TeamMember[] =>
  team.map(({ personId, role }) => ({ personId, role: role.trim() }))
