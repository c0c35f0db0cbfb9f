import { type EntryRow, type EntryValue, type Field, fieldLabel, type KindName } from '@salesloom/contract'
import { useMutation } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { failureOf, isOvertaken } from '../../api/failure.ts'
import { useText } from '../../i18n/index.ts'
import { type EntryDraft, isBehind, NOTHING_TYPED, plainValue, typed } from './entry-draft.ts'
import { valueText } from './entry-value.tsx'
import { refreshEntries } from './use-entry-changes.ts'
import { ValueInput } from './value-input.tsx'

type InlineCellProps = {
  readonly kind: KindName
  readonly row: EntryRow
  readonly field: Field
  readonly editable: boolean
}

/** A cell that is changed where it stands: double click or Enter opens it, Enter or leaving saves, Escape takes it back. */
export function InlineCell({ kind, row, field, editable }: InlineCellProps) {
  const { t, language } = useText()
  const { message } = App.useApp()
  const [draft, setDraft] = useState<EntryDraft | null>(null)
  const value = row.values[field.name]
  const mine = draft?.changed[field.name] ?? null
  const behind = draft !== null && isBehind(draft, row)
  const save = useMutation(
    api.entries.editEntry.mutationOptions({
      onSuccess: () => {
        setDraft(null)
        void refreshEntries()
      },
      onError: (error) => {
        void message.error(failureOf(error).message ?? t('ui.error.unknown.title'))
        if (isOvertaken(error)) void refreshEntries()
      },
    }),
  )
  const open = () => {
    if (editable) setDraft(typed(NOTHING_TYPED, row, field.name, value ?? null))
  }
  const type = (next: EntryValue) => setDraft(typed(draft ?? NOTHING_TYPED, row, field.name, next))
  const submit = (next: EntryValue, seen = draft?.base ?? row) => {
    if (save.isPending) return
    const plain = plainValue(next)
    if (plain === plainValue(value)) return setDraft(null)
    save.mutate({ kind, id: row.id, version: seen.version, values: { [field.name]: plain } })
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
        // What both have changed is saved by its own button only.
        if (!chooses && !behind && !event.currentTarget.contains(event.relatedTarget)) submit(mine)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setDraft(null)
      }}
    >
      <ValueInput
        kind={kind}
        field={field}
        value={mine}
        label={fieldLabel(field.name, language)}
        autoFocus
        onChange={(next) => {
          if (!chooses || behind) return type(next)
          type(next)
          submit(next)
        }}
        onEnter={() => submit(mine, behind ? row : undefined)}
      />
      {behind && (
        <div className="cell-theirs" role="alert">
          {t('entries.theirs.now')} <b>{valueText(field, value, language)}</b>
          <Button size="small" type="primary" onClick={() => submit(mine, row)}>
            {t('entries.theirs.save')}
          </Button>
          <Button size="small" onClick={() => setDraft(null)}>
            {t('entries.theirs.take')}
          </Button>
        </div>
      )}
    </fieldset>
  )
}
