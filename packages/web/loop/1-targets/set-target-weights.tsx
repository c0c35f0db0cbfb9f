import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import type { WeightSource } from '@salesloom/contract'
import { Button, Select } from 'antd'
import { useText } from '../../i18n/index.ts'
import { Tag } from '../../ui/figure/tag.tsx'
import { NumberInput } from '../../ui/form/number-input.tsx'
import type { SetTargetWish } from './set-target-wish.ts'
import './plan.css'

const SOURCES: readonly WeightSource[] = [
  'lastYear',
  'average',
  'forecast',
  'potential',
  'capacity',
  'pipeline',
]
const MOST = 6

type Weight = SetTargetWish['weights'][number]

/** One reference with its percentage. */
function WeightLine({
  weight,
  taken,
  onChange,
  onRemove,
}: {
  readonly weight: Weight
  readonly taken: readonly WeightSource[]
  readonly onChange: (part: Partial<Weight>) => void
  readonly onRemove: (() => void) | null
}) {
  const { t } = useText()
  return (
    <li>
      <Select
        size="small"
        aria-label={t('targets.weights.source')}
        value={weight.source}
        popupMatchSelectWidth={false}
        onChange={(source) => onChange({ source })}
        options={SOURCES.filter((source) => source === weight.source || !taken.includes(source)).map(
          (source) => ({ value: source, label: t(`targets.weights.name.${source}`) }),
        )}
      />
      {weight.source === 'average' ? (
        <NumberInput
          size="small"
          aria-label={t('targets.weights.years')}
          min={2}
          max={5}
          value={weight.years}
          suffix={t('targets.weights.yearUnit')}
          onChange={(years) => onChange({ years: Number(years ?? 3) })}
        />
      ) : (
        <span />
      )}
      <NumberInput
        size="small"
        aria-label={t('targets.weights.percent')}
        min={0}
        max={100}
        value={weight.percent}
        suffix="%"
        onChange={(percent) => onChange({ percent })}
      />
      <Button
        size="small"
        type="text"
        icon={<DeleteOutlined />}
        aria-label={t('targets.weights.remove')}
        disabled={onRemove === null}
        onClick={onRemove ?? undefined}
      />
    </li>
  )
}

/** The references that a plan is spread by; their percentages add up to 100 and are not scaled in silence. */
export function SetTargetWeights({
  weights,
  onChange,
}: {
  readonly weights: readonly Weight[]
  readonly onChange: (weights: Weight[]) => void
}) {
  const { t } = useText()
  const sum = weights.reduce((total, { percent }) => total + percent, 0)
  const taken = weights.map(({ source }) => source)
  const next = SOURCES.find((source) => !taken.includes(source))
  return (
    <fieldset className="whole choice">
      <legend>{t('targets.weights.title')}</legend>
      <ul className="weight-lines">
        {weights.map((weight, i) => (
          <WeightLine
            key={weight.source}
            weight={weight}
            taken={taken}
            onChange={(part) => onChange(weights.map((each, j) => (j === i ? { ...each, ...part } : each)))}
            onRemove={weights.length < 2 ? null : () => onChange(weights.filter((_, j) => j !== i))}
          />
        ))}
      </ul>
      <p className="row">
        <Button
          size="small"
          type="dashed"
          icon={<PlusOutlined />}
          disabled={next === undefined || weights.length >= MOST}
          onClick={() =>
            next !== undefined &&
            onChange([...weights, { source: next, percent: Math.max(0, 100 - sum), years: 3 }])
          }
        >
          {t('targets.weights.add')}
        </Button>
        <span className="spacer" />
        <Tag tone={sum === 100 ? 'good' : 'bad'}>{t('targets.weights.sum', { percent: sum })}</Tag>
      </p>
    </fieldset>
  )
}
