import type { ImportMapping, MappedColumn } from '@salesloom/contract'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { Card } from '../../ui/page/card.tsx'
import { DayOrder } from './day-order.tsx'

/** Columns whose dates could be read two ways, of which nobody has said yet how. */
export function unsaidOrders(open: readonly string[], draft: ImportMapping): string[] {
  return open.filter((header) => draft.columns.find((column) => column.header === header)?.order === null)
}

type Props = {
  readonly open: readonly string[]
  readonly draft: ImportMapping
  readonly onChange: (mapping: ImportMapping) => void
}

/** Asks what comes first in dates such as 05/06/2024: nothing in the file tells, and a guess would move sales by months. */
export function ConfirmOrders({ open, draft, onChange }: Props) {
  const { t } = useText()
  const say = (header: string, order: MappedColumn['order']) =>
    onChange({
      ...draft,
      columns: draft.columns.map((column) => (column.header === header ? { ...column, order } : column)),
    })
  return (
    <Card title={t('imports.orderTitle')}>
      <p className="notice care">{t('imports.orderStop', { column: open.join(', ') })}</p>
      <div className="fields">
        {open.map((header) => (
          <Field key={header} label={header}>
            {() => (
              <DayOrder
                header={header}
                value={draft.columns.find((column) => column.header === header)?.order ?? null}
                onChange={(order) => say(header, order)}
              />
            )}
          </Field>
        ))}
      </div>
    </Card>
  )
}
