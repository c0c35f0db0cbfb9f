import { type EntryFilter, type Field, fieldLabel, type KindName } from '@salesloom/contract'
import { Button, Popover, Select } from 'antd'
import { useState } from 'react'
import { useText } from '../../i18n/index.ts'
import { choiceText, comparisonsOf } from './comparisons.ts'
import { ValueInput } from './value-input.tsx'

type FiltersProps = {
  readonly kind: KindName
  readonly fields: readonly Field[]
  readonly filters: readonly EntryFilter[]
  readonly onFilters: (filters: readonly EntryFilter[]) => void
}

type Draft = EntryFilter & { readonly linked?: { readonly id: number } | null }

function NewFilter({
  kind,
  fields,
  onAdd,
}: Pick<FiltersProps, 'kind' | 'fields'> & { readonly onAdd: (filter: EntryFilter) => void }) {
  const { t, language } = useText()
  const [first] = fields
  const [draft, setDraft] = useState<Draft>({ field: first?.name ?? '', comparison: 'is', value: '' })
  const field = fields.find((candidate) => candidate.name === draft.field) ?? first
  if (field === undefined) return null
  const comparisons = comparisonsOf(field)
  const comparison = comparisons.includes(draft.comparison) ? draft.comparison : (comparisons[0] ?? 'is')
  const needsValue = comparison !== 'empty' && comparison !== 'notEmpty'
  const value = field.type === 'link' && draft.value !== '' ? Number(draft.value) : draft.value
  return (
    <div className="filter-form">
      <Select
        aria-label={t('entries.filterField')}
        showSearch={{ optionFilterProp: 'label' }}
        value={field.name}
        options={fields.map((one) => ({ value: one.name, label: fieldLabel(one.name, language) }))}
        onChange={(name) => setDraft({ field: name, comparison: 'is', value: '' })}
      />
      <Select
        aria-label={t('entries.filterComparison')}
        value={comparison}
        options={comparisons.map((one) => ({ value: one, label: t(`entries.comparison.${one}`) }))}
        onChange={(next) => setDraft({ ...draft, comparison: next })}
      />
      {needsValue && (
        <ValueInput
          key={field.name}
          kind={kind}
          field={field}
          value={value}
          label={t('entries.filterValue')}
          onChange={(next) => setDraft({ ...draft, value: next === null ? '' : String(next) })}
        />
      )}
      <Button
        type="primary"
        disabled={needsValue && draft.value === ''}
        onClick={() => onAdd({ field: field.name, comparison, value: needsValue ? draft.value : '' })}
      >
        {t('entries.addFilter')}
      </Button>
    </div>
  )
}

/** The filters of a list as chips, and the form of one more. */
export function EntryFilters({ kind, fields, filters, onFilters }: FiltersProps) {
  const { t, language } = useText()
  const [open, setOpen] = useState(false)
  return (
    <div className="entry-filters">
      {filters.map((filter) => {
        const field = fields.find((candidate) => candidate.name === filter.field)
        if (field === undefined) return null
        return (
          <Button
            key={`${filter.field} ${filter.comparison} ${filter.value}`}
            size="small"
            className="filter-chip"
            aria-label={t('entries.removeFilter', { field: fieldLabel(field.name, language) })}
            onClick={() => onFilters(filters.filter((one) => one !== filter))}
          >
            {fieldLabel(field.name, language)} {t(`entries.comparison.${filter.comparison}`)}{' '}
            <b>{choiceText(field, filter.value, language)}</b> ×
          </Button>
        )
      })}
      <Popover
        trigger="click"
        placement="bottomLeft"
        open={open}
        onOpenChange={setOpen}
        content={
          <NewFilter
            kind={kind}
            fields={fields}
            onAdd={(filter) => {
              setOpen(false)
              onFilters([...filters.filter((one) => JSON.stringify(one) !== JSON.stringify(filter)), filter])
            }}
          />
        }
      >
        <Button size="small">{t('entries.filter')}</Button>
      </Popover>
    </div>
  )
}
