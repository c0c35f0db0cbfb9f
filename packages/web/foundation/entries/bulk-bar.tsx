import { type EntryValue, type Field, fieldLabel, type Kind } from '@salesloom/contract'
import { Button, Popover, Select } from 'antd'
import { useState } from 'react'
import { useText } from '../../i18n/index.ts'
import { useEntryChanges } from './use-entry-changes.ts'
import { ValueInput } from './value-input.tsx'

type BulkBarProps = {
  readonly kind: Kind
  readonly fields: readonly Field[]
  readonly ids: readonly number[]
  readonly removed: boolean
  readonly onClear: () => void
}

function SetValue({ kind, fields, ids }: Pick<BulkBarProps, 'kind' | 'fields' | 'ids'>) {
  const { t, language } = useText()
  const { editMany } = useEntryChanges(kind.name)
  const settable = fields.filter(
    (field) => field.name !== kind.title && field.name !== 'code' && field.name !== 'number',
  )
  const [name, setName] = useState<string>(settable[0]?.name ?? '')
  const [value, setValue] = useState<EntryValue>(null)
  const field = settable.find((candidate) => candidate.name === name)
  if (field === undefined) return null
  const plain = typeof value === 'object' && value !== null ? value.id : value
  const empty = plain === null || plain === ''
  return (
    <div className="filter-form">
      <Select
        aria-label={t('entries.filterField')}
        value={name}
        options={settable.map((one) => ({ value: one.name, label: fieldLabel(one.name, language) }))}
        onChange={(next) => {
          setName(next)
          setValue(null)
        }}
      />
      <ValueInput
        key={name}
        kind={kind.name}
        field={field}
        value={value}
        label={t('entries.filterValue')}
        onChange={setValue}
      />
      <Button
        type="primary"
        loading={editMany.isPending}
        danger={empty && !field.required}
        disabled={field.required && empty}
        onClick={() =>
          editMany.mutate({ kind: kind.name, ids: [...ids], values: { [name]: empty ? null : plain } })
        }
      >
        {t(empty ? 'entries.emptyFor' : 'entries.setFor', { count: ids.length })}
      </Button>
    </div>
  )
}

/** What can be done with the rows that are ticked. */
export function BulkBar({ kind, fields, ids, removed, onClear }: BulkBarProps) {
  const { t } = useText()
  const { remove, restore } = useEntryChanges(kind.name)
  const input = { kind: kind.name, ids: [...ids] }
  return (
    <div className="bulk-bar" role="toolbar" aria-label={t('entries.chosen', { count: ids.length })}>
      <b>{t('entries.chosen', { count: ids.length })}</b>
      {removed ? (
        <Button
          size="small"
          loading={restore.isPending}
          onClick={() => restore.mutate(input, { onSuccess: onClear })}
        >
          {t('entries.restore')}
        </Button>
      ) : (
        <>
          <Popover trigger="click" content={<SetValue kind={kind} fields={fields} ids={ids} />}>
            <Button size="small">{t('entries.setValue')}</Button>
          </Popover>
          <Button
            size="small"
            danger
            loading={remove.isPending}
            onClick={() => remove.mutate(input, { onSuccess: onClear })}
          >
            {t('entries.remove')}
          </Button>
        </>
      )}
      <span className="spacer" />
      <Button size="small" type="text" onClick={onClear}>
        {t('ui.action.clear')}
      </Button>
    </div>
  )
}
