import { useMutation } from '@tanstack/react-query'
import { Input, Select } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useSession } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { FormModal } from './form-modal.tsx'
import type { Response } from './response-text.ts'
import { byLabel, refreshMonitoring, useMembers } from './use-members.ts'

/** Puts a person into another unit from a day on. */
export function ReassignPerson({
  response,
  onClose,
}: {
  readonly response: Response
  readonly onClose: () => void
}) {
  const { t } = useText()
  const { today } = useSession().workspace
  const { people, units } = useMembers()
  const [person, setPerson] = useState<number | null>(null)
  const [unit, setUnit] = useState<number | null>(response.place.orgUnitId ?? null)
  const [day, setDay] = useState(today)
  const reassign = useMutation(
    api.monitoring.reassignPerson.mutationOptions({
      onSuccess: async () => {
        onClose()
        await refreshMonitoring()
      },
    }),
  )
  const save = () =>
    reassign.mutate({
      responseId: response.responseId,
      personId: person ?? 0,
      toUnitId: unit ?? 0,
      effectiveFrom: day,
    })
  return (
    <FormModal
      title={t('response.action.people')}
      ok={t('response.reassign.ok')}
      ready={person !== null && unit !== null && day !== ''}
      pending={reassign.isPending}
      error={reassign.error}
      onOk={save}
      onClose={onClose}
    >
      <Field label={t('response.reassign.person')}>
        {(id) => <Select id={id} showSearch={byLabel} value={person} onChange={setPerson} options={people} />}
      </Field>
      <Field label={t('response.move.to')}>
        {(id) => <Select id={id} showSearch={byLabel} value={unit} onChange={setUnit} options={units} />}
      </Field>
      <Field label={t('response.reassign.from')} hint={t('response.reassign.hint')}>
        {(id) => <Input id={id} type="date" value={day} onChange={({ target }) => setDay(target.value)} />}
      </Field>
    </FormModal>
  )
}
