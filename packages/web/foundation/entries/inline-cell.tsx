import { type EntryRow, type EntryValue, type Field, fieldLabel, type KindName } from '@salesloom/contract'
import { useMutation } from '@tanstack/react-query'
import { App } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { failureOf } from '../../api/failure.ts'
import { useText } from '../../i18n/index.ts'
import { valueText } from './entry-value.tsx'
import { refreshEntries } from './use-entry-changes.ts'
import { ValueInput } from './value-input.tsx'

type InlineCellProps = {
  readonly kind: KindName
  readonly row: EntryRow
  readonly field: Field
  readonly editable: boolean
}

function startOf(value: EntryValue | undefined): EntryValue {
  return value ?? null
}

/** A cell that is changed where it stands: double click or Enter opens it, Enter or leaving saves, Escape takes it back. */
export function InlineCell({ kind, row, field, editable }: InlineCellProps) {
  const { t, language } = useText()
  const { message } = App.useApp()
  const [draft, setDraft] = useState<{ readonly value: EntryValue } | null>(null)
  const value = row.values[field.name]
  const save = useMutation(
    api.entries.editEntry.mutationOptions({
      onSuccess: () => {
        setDraft(null)
        void refreshEntries()
      },
      onError: (error) => void message.error(failureOf(error).message ?? t('ui.error.unknown.title')),
    }),
  )
  const open = () => {
    if (editable) setDraft({ value: startOf(value) })
  }
  const submit = (next: EntryValue) => {
    if (save.isPending) return
    const plain = typeof next === 'object' && next !== null ? next.id : next
    const before = typeof value === 'object' && value !== null ? value.id : (value ?? null)
    if (plain === before || (plain === '' && before === null)) return setDraft(null)
    save.mutate({ kind, id: row.id, version: row.version, values: { [field.name]: plain } })
  }
  if (draft === null)
    return (
      <button
        type="button"
        className="cell-value"
        disabled={!editable}
        title={editable ? t('entries.editHint') : undefined}
        onDoubleClick={open}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === 'F2') {
            event.preventDefault()
            open()
          }
        }}
      >
        {valueText(field, value, language)}
      </button>
    )
  const chooses = field.type === 'link' || field.type === 'choice'
  return (
    <fieldset
      className="cell-editor"
      aria-label={fieldLabel(field.name, language)}
      onBlur={(event) => {
        if (!chooses && !event.currentTarget.contains(event.relatedTarget)) submit(draft.value)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setDraft(null)
      }}
    >
      <ValueInput
        kind={kind}
        field={field}
        value={draft.value}
        label={fieldLabel(field.name, language)}
        autoFocus
        onChange={(next) => (chooses ? submit(next) : setDraft({ value: next }))}
        onEnter={() => submit(draft.value)}
      />
    </fieldset>
  )
}
