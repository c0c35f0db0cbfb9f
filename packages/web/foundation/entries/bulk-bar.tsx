import { type EntryRow, type EntryValue, type Field, fieldLabel, type Kind } from '@salesloom/contract'
import { Button, Popover, Select } from 'antd'
import { useState } from 'react'
import { useText } from '../../i18n/index.ts'
import { Problem } from '../../ui/page/problem.tsx'
import { plainValue, valueCounts } from './entry-draft.ts'
import { valueText } from './entry-value.tsx'
import { useEntryChanges } from './use-entry-changes.ts'
import { ValueInput } from './value-input.tsx'

type BulkBarProps = {
  readonly kind: Kind
  readonly fields: readonly Field[]
  /** the entries that are ticked, as the list shows them */
  readonly rows: readonly EntryRow[]
  readonly removed: boolean
  readonly onClear: () => void
}

/** Values shown of those that differ; the rest is counted together. */
const MOST_VALUES = 4

/** What the ticked entries say now, so that nobody replaces values that they have not seen. */
function ValueCounts({ field, rows }: { readonly field: Field; readonly rows: readonly EntryRow[] }) {
  const { t, language } = useText()
  const counts = valueCounts(rows, field.name)
  const rest = counts.slice(MOST_VALUES).reduce((sum, { count }) => sum + count, 0)
  const shown = counts
    .slice(0, MOST_VALUES)
    .map(({ value, count }) => `${valueText(field, value, language)} × ${count}`)
  return (
    <p className="value-counts">
      {t('entries.valuesNow')}{' '}
      {[...shown, ...(rest > 0 ? [t('entries.valuesMore', { count: rest })] : [])].join(' · ')}
    </p>
  )
}

function SetValue({ kind, fields, rows }: Pick<BulkBarProps, 'kind' | 'fields' | 'rows'>) {
  const { t, language } = useText()
  const { editMany } = useEntryChanges(kind.name)
  const settable = fields.filter(
    (field) => field.name !== kind.title && field.name !== 'code' && field.name !== 'number',
  )
  const [name, setName] = useState<string>(settable[0]?.name ?? '')
  const [value, setValue] = useState<EntryValue>(null)
  const field = settable.find((candidate) => candidate.name === name)
  if (field === undefined) return null
  const plain = plainValue(value)
  const empty = plain === null
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
      <ValueCounts field={field} rows={rows} />
      {editMany.isError && <Problem error={editMany.error} />}
      <Button
        type="primary"
        loading={editMany.isPending}
        danger={empty && !field.required}
        disabled={field.required && empty}
        onClick={() =>
          editMany.mutate({
            kind: kind.name,
            ids: rows.map((row) => row.id),
            versions: rows.map((row) => row.version),
            values: { [name]: plain },
          })
        }
      >
        {t(empty ? 'entries.emptyFor' : 'entries.setFor', { count: rows.length })}
      </Button>
    </div>
  )
}

/** What can be done with the rows that are ticked. */
export function BulkBar({ kind, fields, rows, removed, onClear }: BulkBarProps) {
  const { t } = useText()
  const { remove, restore } = useEntryChanges(kind.name)
  const input = { kind: kind.name, ids: rows.map((row) => row.id) }
  const count = rows.length
  return (
    <div className="bulk-bar" role="toolbar" aria-label={t('entries.chosen', { count })}>
      <b>{t('entries.chosen', { count })}</b>
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
          <Popover trigger="click" content={<SetValue kind={kind} fields={fields} rows={rows} />}>
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
