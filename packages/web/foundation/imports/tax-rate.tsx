import type { ImportMapping } from '@salesloom/contract'
import { Input, Select } from 'antd'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'

type Props = {
  readonly draft: ImportMapping
  readonly headers: readonly string[]
  readonly onChange: (mapping: ImportMapping) => void
}

/** Which tax the amounts with tax hold: from a column, or one rate for all rows. Shown where there are such amounts. */
export function TaxRate({ draft, headers, onChange }: Props) {
  const { t } = useText()
  if (!draft.columns.some(({ tax, field }) => tax === 'with' && field !== null)) return null
  const change = (part: Partial<ImportMapping['taxRate']>) =>
    onChange({ ...draft, taxRate: { ...draft.taxRate, ...part } })
  return (
    <>
      <Field label={t('imports.taxHeader')} hint={t('imports.taxHeaderHint')}>
        {(id) => (
          <Select
            id={id}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('imports.noTaxHeader')}
            value={draft.taxRate.header}
            options={headers.map((header) => ({ value: header, label: header }))}
            onChange={(header?: string) => change({ header: header ?? null })}
          />
        )}
      </Field>
      <Field label={t('imports.taxRate')} hint={t('imports.taxRateHint')}>
        {(id) => (
          <Input
            id={id}
            value={draft.taxRate.rate ?? ''}
            maxLength={20}
            placeholder="13%"
            onChange={(event) => change({ rate: event.target.value === '' ? null : event.target.value })}
          />
        )}
      </Field>
    </>
  )
}
