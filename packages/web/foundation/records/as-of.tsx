import { Input } from 'antd'
import { useId } from 'react'
import { useSession } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'

/** The day on which a tree is looked at; a transfer in May does not change April. */
export function AsOf({
  value,
  onChange,
}: {
  readonly value: string | null
  readonly onChange: (day: string | null) => void
}) {
  const { t } = useText()
  const id = useId()
  const { today } = useSession().workspace
  return (
    <label className="row faint" htmlFor={id}>
      {t('records.asOf')}
      <Input
        id={id}
        type="date"
        size="small"
        style={{ width: 150 }}
        value={value ?? today}
        onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      />
    </label>
  )
}
