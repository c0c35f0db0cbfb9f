import { addDays } from '@salesloom/engine/calendar'
import { useMutation } from '@tanstack/react-query'
import { Input, Select } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { NumberInput } from '../../../ui/form/number-input.tsx'
import { CustomersSelect } from '../response/customer-select.tsx'
import { FormModal } from '../response/form-modal.tsx'
import { byLabel, refreshMonitoring, useMembers } from '../response/use-members.ts'

const USUAL = { percent: 15, days: 30 } as const

/** Lends a person a higher discount limit: for everything, or for some customers or products. */
export function GrantForm(props: {
  readonly today: string
  readonly responseId: number | null
  readonly onClose: () => void
}) {
  const { t } = useText()
  const { people, products } = useMembers()
  const [personId, setPerson] = useState<number | null>(null)
  const [limitPercent, setLimit] = useState<number>(USUAL.percent)
  const [customerIds, setCustomers] = useState<number[]>([])
  const [productIds, setProducts] = useState<number[]>([])
  const [from, setFrom] = useState(props.today)
  const [until, setUntil] = useState(addDays(props.today, USUAL.days))
  const [reason, setReason] = useState('')
  const grant = useMutation(
    api.monitoring.grantAuthority.mutationOptions({
      onSuccess: async () => {
        props.onClose()
        await refreshMonitoring()
      },
    }),
  )
  const { responseId } = props
  const day = (id: string, value: string, set: (value: string) => void) => (
    <Input id={id} type="date" value={value} onChange={({ target }) => set(target.value)} />
  )
  const terms = { responseId, limitPercent, customerIds, productIds, from, until, reason: reason.trim() }
  return (
    <FormModal
      title={t('response.grant.add')}
      ok={t('response.grant.ok')}
      ready={personId !== null && reason.trim() !== '' && until >= from}
      pending={grant.isPending}
      error={grant.error}
      onOk={() => grant.mutate({ ...terms, personId: personId ?? 0 })}
      onClose={props.onClose}
    >
      <Field label={t('response.grant.person')}>
        {(id) => (
          <Select id={id} showSearch={byLabel} value={personId} onChange={setPerson} options={people} />
        )}
      </Field>
      <Field label={t('response.grant.limit')}>
        {(id) => (
          <NumberInput
            id={id}
            min={0}
            max={100}
            step={0.5}
            suffix="%"
            value={limitPercent}
            onChange={setLimit}
          />
        )}
      </Field>
      <Field label={t('response.grant.customers')} hint={t('response.grant.scopeHint')}>
        {(id) => <CustomersSelect id={id} value={customerIds} onChange={setCustomers} />}
      </Field>
      <Field label={t('response.grant.products')}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            showSearch={byLabel}
            value={productIds}
            onChange={setProducts}
            options={products}
          />
        )}
      </Field>
      <Field label={t('response.grant.from')}>{(id) => day(id, from, setFrom)}</Field>
      <Field label={t('response.grant.until')}>{(id) => day(id, until, setUntil)}</Field>
      <Field label={t('response.grant.reason')}>
        {(id) => (
          <Input id={id} maxLength={300} value={reason} onChange={({ target }) => setReason(target.value)} />
        )}
      </Field>
    </FormModal>
  )
}
