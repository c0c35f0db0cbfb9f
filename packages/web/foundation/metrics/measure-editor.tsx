import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import type { Measure, Term } from '@salesloom/contract'
import { Button, Select } from 'antd'
import { useText } from '../../i18n/index.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { FilterEditor } from './filter-editor.tsx'
import { withDay } from './measure-days.ts'
import { isOfMoment, MeasureTime } from './measure-time.tsx'
import { type Block, measureOf, newFilter } from './metric-draft.ts'

function useAggregates(block: Block) {
  const { t, language } = useText()
  return [
    { value: 'count:', label: t('metrics.define.count') },
    ...block.amounts.map(({ name, label }) => ({
      value: `sum:${name}`,
      label: `Σ ${nameIn(label, language)}`,
    })),
    ...block.keys.map(({ name, label }) => ({
      value: `distinct:${name}`,
      label: t('metrics.define.distinct', { name: nameIn(label, language) }),
    })),
  ]
}

function withAggregate({ of: _, ...measure }: Measure, chosen: string): Measure {
  const [aggregate = 'count', of = ''] = chosen.split(':')
  return { ...measure, aggregate: aggregate as Measure['aggregate'], ...(of === '' ? {} : { of }) }
}

type Props = {
  readonly blocks: readonly Block[]
  readonly term: Term
  readonly first: boolean
  readonly onChange: (term: Term) => void
  readonly onRemove: (() => void) | null
}

function Filters({
  block,
  measure,
  onChange,
}: {
  readonly block: Block
  readonly measure: Measure
  readonly onChange: (measure: Measure) => void
}) {
  const { t } = useText()
  const set = (filters: Measure['filters']) => onChange({ ...measure, filters })
  return (
    <div className="filters">
      {measure.filters.map((filter, i) => (
        <FilterEditor
          key={`${filter.field}-${String(i)}`}
          block={block}
          filter={filter}
          onChange={(next) => set(measure.filters.with(i, next))}
          onRemove={() => set(measure.filters.toSpliced(i, 1))}
        />
      ))}
      {block.fields.length > 0 && (
        <Button
          size="small"
          type="dashed"
          icon={<PlusOutlined />}
          onClick={() => {
            const filter = newFilter(block)
            if (filter !== null) set([...measure.filters, filter])
          }}
        >
          {t('metrics.define.addFilter')}
        </Button>
      )}
    </div>
  )
}

/** One measure of a sum: which rows, what of them, by which day, under which conditions. */
export function MeasureEditor({ blocks, term, first, onChange, onRemove }: Props) {
  const { t, language } = useText()
  const { measure, times } = term
  const block = blocks.find((one) => one.fact === measure.fact) ?? (blocks[0] as Block)
  const set = (next: Measure) => onChange({ ...term, measure: next })
  return (
    <div className="measure-editor">
      <div className="row">
        {!first && (
          <Select
            aria-label={t('metrics.define.sign')}
            value={times < 0 ? '-' : '+'}
            onChange={(sign) => onChange({ ...term, times: sign === '-' ? -1 : 1 })}
            options={[
              { value: '+', label: '+' },
              { value: '-', label: '−' },
            ]}
          />
        )}
        <Select
          aria-label={t('metrics.define.fact')}
          showSearch={{ optionFilterProp: 'label' }}
          value={measure.fact}
          onChange={(fact) => set(measureOf(fact))}
          options={blocks.map(({ fact, label }) => ({ value: fact, label: nameIn(label, language) }))}
          style={{ minWidth: 140 }}
        />
        <Select
          aria-label={t('metrics.define.aggregate')}
          value={`${measure.aggregate}:${measure.of ?? ''}`}
          onChange={(chosen) => set(withAggregate(measure, chosen))}
          options={useAggregates(block)}
          style={{ minWidth: 150 }}
        />
        <Select
          aria-label={t('metrics.define.day')}
          value={measure.day ?? block.days[0]?.name ?? ''}
          onChange={(day) => set(withDay(block, measure, day))}
          options={block.days.map(({ name, label }) => ({ value: name, label: nameIn(label, language) }))}
          style={{ minWidth: 130 }}
        />
        <MeasureTime block={block} measure={measure} onChange={set} />
        {onRemove !== null && (
          <Button
            type="text"
            icon={<CloseOutlined />}
            aria-label={t('metrics.define.removeMeasure')}
            onClick={onRemove}
          />
        )}
      </div>
      {isOfMoment(measure) && <p className="muted measure-note">{t('metrics.define.pointInTime')}</p>}
      <Filters block={block} measure={measure} onChange={set} />
    </div>
  )
}
