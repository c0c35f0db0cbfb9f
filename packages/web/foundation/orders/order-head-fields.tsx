import { useQuery } from '@tanstack/react-query'
import { Input, Select } from 'antd'
import { api } from '../../api/client.ts'
import { useSession } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { nameIn } from '../../ui/format/locale.ts'
import type { OrderDraft } from './order-draft.ts'
import { RemoteSelect } from './remote-select.tsx'

export type OrderHead = Pick<OrderDraft, 'orderDate' | 'channel' | 'customerId' | 'personId'>

function Seller(props: { readonly value: number | null; readonly onChange: (id: number | null) => void }) {
  const { t, language } = useText()
  const people = useQuery(api.records.getOrganisation.queryOptions({ input: {} })).data?.people ?? []
  return (
    <Field label={t('orders.record.person')}>
      {(id) => (
        <Select
          id={id}
          showSearch={{ optionFilterProp: 'label' }}
          value={props.value ?? 0}
          onChange={(personId) => props.onChange(personId === 0 ? null : personId)}
          options={[
            { value: 0, label: t('orders.nobody') },
            ...people.map((person) => ({ value: person.personId, label: nameIn(person.name, language) })),
          ]}
        />
      )}
    </Field>
  )
}

/** Day, customer, channel and seller of an order. */
export function OrderHeadFields(props: {
  readonly head: OrderHead
  readonly missing: ReadonlySet<string>
  /** What the customer is called before another is chosen. */
  readonly customerName?: string
  readonly onChange: (part: Partial<OrderHead>) => void
}) {
  const { t, language } = useText()
  const { channels } = useSession().workspace
  const { head, missing, onChange } = props
  const need = (field: string) => (missing.has(field) ? t('orders.record.missing') : null)
  return (
    <>
      <Field label={t('orders.record.date')} error={need('orderDate')}>
        {(id) => (
          <Input
            id={id}
            type="date"
            value={head.orderDate}
            onChange={(event) => onChange({ orderDate: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('orders.record.customer')} error={need('customerId')}>
        {(id) => (
          <RemoteSelect
            id={id}
            kind="customer"
            placeholder={t('orders.record.customerHint')}
            value={head.customerId}
            standing={props.customerName}
            invalid={missing.has('customerId')}
            onChange={(customerId) => onChange({ customerId })}
          />
        )}
      </Field>
      <Field label={t('orders.channel')}>
        {(id) => (
          <Select
            id={id}
            value={head.channel}
            onChange={(channel) => onChange({ channel })}
            options={channels.map((channel) => ({
              value: channel.code,
              label: nameIn(channel.name, language),
            }))}
          />
        )}
      </Field>
      <div className="whole">
        <Seller value={head.personId} onChange={(personId) => onChange({ personId })} />
      </div>
    </>
  )
}
