import { MoreOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Dropdown } from 'antd'
import { api, client } from '../../api/client.ts'
import { failureOf } from '../../api/failure.ts'
import { useText } from '../../i18n/index.ts'
import type { Member } from './edit-member.tsx'
import type { MadeLink } from './link-once.tsx'
import { refreshPeople } from './refresh-people.ts'

type Choice = 'edit' | 'reset' | 'endSessions' | 'deactivate' | 'reactivate'

function useChoices(onLink: (link: MadeLink) => void, onEdit: () => void) {
  const { t } = useText()
  const { message } = App.useApp()
  const turn = useMutation(api.people.deactivateMember.mutationOptions())
  const act = async (choice: Choice, { membershipId, email, name }: Member): Promise<void> => {
    if (choice === 'edit') return onEdit()
    if (choice === 'reset') {
      const { path, expiresAt, mailed } = await client.people.createPasswordReset({ membershipId })
      return onLink({ kind: 'reset', email, path, expiresAt, mailed })
    }
    if (choice === 'endSessions') {
      const { ended } = await client.people.endMemberSessions({ membershipId })
      void message.success(t('people.members.ended', { count: ended }))
    } else if (choice === 'deactivate') {
      await turn.mutateAsync({ membershipId })
      void message.success(t('people.members.deactivated', { name }))
    } else {
      await client.people.reactivateMember({ membershipId })
      void message.success(t('people.members.reactivated', { name }))
    }
    await refreshPeople()
  }
  return (choice: Choice, member: Member) =>
    act(choice, member).catch((error: unknown) => {
      void message.error(failureOf(error).message ?? t('ui.error.unknown.title'))
    })
}

/** What an administrator can do about a member. */
export function MemberMenu(props: {
  readonly member: Member
  readonly onEdit: () => void
  readonly onLink: (link: MadeLink) => void
}) {
  const { t } = useText()
  const { member } = props
  const choose = useChoices(props.onLink, props.onEdit)
  const choices: readonly Choice[] = member.active
    ? ['edit', 'reset', 'endSessions', 'deactivate']
    : ['edit', 'reactivate']
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: choices.map((choice) => ({
          key: choice,
          label: t(`people.members.${choice}`),
          danger: choice === 'deactivate',
        })),
        onClick: ({ key }) => void choose(choices.find((choice) => choice === key) ?? 'edit', member),
      }}
    >
      <Button
        type="text"
        size="small"
        icon={<MoreOutlined aria-hidden="true" />}
        aria-label={t('people.members.actions', { name: member.name })}
      />
    </Dropdown>
  )
}
