import type { MappedColumn } from '@salesloom/contract'
import { Select } from 'antd'
import { useText } from '../../i18n/index.ts'

/** What comes first in the dates of a column; nothing where nobody can tell and somebody has to say. */
export function DayOrder({
  header,
  value,
  onChange,
}: {
  readonly header: string
  readonly value: MappedColumn['order']
  readonly onChange: (order: MappedColumn['order']) => void
}) {
  const { t } = useText()
  return (
    <Select
      className="field-select"
      aria-label={`${header}: ${t('imports.order')}`}
      value={value}
      placeholder={t('imports.orderUnsaid')}
      {...(value === null ? { status: 'warning' as const } : {})}
      options={[
        { value: 'dmy' as const, label: t('imports.orders.dmy') },
        { value: 'mdy' as const, label: t('imports.orders.mdy') },
      ]}
      onChange={onChange}
    />
  )
}
