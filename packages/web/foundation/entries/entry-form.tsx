import {
  type EntryRow,
  type EntryValue,
  fieldLabel,
  type Kind,
  type Field as KindField,
} from '@salesloom/contract'
import { useMutation } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { isOvertaken, removedInTheWay } from '../../api/failure.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { Problem } from '../../ui/page/problem.tsx'
import {
  disputed,
  type EntryDraft,
  isBehind,
  NOTHING_TYPED,
  plainValue,
  typed,
  withoutField,
} from './entry-draft.ts'
import { Theirs } from './theirs.tsx'
import { refreshEntries } from './use-entry-changes.ts'
import { ValueInput } from './value-input.tsx'

type Values = Readonly<Record<string, EntryValue>>
type EntryFormProps = {
  readonly kind: Kind
  /** null for a new one */
  readonly row: EntryRow | null
  readonly fields: readonly KindField[]
  readonly defaults: Values
  readonly mayWrite: boolean
  readonly onDone: (id: number) => void
}

const saidValues = (values: Values) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plainValue(value)]))

function isMissing(value: EntryValue | undefined): boolean {
  return value === null || value === undefined || value === ''
}

const start = (row: EntryRow | null, defaults: Values): EntryDraft =>
  row === null ? { changed: defaults, base: null } : NOTHING_TYPED

/** The form of one entry. What is typed stays until it is saved; a refusal says which field and why. */
export function EntryForm({ kind, row, fields, defaults, mayWrite, onDone }: EntryFormProps) {
  const { t, language } = useText()
  const { message } = App.useApp()
  const [draft, setDraft] = useState<EntryDraft>(() => start(row, defaults))
  const { changed } = draft
  const behind = isBehind(draft, row)
  const [checked, setChecked] = useState(false)
  const done = (id: number) => {
    void message.success(t('entries.saved'))
    void refreshEntries()
    setDraft(NOTHING_TYPED)
    onDone(id)
  }
  const create = useMutation(api.entries.createEntry.mutationOptions({ onSuccess: ({ id }) => done(id) }))
  const edit = useMutation(
    api.entries.editEntry.mutationOptions({
      onSuccess: ({ id }) => done(id),
      onError: (error) => {
        if (isOvertaken(error)) void refreshEntries()
      },
    }),
  )
  const current = (field: KindField): EntryValue =>
    field.name in changed ? (changed[field.name] ?? null) : (row?.values[field.name] ?? null)
  const submit = () => {
    setChecked(true)
    if (fields.some((field) => field.required && isMissing(current(field)))) return
    const values = saidValues(changed)
    if (row === null) create.mutate({ kind: kind.name, values })
    else
      edit.mutate({
        kind: kind.name,
        id: row.id,
        version: (behind ? row : (draft.base ?? row)).version,
        values,
      })
  }
  const failed = create.error ?? (behind && isOvertaken(edit.error) ? null : edit.error)
  const restoreId = row === null ? removedInTheWay(create.error) : null
  const restore = (id: number) =>
    create.mutate({ kind: kind.name, values: saidValues(changed), restoreId: id })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <div className="entry-fields">
        {fields.map((field) => (
          <Field
            key={field.name}
            label={`${fieldLabel(field.name, language)}${field.required ? ' *' : ''}`}
            error={checked && field.required && isMissing(current(field)) ? t('orders.record.missing') : null}
          >
            {(id) => (
              <fieldset disabled={!mayWrite} className="bare">
                <ValueInput
                  id={id}
                  kind={kind.name}
                  field={field}
                  value={current(field)}
                  onChange={(value) => setDraft(typed(draft, row, field.name, value))}
                />
              </fieldset>
            )}
          </Field>
        ))}
      </div>
      {failed !== null && <Problem error={failed} />}
      {behind && row !== null && (
        <Theirs
          kind={kind}
          row={row}
          changed={changed}
          names={disputed(draft, row)}
          onTake={(name) => setDraft(withoutField(draft, name))}
        />
      )}
      {mayWrite && (
        <div className="row form-foot">
          <Button
            type="primary"
            htmlType="submit"
            loading={create.isPending || edit.isPending}
            disabled={row !== null && Object.keys(changed).length === 0}
          >
            {t(behind ? 'entries.theirs.save' : 'ui.action.save')}
          </Button>
          {restoreId !== null && (
            <Button loading={create.isPending} onClick={() => restore(restoreId)}>
              {t('entries.restoreWith')}
            </Button>
          )}
        </div>
      )}
    </form>
  )
}
