import { PlusOutlined } from '@ant-design/icons'
import type { Term } from '@salesloom/contract'
import { Button } from 'antd'
import { useText } from '../../i18n/index.ts'
import { MeasureEditor } from './measure-editor.tsx'
import { type Block, measureOf, termOf } from './metric-draft.ts'

type Props = {
  readonly title: string
  readonly blocks: readonly Block[]
  readonly terms: readonly Term[]
  readonly onChange: (terms: readonly Term[]) => void
}

/** A sum of measures: the figure itself, or the numerator or denominator of a ratio. */
export function SideEditor({ title, blocks, terms, onChange }: Props) {
  const { t } = useText()
  return (
    <fieldset className="side-editor">
      <legend>{title}</legend>
      {terms.map((term, i) => (
        <MeasureEditor
          key={`${term.measure.fact}-${String(i)}`}
          blocks={blocks}
          term={term}
          first={i === 0}
          onChange={(next) => onChange(terms.with(i, next))}
          onRemove={terms.length === 1 ? null : () => onChange(terms.toSpliced(i, 1))}
        />
      ))}
      <Button
        size="small"
        icon={<PlusOutlined />}
        onClick={() => onChange([...terms, termOf(measureOf(terms[0]?.measure.fact ?? 'order'))])}
      >
        {t('metrics.define.addMeasure')}
      </Button>
    </fieldset>
  )
}
