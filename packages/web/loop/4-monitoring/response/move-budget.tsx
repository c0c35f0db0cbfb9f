import { useMutation } from '@tanstack/react-query'
import { Input, Select } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useCurrency } from '../../../api/money.ts'
import { useSession } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { NumberInput } from '../../../ui/form/number-input.tsx'
import { FormModal } from './form-modal.tsx'
import type { Response } from './response-text.ts'
import { byLabel, refreshMonitoring, useMembers } from './use-members.ts'

/** Moves budget of a month from one unit to another. */
export function MoveBudget({
  response,
  onClose,
}: {
  readonly response: Response
  readonly onClose: () => void
}) {
  const { t } = useText()
  const currency = useCurrency()
  const { today } = useSession().workspace
  const { units } = useMembers()
  const [from, setFrom] = useState<number | null>(null)
  const [to, setTo] = useState<number | null>(response.place.orgUnitId ?? null)
  const [month, setMonth] = useState(today.slice(0, 7))
  const [amount, setAmount] = useState(0)
  const [note, setNote] = useState('')
  const move = useMutation(
    api.monitoring.moveBudget.mutationOptions({
      onSuccess: async () => {
        onClose()
        await refreshMonitoring()
      },
    }),
  )
  const save = () =>
    move.mutate({
      responseId: response.responseId,
      fromUnitId: from ?? 0,
      toUnitId: to ?? 0,
      month,
      amount: Math.round(amount * 10 ** currency.digits),
      note: note.trim(),
    })
  const unit = (id: string, value: number | null, set: (value: number) => void) => (
    <Select id={id} showSearch={byLabel} value={value} onChange={set} options={units} />
  )
  return (
    <FormModal
      title={t('response.action.budget')}
      ok={t('response.move.ok')}
      ready={from !== null && to !== null && from !== to && amount > 0 && month !== ''}
      pending={move.isPending}
      error={move.error}
      onOk={save}
      onClose={onClose}
    >
      <Field label={t('response.move.from')}>{(id) => unit(id, from, setFrom)}</Field>
      <Field label={t('response.move.to')}>{(id) => unit(id, to, setTo)}</Field>
      <Field label={t('response.move.month')}>
        {(id) => (
          <Input id={id} type="month" value={month} onChange={({ target }) => setMonth(target.value)} />
        )}
      </Field>
      <Field label={t('response.move.amount')}>
        {(id) => <NumberInput id={id} min={0} value={amount} onChange={setAmount} />}
      </Field>
      <Field label={t('response.move.note')}>
        {(id) => (
          <Input id={id} maxLength={300} value={note} onChange={({ target }) => setNote(target.value)} />
        )}
      </Field>
    </FormModal>
  )
}
