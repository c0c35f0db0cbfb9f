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
import { removedInTheWay } from '../../api/failure.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { Problem } from '../../ui/page/problem.tsx'
import { refreshEntries } from './use-entry-changes.ts'
import { ValueInput } from './value-input.tsx'

type Values = Record<string, EntryValue>
type EntryFormProps = {
  readonly kind: Kind
  /** null for a new one */
  readonly row: EntryRow | null
  readonly fields: readonly KindField[]
  readonly defaults: Values
  readonly mayWrite: boolean
  readonly onDone: (id: number) => void
}

function saidValues(values: Values): Record<string, string | number | boolean | null> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null ? value.id : value === '' ? null : value,
    ]),
  )
}

function isMissing(value: EntryValue | undefined): boolean {
  return value === null || value === undefined || value === ''
}

/** The form of one entry. What is typed stays until it is saved; a refusal says which field and why. */
export function EntryForm({ kind, row, fields, defaults, mayWrite, onDone }: EntryFormProps) {
  const { t, language } = useText()
  const { message } = App.useApp()
  const [changed, setChanged] = useState<Values>(row === null ? defaults : {})
  const [checked, setChecked] = useState(false)
  const done = (id: number) => {
    void message.success(t('entries.saved'))
    void refreshEntries()
    setChanged({})
    onDone(id)
  }
  const create = useMutation(api.entries.createEntry.mutationOptions({ onSuccess: ({ id }) => done(id) }))
  const edit = useMutation(api.entries.editEntry.mutationOptions({ onSuccess: ({ id }) => done(id) }))
  const current = (field: KindField): EntryValue =>
    field.name in changed ? (changed[field.name] ?? null) : (row?.values[field.name] ?? null)
  const submit = () => {
    setChecked(true)
    if (fields.some((field) => field.required && isMissing(current(field)))) return
    const values = saidValues(changed)
    if (row === null) create.mutate({ kind: kind.name, values })
    else edit.mutate({ kind: kind.name, id: row.id, version: row.version, values })
  }
  const failed = create.error ?? edit.error
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
                  onChange={(value) => setChanged({ ...changed, [field.name]: value })}
                />
              </fieldset>
            )}
          </Field>
        ))}
      </div>
      {failed !== null && <Problem error={failed} />}
      {mayWrite && (
        <div className="row form-foot">
          <Button
            type="primary"
            htmlType="submit"
            loading={create.isPending || edit.isPending}
            disabled={row !== null && Object.keys(changed).length === 0}
          >
            {t('ui.action.save')}
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
