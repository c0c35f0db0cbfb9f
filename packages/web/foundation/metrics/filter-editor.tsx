import { CloseOutlined } from '@ant-design/icons'
import type { MeasureFilter } from '@salesloom/contract'
import { choiceLabel } from '@salesloom/contract/kinds'
import { Button, InputNumber, Select } from 'antd'
import { useText } from '../../i18n/index.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { type Block, filterOn } from './metric-draft.ts'

type Props = {
  readonly block: Block
  readonly filter: MeasureFilter
  readonly onChange: (filter: MeasureFilter) => void
  readonly onRemove: () => void
}

function Bounds({
  filter,
  onChange,
}: Pick<Props, 'onChange'> & { readonly filter: Extract<MeasureFilter, { below?: number | undefined }> }) {
  const { t } = useText()
  const { field } = filter
  const set = (part: 'atLeast' | 'below', value: number | null) => {
    const { [part]: _, ...rest } = { atLeast: filter.atLeast, below: filter.below }
    const bounds = value === null ? rest : { ...rest, [part]: value }
    const kept = Object.fromEntries(Object.entries(bounds).filter(([, bound]) => bound !== undefined))
    onChange({ field, ...(Object.keys(kept).length === 0 ? { atLeast: 0 } : kept) })
  }
  return (
    <>
      <InputNumber
        aria-label={t('metrics.define.atLeast')}
        prefix="≥"
        value={filter.atLeast ?? null}
        onChange={(value) => set('atLeast', value)}
      />
      <InputNumber
        aria-label={t('metrics.define.below')}
        prefix="<"
        value={filter.below ?? null}
        onChange={(value) => set('below', value)}
      />
    </>
  )
}

function Values({ block, filter, onChange }: Omit<Props, 'onRemove'>) {
  const { t, language } = useText()
  if (!('is' in filter) && !('isNot' in filter)) return null
  const { field } = filter
  const not = 'isNot' in filter
  const values = not ? filter.isNot : filter.is
  const known = block.fields.find((one) => one.name === field)
  const flag = known?.type === 'flag'
  const label = (value: string) =>
    flag ? t(value === 'true' ? 'metrics.define.yes' : 'metrics.define.no') : choiceLabel(value, language)
  const write = (negated: boolean, next: string[]) =>
    onChange(negated ? { field, isNot: next } : { field, is: next })
  return (
    <>
      {!flag && (
        <Select
          aria-label={t('metrics.define.relation')}
          value={not ? 'isNot' : 'is'}
          onChange={(kind) => write(kind === 'isNot', values)}
          options={[
            { value: 'is', label: '=' },
            { value: 'isNot', label: '≠' },
          ]}
        />
      )}
      <Select
        aria-label={t('metrics.define.values')}
        {...(flag ? {} : { mode: known?.type === 'text' ? ('tags' as const) : ('multiple' as const) })}
        style={{ minWidth: 150 }}
        value={flag ? (values[0] ?? '') : values.filter((value) => value !== '')}
        onChange={(next: string | string[]) =>
          write(not, Array.isArray(next) ? (next.length === 0 ? [''] : next) : [next])
        }
        options={(known?.choices ?? []).map((value) => ({ value, label: label(value) }))}
      />
    </>
  )
}

/** One condition: a field and the values or bounds that it must have. */
export function FilterEditor({ block, filter, onChange, onRemove }: Props) {
  const { t, language } = useText()
  return (
    <div className="filter-editor">
      <Select
        aria-label={t('metrics.define.field')}
        value={filter.field}
        onChange={(name) => onChange(filterOn(block, name))}
        options={block.fields.map((field) => ({ value: field.name, label: nameIn(field.label, language) }))}
        style={{ minWidth: 140 }}
      />
      {'is' in filter || 'isNot' in filter ? (
        <Values block={block} filter={filter} onChange={onChange} />
      ) : (
        <Bounds filter={filter} onChange={onChange} />
      )}
      <Button
        type="text"
        icon={<CloseOutlined />}
        aria-label={t('metrics.define.removeFilter')}
        onClick={onRemove}
      />
    </div>
  )
}
