import { useMutation } from '@tanstack/react-query'
import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { api, type Outputs } from '../../api/client.ts'
import { useText } from '../../i18n/index.ts'
import { Problem } from '../../ui/page/problem.tsx'
import { refreshPeople } from './refresh-people.ts'
import { type RoleAndPerson, RoleAndPersonFields } from './role-and-person.tsx'

export type Member = Outputs['administration']['findMembers'][number]

/** Changes a member's role and person. */
export function EditMember({ member, onClose }: { readonly member: Member; readonly onClose: () => void }) {
  const { t } = useText()
  const { message } = App.useApp()
  const [value, setValue] = useState<RoleAndPerson>({ role: member.role, personId: member.personId })
  const change = useMutation(
    api.people.changeMember.mutationOptions({
      onSuccess: () => {
        void message.success(t('people.members.saved'))
        void refreshPeople()
        onClose()
      },
    }),
  )
  return (
    <Modal
      open
      title={member.name}
      onCancel={onClose}
      footer={
        <span className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{t('ui.action.cancel')}</Button>
          <Button
            type="primary"
            loading={change.isPending}
            onClick={() => change.mutate({ membershipId: member.membershipId, ...value })}
          >
            {t('ui.action.save')}
          </Button>
        </span>
      }
    >
      <div className="fields">
        <RoleAndPersonFields value={value} onChange={setValue} />
      </div>
      {change.isError && <Problem error={change.error} />}
    </Modal>
  )
}
