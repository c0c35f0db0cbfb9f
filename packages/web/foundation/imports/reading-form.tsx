import type { ImportMapping } from '@salesloom/contract'
import { InputNumber, Select } from 'antd'
import type { Outputs } from '../../api/client.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'

type Reading = Outputs['imports']['prepareImport']['reading']
type Wish = ImportMapping['reading']

const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030'] as const
const SEPARATORS = [',', ';', '\t', '|'] as const
const NAMES = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const

/** How the file is read: found out, and changed where that went wrong. */
export function ReadingForm({
  reading,
  wish,
  onWish,
}: {
  readonly reading: Reading
  readonly wish: Wish
  readonly onWish: (wish: Wish) => void
}) {
  const { t } = useText()
  const separators = SEPARATORS.map((value) => ({ value, label: t(`imports.separators.${NAMES[value]}`) }))
  const headerRow = (
    <Field label={t('imports.headerRow')}>
      {(id) => (
        <InputNumber
          id={id}
          min={1}
          max={1000}
          value={reading.headerRow}
          onChange={(row) => onWish({ ...wish, headerRow: row })}
        />
      )}
    </Field>
  )
  if (reading.format === 'workbook')
    return (
      <div className="fields reading">
        <Field label={t('imports.sheet')}>
          {(id) => (
            <Select
              id={id}
              value={reading.sheet}
              options={reading.sheets.map((sheet) => ({ value: sheet, label: sheet }))}
              onChange={(sheet) => onWish({ ...wish, sheet, headerRow: null })}
            />
          )}
        </Field>
        {headerRow}
      </div>
    )
  return (
    <div className="fields reading">
      <Field label={t('imports.encoding')}>
        {(id) => (
          <Select
            id={id}
            value={reading.encoding as Wish['encoding']}
            options={ENCODINGS.map((value) => ({ value, label: value.toUpperCase() }))}
            onChange={(encoding) => onWish({ ...wish, encoding })}
          />
        )}
      </Field>
      <Field label={t('imports.separator')}>
        {(id) => (
          <Select
            id={id}
            value={reading.separator as Wish['separator']}
            options={separators}
            onChange={(separator) => onWish({ ...wish, separator, headerRow: null })}
          />
        )}
      </Field>
      {headerRow}
    </div>
  )
}
