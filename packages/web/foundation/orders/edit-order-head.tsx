import { useMutation } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { api, type Outputs } from '../../api/client.ts'
import { isOvertaken } from '../../api/failure.ts'
import { queries } from '../../api/queries.ts'
import { useText } from '../../i18n/index.ts'
import { columnDate } from '../../ui/format/date.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { Problem } from '../../ui/page/problem.tsx'
import { type OrderHead, OrderHeadFields } from './order-head-fields.tsx'
import { refreshFigures } from './refresh-figures.ts'

type Order = Outputs['facts']['getOrder']

const headOf = ({ orderDate, channel, customerId, personId }: Order): OrderHead => ({
  orderDate,
  channel,
  customerId,
  personId,
})

/** What somebody else has made of the order meanwhile, beside what is typed here. */
function Theirs({ order, draft }: { readonly order: Order; readonly draft: OrderHead }) {
  const { t, language } = useText()
  const named = (name: Order['customer']) => (name === null ? t('orders.nobody') : nameIn(name, language))
  const now = [
    ['orders.record.date', order.orderDate !== draft.orderDate, columnDate(order.orderDate)],
    ['orders.record.customer', order.customerId !== draft.customerId, named(order.customer)],
    ['orders.channel', order.channel !== draft.channel, order.channel],
    ['orders.record.person', order.personId !== draft.personId, named(order.person)],
  ] as const
  const differing = now.filter(([, differs]) => differs)
  if (differing.length === 0) return null
  return (
    <dl className="terms order-theirs" aria-label={t('orders.head.theirs')}>
      {differing.map(([label, , value]) => (
        <div key={label} style={{ display: 'contents' }}>
          <dt>{t('orders.head.now', { field: t(label) })}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Day, customer, channel and seller of an order that stands. What is typed stays when somebody else was faster. */
export function EditOrderHead({ order, onClose }: { readonly order: Order; readonly onClose: () => void }) {
  const { t, language } = useText()
  const { message } = App.useApp()
  const [draft, setDraft] = useState<OrderHead>(() => headOf(order))
  const edit = useMutation(
    api.facts.editOrderHead.mutationOptions({
      onError: (error) => {
        if (isOvertaken(error)) void queries.invalidateQueries({ queryKey: api.facts.getOrder.key() })
      },
      onSuccess: () => {
        void message.success(t('orders.head.done', { number: order.number }))
        void refreshFigures()
        onClose()
      },
    }),
  )
  const missing = new Set([
    ...(draft.orderDate === '' ? ['orderDate'] : []),
    ...(draft.customerId === null ? ['customerId'] : []),
  ])
  const conflict = edit.isError && isOvertaken(edit.error)
  const isSame = JSON.stringify(draft) === JSON.stringify(headOf(order))
  const submit = () => {
    const { customerId, ...rest } = draft
    if (customerId !== null && missing.size === 0)
      edit.mutate({ orderId: order.orderId, version: order.version, ...rest, customerId })
  }
  return (
    <>
      <div className="fields">
        <OrderHeadFields
          head={draft}
          missing={missing}
          {...(order.customer === null ? {} : { customerName: nameIn(order.customer, language) })}
          onChange={(part) => setDraft({ ...draft, ...part })}
        />
      </div>
      {edit.isError && <Problem error={edit.error} />}
      {conflict && <Theirs order={order} draft={draft} />}
      <div className="row" style={{ marginTop: 16 }}>
        <span className="spacer" />
        <Button onClick={onClose}>{t('ui.action.cancel')}</Button>
        <Button
          type="primary"
          loading={edit.isPending}
          disabled={missing.size > 0 || (isSame && !conflict)}
          onClick={submit}
        >
          {t(conflict ? 'orders.head.mine' : 'ui.action.save')}
        </Button>
      </div>
    </>
  )
}
