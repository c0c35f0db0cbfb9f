import {
  type Field,
  fieldLabel,
  fieldOf,
  type ImportMapping,
  isKeptWithoutTax,
  type KindName,
  kindOf,
  type MappedColumn,
} from '@salesloom/contract'
import { Input, Select } from 'antd'
import type { Outputs } from '../../api/client.ts'
import { useText } from '../../i18n/index.ts'
import { Field as FormField } from '../../ui/form/field.tsx'
import { DataTable } from '../../ui/page/data-table.tsx'
import { DayOrder } from './day-order.tsx'

type Column = Outputs['imports']['prepareImport']['columns'][number]
type Props = {
  readonly columns: readonly Column[]
  readonly draft: ImportMapping
  readonly onChange: (mapping: ImportMapping) => void
}

/** How the values of a column are spelt, where there are several ways. */
function Spelling({
  kind,
  field,
  column,
  onChange,
}: {
  readonly kind: KindName
  readonly field: Field
  readonly column: MappedColumn
  readonly onChange: (part: Partial<MappedColumn>) => void
}) {
  const { t } = useText()
  const label = (what: string) => `${column.header}: ${what}`
  if (field.type === 'day' || field.type === 'time')
    return <DayOrder header={column.header} value={column.order} onChange={(order) => onChange({ order })} />
  if (field.type === 'rate')
    return (
      <Select
        aria-label={label(t('imports.shares'))}
        value={column.shares ?? 'fraction'}
        options={[
          { value: 'fraction', label: t('imports.share.fraction') },
          { value: 'percent', label: t('imports.share.percent') },
        ]}
        onChange={(shares) => onChange({ shares })}
      />
    )
  if (field.type !== 'decimal' && field.type !== 'integer') return null
  return (
    <span className="row">
      <Select
        aria-label={label(t('imports.numbers'))}
        value={column.numbers ?? 'point'}
        options={[
          { value: 'point', label: '1,234.56' },
          { value: 'comma', label: '1.234,56' },
        ]}
        onChange={(numbers) => onChange({ numbers })}
      />
      <Select
        aria-label={label(t('imports.power'))}
        value={column.power}
        options={[
          { value: 0, label: '× 1' },
          { value: 3, label: t('imports.powers.3') },
          { value: 4, label: t('imports.powers.4') },
          { value: 6, label: t('imports.powers.6') },
          { value: 8, label: t('imports.powers.8') },
        ]}
        onChange={(power) => onChange({ power })}
      />
      {isKeptWithoutTax(kind, field.name) && (
        <Select
          aria-label={label(t('imports.tax'))}
          value={column.tax ?? 'without'}
          options={[
            { value: 'without', label: t('imports.taxes.without') },
            { value: 'with', label: t('imports.taxes.with') },
          ]}
          onChange={(tax) => onChange({ tax })}
        />
      )}
    </span>
  )
}

/** What rows get whose file says nothing: fields without a column, and cells that are empty. */
function Constants({ draft, onChange }: Omit<Props, 'columns'>) {
  const { t, language } = useText()
  const kind = kindOf(draft.kind)
  const filled = new Set(draft.columns.map(({ field }) => field))
  const shown = (field: Field) =>
    field.name in draft.constants ||
    (!filled.has(field.name) && field.required && !(field.name === 'code' && draft.externalId.length > 0))
  const put = (name: string, value: string) =>
    onChange({ ...draft, constants: { ...draft.constants, [name]: value } })
  const others = kind.fields.filter((field) => !shown(field))
  return (
    <div className="import-constants">
      <p className="faint">{t('imports.constants')}</p>
      <div className="fields">
        {kind.fields.filter(shown).map((field) => (
          <FormField
            key={field.name}
            label={`${fieldLabel(field.name, language)}${field.required ? ' *' : ''}`}
          >
            {(id) => (
              <Input
                id={id}
                value={draft.constants[field.name] ?? ''}
                onChange={(event) => put(field.name, event.target.value)}
              />
            )}
          </FormField>
        ))}
      </div>
      <Select
        className="field-select"
        aria-label={t('imports.addConstant')}
        placeholder={t('imports.addConstant')}
        value={null}
        options={others.map((field) => ({
          value: field.name as string,
          label: fieldLabel(field.name, language),
        }))}
        onChange={(name: string) => put(name, '')}
      />
    </div>
  )
}

/** Every column of the file with its first values and the field that it fills. */
export function MapColumns({ columns, draft, onChange }: Props) {
  const { t, language } = useText()
  const kind = kindOf(draft.kind)
  const options = kind.fields.map((field) => ({
    value: field.name as string,
    label: `${fieldLabel(field.name, language)}${field.required ? ' *' : ''}`,
  }))
  const change = (header: string, part: Partial<MappedColumn>) =>
    onChange({
      ...draft,
      columns: draft.columns.map((column) => {
        if (column.header === header) return { ...column, ...part }
        // A field is filled by one column: the last choice counts.
        return part.field !== undefined && part.field !== null && column.field === part.field
          ? { ...column, field: null }
          : column
      }),
    })
  const mapped = (header: string) => draft.columns.find((column) => column.header === header)
  const fieldNamed = (header: string) => fieldOf(kind, mapped(header)?.field ?? '')
  return (
    <>
      <DataTable
        label={t('imports.columns')}
        rows={columns}
        rowKey={(column) => column.header}
        columns={[
          { key: 'header', title: t('imports.column'), cell: ({ header }) => <b>{header}</b> },
          {
            key: 'samples',
            title: t('imports.samples'),
            wide: true,
            cell: ({ samples }) => (
              <span className="faint samples">{samples.slice(0, 3).join(' · ') || '—'}</span>
            ),
          },
          {
            key: 'field',
            title: t('imports.field'),
            cell: ({ header }) => (
              <Select
                className="field-select"
                aria-label={t('imports.fieldOf', { column: header })}
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                placeholder={t('imports.leaveColumn')}
                value={mapped(header)?.field ?? null}
                options={options}
                onChange={(field?: string) => change(header, { field: field ?? null })}
              />
            ),
          },
          {
            key: 'spelling',
            title: t('imports.spelling'),
            wide: true,
            cell: ({ header }) => {
              const [column, field] = [mapped(header), fieldNamed(header)]
              if (column === undefined || field === null) return null
              return (
                <Spelling
                  kind={kind.name}
                  field={field}
                  column={column}
                  onChange={(part) => change(header, part)}
                />
              )
            },
          },
        ]}
      />
      <Constants draft={draft} onChange={onChange} />
    </>
  )
}
