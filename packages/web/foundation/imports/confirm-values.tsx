import {
  choiceLabel,
  fieldLabel,
  fieldOf,
  type ImportCheck,
  type ImportMapping,
  kindOf,
  type OddValue,
} from '@salesloom/contract'
import { Button, Select } from 'antd'
import { useText } from '../../i18n/index.ts'
import { formatNumber } from '../../ui/format/number.ts'
import { Card } from '../../ui/page/card.tsx'
import { DataTable } from '../../ui/page/data-table.tsx'

type Props = {
  readonly check: ImportCheck
  readonly draft: ImportMapping
  readonly onChange: (mapping: ImportMapping) => void
}

function replaced(draft: ImportMapping, { field, text }: OddValue, to: string | null): ImportMapping {
  const texts = { ...draft.replace[field] }
  if (to === null) delete texts[text]
  else texts[text] = to
  return { ...draft, replace: { ...draft.replace, [field]: texts } }
}

/** Values that are none of the choices, or look misspelt: replaced by another one, or kept. */
export function ConfirmValues({ check, draft, onChange }: Props) {
  const { t, language } = useText()
  const kind = kindOf(draft.kind)
  const label = (name: string) => {
    const field = fieldOf(kind, name)
    return field === null ? name : fieldLabel(field.name, language)
  }
  const chosen = ({ field, text }: OddValue) => draft.replace[field]?.[text] ?? null
  return (
    <Card className="flush" title={t('imports.oddValues')} note={t('imports.oddValuesHint')}>
      <DataTable
        label={t('imports.oddValues')}
        rows={check.values}
        rowKey={({ field, text }) => `${field} ${text}`}
        columns={[
          { key: 'field', title: t('imports.field'), wide: true, cell: ({ field }) => label(field) },
          { key: 'text', title: t('imports.nameInFile'), cell: ({ text }) => <b>{text}</b> },
          {
            key: 'rows',
            title: t('imports.rows'),
            numeric: true,
            wide: true,
            cell: ({ rows }) => formatNumber(rows, language),
          },
          {
            key: 'to',
            title: t('imports.becomes'),
            cell: (value) =>
              value.choices.length > 0 ? (
                <Select
                  className="field-select"
                  aria-label={t('imports.becomesOf', { name: value.text })}
                  allowClear
                  placeholder={t('imports.decide')}
                  value={chosen(value)}
                  options={value.choices.map((choice) => ({
                    value: choice,
                    label: choiceLabel(choice, language),
                  }))}
                  onChange={(to?: string) => onChange(replaced(draft, value, to ?? null))}
                />
              ) : chosen(value) === null ? (
                <Button size="small" onClick={() => onChange(replaced(draft, value, value.suggestion))}>
                  {t('imports.changeTo', { to: value.suggestion ?? '' })}
                </Button>
              ) : (
                <span className="row">
                  <b>{chosen(value)}</b>
                  <Button size="small" type="text" onClick={() => onChange(replaced(draft, value, null))}>
                    {t('imports.keepAsIs')}
                  </Button>
                </span>
              ),
          },
        ]}
      />
    </Card>
  )
}
