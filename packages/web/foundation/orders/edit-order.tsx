import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Modal, Popconfirm, Tabs } from 'antd'
import { useState } from 'react'
import { api, type Outputs } from '../../api/client.ts'
import { useCurrency } from '../../api/money.ts'
import { useText } from '../../i18n/index.ts'
import { columnDate } from '../../ui/format/date.ts'
import { type Language, nameIn } from '../../ui/format/locale.ts'
import { exactMoney } from '../../ui/format/money.ts'
import { Loaded } from '../../ui/page/loaded.tsx'
import { Problem } from '../../ui/page/problem.tsx'
import { EditOrderHead } from './edit-order-head.tsx'
import { type LineDraft, missingInLines, percentOf, shareOf } from './order-draft.ts'
import { OrderLines } from './order-lines.tsx'
import { refreshFigures } from './refresh-figures.ts'

type Order = Outputs['facts']['getOrder']

function draftOf(order: Order, language: Language): LineDraft[] {
  return order.lines.map((line, key) => ({
    key,
    lineNumber: line.lineNumber,
    productId: line.product.productId,
    productName: nameIn(line.product.name, language),
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    discountPercent: percentOf(line.discountRate),
  }))
}

function useOrderChanges(order: Order, onClose: () => void) {
  const { t, language } = useText()
  const currency = useCurrency()
  const { message } = App.useApp()
  const done = (text: string) => {
    void message.success(text)
    void refreshFigures()
    onClose()
  }
  const edit = useMutation(
    api.facts.editOrder.mutationOptions({
      onSuccess: ({ amount }) =>
        done(t('orders.edit.done', { number: order.number, amount: exactMoney(amount, currency, language) })),
    }),
  )
  const remove = useMutation(
    api.facts.removeOrder.mutationOptions({
      onSuccess: () => done(t('orders.edit.removed', { number: order.number })),
    }),
  )
  return { edit, remove }
}

function LinesForm({ order, onClose }: { readonly order: Order; readonly onClose: () => void }) {
  const { t, language } = useText()
  const [lines, setLines] = useState<readonly LineDraft[]>(() => draftOf(order, language))
  const [checked, setChecked] = useState(false)
  const { edit, remove } = useOrderChanges(order, onClose)
  const { orderId, version } = order
  const submit = () => {
    setChecked(true)
    if (missingInLines(lines).size > 0) return
    edit.mutate({
      orderId,
      version,
      lines: lines.map((line) => ({
        lineNumber: line.lineNumber ?? null,
        productId: line.productId ?? 0,
        quantity: line.quantity,
        unitPrice: line.unitPrice,
        discountRate: shareOf(line.discountPercent),
      })),
    })
  }
  const failed = edit.error ?? remove.error
  return (
    <>
      <p className="muted">
        {columnDate(order.orderDate)}
        {order.customer !== null && ` · ${nameIn(order.customer, language)}`} · {order.source}
      </p>
      <OrderLines lines={lines} missing={checked ? missingInLines(lines) : new Set()} onChange={setLines} />
      {failed !== null && <Problem error={failed} />}
      <div className="row" style={{ marginTop: 16 }}>
        <Popconfirm
          title={t('orders.edit.sure', { number: order.number })}
          okText={t('orders.edit.remove')}
          cancelText={t('ui.action.cancel')}
          onConfirm={() => remove.mutate({ orderId })}
        >
          <Button danger loading={remove.isPending}>
            {t('orders.edit.remove')}
          </Button>
        </Popconfirm>
        <span className="spacer" />
        <Button onClick={onClose}>{t('ui.action.cancel')}</Button>
        <Button type="primary" loading={edit.isPending} onClick={submit}>
          {t('ui.action.save')}
        </Button>
      </div>
    </>
  )
}

/** An order: its lines added, changed, removed, its head changed, or the whole of it taken out. */
export default function EditOrder(props: { readonly orderId: number; readonly onClose: () => void }) {
  const { t } = useText()
  const { orderId, onClose } = props
  const query = useQuery(api.facts.getOrder.queryOptions({ input: { orderId } }))
  const number = query.data?.number ?? ''
  return (
    <Modal open width={780} title={t('orders.edit.title', { number })} footer={null} onCancel={onClose}>
      <Loaded query={query} lines={4}>
        {(order) => (
          <Tabs
            items={[
              {
                key: 'lines',
                label: t('orders.head.lines'),
                children: <LinesForm key={order.version} order={order} onClose={onClose} />,
              },
              {
                key: 'head',
                label: t('orders.head.title'),
                children: <EditOrderHead order={order} onClose={onClose} />,
              },
            ]}
          />
        )}
      </Loaded>
    </Modal>
  )
}
