import { addDays, fiscalPartHolding } from '@salesloom/engine/calendar'
import { useMutation } from '@tanstack/react-query'
import { App, Input } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useSession } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { NumberInput } from '../../../ui/form/number-input.tsx'
import { FormModal } from './form-modal.tsx'
import type { Response } from './response-text.ts'
import { refreshMonitoring } from './use-members.ts'

/** Asks part 1 to change the target of the months to come; it is decided on the calibration page. */
export function ProposeTargets({
  response,
  onClose,
}: {
  readonly response: Response
  readonly onClose: () => void
}) {
  const { t } = useText()
  const { message } = App.useApp()
  const { today, calendar } = useSession().workspace
  const next = fiscalPartHolding(fiscalPartHolding(today, 'quarter', calendar).until, 'quarter', calendar)
  const [from, setFrom] = useState(next.from.slice(0, 7))
  const [until, setUntil] = useState(addDays(next.until, -1).slice(0, 7))
  const [percent, setPercent] = useState(-5)
  const [note, setNote] = useState('')
  const propose = useMutation(
    api.monitoring.proposeTargets.mutationOptions({
      onSuccess: async () => {
        void message.success(t('response.propose.done'))
        onClose()
        await refreshMonitoring()
      },
    }),
  )
  const save = () =>
    propose.mutate({
      responseId: response.responseId,
      fromMonth: from,
      untilMonth: until,
      percent,
      note: note.trim(),
    })
  const month = (id: string, value: string, set: (value: string) => void) => (
    <Input id={id} type="month" value={value} onChange={({ target }) => set(target.value)} />
  )
  return (
    <FormModal
      title={t('response.action.targets')}
      ok={t('response.propose.ok')}
      ready={note.trim() !== '' && percent !== 0 && from !== '' && until >= from}
      pending={propose.isPending}
      error={propose.error}
      onOk={save}
      onClose={onClose}
    >
      <Field label={t('response.propose.from')}>{(id) => month(id, from, setFrom)}</Field>
      <Field label={t('response.propose.until')}>{(id) => month(id, until, setUntil)}</Field>
      <Field label={t('response.propose.percent')}>
        {(id) => (
          <NumberInput
            id={id}
            min={-50}
            max={50}
            step={0.5}
            suffix="%"
            value={percent}
            onChange={setPercent}
          />
        )}
      </Field>
      <Field label={t('response.propose.note')} hint={t('response.propose.hint')}>
        {(id) => (
          <Input id={id} maxLength={300} value={note} onChange={({ target }) => setNote(target.value)} />
        )}
      </Field>
    </FormModal>
  )
}
