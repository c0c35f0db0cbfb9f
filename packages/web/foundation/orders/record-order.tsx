import { useMutation } from '@tanstack/react-query'
import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useCurrency } from '../../api/money.ts'
import { useSession } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { exactMoney } from '../../ui/format/money.ts'
import { Problem } from '../../ui/page/problem.tsx'
import { emptyLine, missingFields, type OrderDraft, orderOf } from './order-draft.ts'
import { OrderHeadFields } from './order-head-fields.tsx'
import { OrderLines } from './order-lines.tsx'
import { refreshFigures } from './refresh-figures.ts'

const SOURCE = 'manual'

function useDraft() {
  const { workspace, person } = useSession()
  const [draft, setDraft] = useState<OrderDraft>({
    externalId: '',
    orderDate: workspace.today,
    channel: workspace.channels[0]?.code ?? '',
    customerId: null,
    personId: person?.personId ?? null,
    lines: [emptyLine(0)],
  })
  return { draft, change: (part: Partial<OrderDraft>) => setDraft({ ...draft, ...part }) }
}

/** The form of a new order. What is typed stays until it is recorded. */
export default function RecordOrder({ onClose }: { readonly onClose: () => void }) {
  const { t, language } = useText()
  const currency = useCurrency()
  const { message } = App.useApp()
  const { draft, change } = useDraft()
  const [checked, setChecked] = useState(false)
  const missing = checked ? missingFields(draft) : new Set<string>()
  const need = (field: string) => (missing.has(field) ? t('orders.record.missing') : null)
  const record = useMutation(
    api.facts.recordOrder.mutationOptions({
      onSuccess: ({ amount, created }) => {
        void message.success(
          created
            ? t('orders.record.done', {
                number: draft.externalId,
                amount: exactMoney(amount, currency, language),
              })
            : t('orders.record.known', { number: draft.externalId }),
        )
        void refreshFigures()
        onClose()
      },
    }),
  )
  const submit = () => {
    setChecked(true)
    if (missingFields(draft).size === 0) record.mutate(orderOf(draft, SOURCE))
  }
  const footer = (
    <span className="row" style={{ justifyContent: 'flex-end' }}>
      <Button onClick={onClose}>{t('ui.action.cancel')}</Button>
      <Button type="primary" loading={record.isPending} onClick={submit}>
        {t('orders.record.submit')}
      </Button>
    </span>
  )
  return (
    <Modal open width={780} title={t('orders.record.title')} onCancel={onClose} footer={footer}>
      <div className="fields" style={{ marginTop: 12 }}>
        <Field
          label={t('orders.record.number')}
          hint={t('orders.record.numberHint')}
          error={need('externalId')}
        >
          {(id) => (
            <Input
              id={id}
              value={draft.externalId}
              maxLength={100}
              onChange={(event) => change({ externalId: event.target.value })}
            />
          )}
        </Field>
        <OrderHeadFields head={draft} missing={missing} onChange={change} />
      </div>
      <OrderLines lines={draft.lines} missing={missing} onChange={(lines) => change({ lines })} />
      {record.isError && <Problem error={record.error} />}
    </Modal>
  )
}
