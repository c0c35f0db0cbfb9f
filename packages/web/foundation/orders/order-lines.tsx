import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useCurrency } from '../../api/money.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { emptyLine, type LineDraft } from './order-draft.ts'
import { RemoteSelect } from './remote-select.tsx'

type OrderLinesProps = {
  readonly lines: readonly LineDraft[]
  readonly missing: ReadonlySet<string>
  readonly onChange: (lines: readonly LineDraft[]) => void
}

/** The lines of an order being typed. */
export function OrderLines({ lines, missing, onChange }: OrderLinesProps) {
  const { t } = useText()
  const currency = useCurrency()
  const change = (key: number, part: Partial<LineDraft>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...part } : line)))
  const add = () => onChange([...lines, emptyLine(Math.max(...lines.map((line) => line.key)) + 1)])
  return (
    <div className="order-lines" style={{ marginTop: 16 }}>
      {lines.map((line, index) => {
        const need = (field: string) =>
          missing.has(`lines.${index}.${field}`) ? t('orders.record.missing') : null
        return (
          <fieldset
            key={line.key}
            className="order-line"
            aria-label={t('orders.record.line', { number: index + 1 })}
          >
            <Field label={t('orders.record.product')} error={need('productId')}>
              {(id) => (
                <RemoteSelect
                  id={id}
                  kind="product"
                  placeholder={t('orders.record.productHint')}
                  value={line.productId}
                  standing={line.productName}
                  invalid={missing.has(`lines.${index}.productId`)}
                  onChange={(productId) => change(line.key, { productId })}
                />
              )}
            </Field>
            <Field label={t('orders.record.quantity')} error={need('quantity')}>
              {(id) => (
                <Input
                  id={id}
                  inputMode="decimal"
                  value={line.quantity}
                  onChange={(event) => change(line.key, { quantity: event.target.value })}
                />
              )}
            </Field>
            <Field label={`${t('orders.record.price')} ${currency.code}`} error={need('unitPrice')}>
              {(id) => (
                <Input
                  id={id}
                  inputMode="decimal"
                  value={line.unitPrice}
                  onChange={(event) => change(line.key, { unitPrice: event.target.value })}
                />
              )}
            </Field>
            <Field label={t('orders.record.discount')} error={need('discountPercent')}>
              {(id) => (
                <Input
                  id={id}
                  inputMode="decimal"
                  value={line.discountPercent}
                  onChange={(event) => change(line.key, { discountPercent: event.target.value })}
                />
              )}
            </Field>
            <Button
              type="text"
              icon={<DeleteOutlined />}
              disabled={lines.length === 1}
              aria-label={t('orders.record.removeLine', { number: index + 1 })}
              onClick={() => onChange(lines.filter((other) => other.key !== line.key))}
            />
          </fieldset>
        )
      })}
      <span>
        <Button icon={<PlusOutlined />} onClick={add}>
          {t('orders.record.addLine')}
        </Button>
      </span>
    </div>
  )
}
