import { useMutation } from '@tanstack/react-query'
import { Input } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { FormModal } from './form-modal.tsx'
import { TeamFields, type TeamMember, trimmed } from './team-fields.tsx'
import { refreshMonitoring } from './use-members.ts'

/** Opens a response to a deviation: what it is called, and who is in the task force for what. */
export function CreateResponse(props: { readonly deviationId: number; readonly onClose: () => void }) {
  const { t } = useText()
  const [title, setTitle] = useState('')
  const [team, setTeam] = useState<TeamMember[]>([])
  const create = useMutation(
    api.monitoring.createResponse.mutationOptions({
      onSuccess: async () => {
        props.onClose()
        await refreshMonitoring()
      },
    }),
  )
  const { deviationId } = props
  return (
    <FormModal
      title={t('response.plan.create')}
      ok={t('response.plan.createOk')}
      ready={title.trim() !== ''}
      pending={create.isPending}
      error={create.error}
      onClose={props.onClose}
      onOk={() =>
        create.mutate({
          deviationId,
          title: title.trim(),
          people: trimmed(team),
        })
      }
    >
      <Field label={t('response.plan.name')}>
        {(id) => (
          <Input id={id} maxLength={120} value={title} onChange={({ target }) => setTitle(target.value)} />
        )}
      </Field>
      <TeamFields team={team} onChange={setTeam} />
    </FormModal>
  )
}
