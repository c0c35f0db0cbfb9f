import type { ImportMapping } from '@salesloom/contract'
import { Select } from 'antd'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'

/** The columns that make a row itself, so that it is the same entry when it comes again. */
export function Identity({
  draft,
  headers,
  onChange,
}: {
  readonly draft: ImportMapping
  readonly headers: readonly string[]
  readonly onChange: (mapping: ImportMapping) => void
}) {
  const { t } = useText()
  return (
    <Field
      label={t('imports.identity')}
      hint={draft.externalId.length === 0 ? t('imports.identityNone') : t('imports.identityHint')}
    >
      {(id) => (
        <Select
          id={id}
          mode="multiple"
          value={draft.externalId}
          options={headers.map((header) => ({ value: header, label: header }))}
          onChange={(externalId: string[]) => onChange({ ...draft, externalId: externalId.slice(0, 6) })}
        />
      )}
    </Field>
  )
}
