import { Button, Select } from 'antd'
import type { ReactNode } from 'react'
import { useCurrency } from '../../../api/money.ts'
import type { Unit } from '../../../foundation/metrics/figure-value.tsx'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { NumberInput } from '../../../ui/form/number-input.tsx'
import { firstCondition } from './rule-draft.ts'
import type { Condition } from './use-alerts.ts'

const KINDS = ['fixed', 'target', 'history', 'change'] as const
const WHEN = ['below', 'above'] as const
const BASES = ['season', 'recent'] as const

/** A number typed in another unit than it is kept in. */
export function NumberField(props: {
  readonly label: string
  readonly value: number
  readonly scale: number
  readonly min?: number
  readonly max?: number
  readonly suffix?: string
  readonly onChange: (value: number) => void
}) {
  const { label, value, scale, min, max, suffix, onChange } = props
  return (
    <Field label={label}>
      {(id) => (
        <NumberInput
          id={id}
          value={Math.round((value / scale) * 1e6) / 1e6}
          emptied={min ?? 0}
          onChange={(typed) => onChange(Math.round(typed * scale * 1e8) / 1e8)}
          {...(min === undefined ? {} : { min })}
          {...(max === undefined ? {} : { max })}
          {...(suffix === undefined ? {} : { suffix })}
        />
      )}
    </Field>
  )
}

/** In what a threshold of a metric is typed. */
function useTyped(unit: Unit): { scale: number; suffix?: string } {
  const { code, digits } = useCurrency()
  if (unit === 'money') return { scale: 10 ** digits, suffix: code }
  return unit === 'percent' ? { scale: 0.01, suffix: '%' } : { scale: 1 }
}

type OwnProps<Kind extends Condition['kind']> = {
  readonly condition: Extract<Condition, { kind: Kind }>
  readonly onChange: (condition: Condition) => void
}

function HistoryFields({ condition, onChange }: OwnProps<'history'>) {
  const { t } = useText()
  return (
    <>
      <Field label={t('alerts.rule.basis')}>
        {(id) => (
          <Select
            id={id}
            value={condition.basis}
            onChange={(basis) => onChange({ ...condition, basis })}
            options={BASES.map((value) => ({ value, label: t(`alerts.rule.basisName.${value}`) }))}
          />
        )}
      </Field>
      <NumberField
        label={t('alerts.rule.width')}
        value={condition.width}
        scale={1}
        min={0.5}
        max={10}
        onChange={(width) => onChange({ ...condition, width })}
      />
      <NumberField
        label={t('alerts.rule.least')}
        value={condition.least}
        scale={0.01}
        min={0}
        max={100}
        onChange={(least) => onChange({ ...condition, least })}
      />
    </>
  )
}

function ChangeFields({ condition, onChange }: OwnProps<'change'>) {
  const { t } = useText()
  return (
    <>
      <NumberField
        label={t('alerts.rule.changeShare')}
        value={condition.share}
        scale={0.01}
        min={-100}
        max={1000}
        onChange={(share) => onChange({ ...condition, share })}
      />
      <NumberField
        label={t('alerts.rule.changePeriods')}
        value={condition.periods}
        scale={1}
        min={1}
        max={53}
        onChange={(periods) => onChange({ ...condition, periods })}
      />
    </>
  )
}

type FieldsProps = {
  readonly condition: Condition
  readonly unit: Unit
  /** the choice of its metric */
  readonly metric: ReactNode
  readonly onChange: (condition: Condition) => void
  readonly onRemove: (() => void) | null
}

function Amounts({ condition, unit, onChange }: Omit<FieldsProps, 'metric' | 'onRemove'>) {
  const { t } = useText()
  const typed = useTyped(unit)
  if (condition.kind === 'history') return <HistoryFields condition={condition} onChange={onChange} />
  if (condition.kind === 'change') return <ChangeFields condition={condition} onChange={onChange} />
  if (condition.kind === 'target')
    return (
      <NumberField
        label={t('alerts.rule.shareOfTarget')}
        value={condition.share}
        scale={0.01}
        min={1}
        max={1000}
        onChange={(share) => onChange({ ...condition, share })}
      />
    )
  return (
    <NumberField
      label={t('alerts.rule.threshold')}
      value={condition.threshold}
      {...typed}
      onChange={(threshold) => onChange({ ...condition, threshold })}
    />
  )
}

/** A condition of another kind, on the same side and of the same metric. */
function ofKind(kind: Condition['kind'], { when, metric, leastBase }: Condition): Condition {
  return {
    ...firstCondition(kind, when),
    ...(metric === undefined ? {} : { metric }),
    ...(leastBase === undefined ? {} : { leastBase }),
  }
}

/** One condition: on which side of what a value is an alert. */
export function ConditionFields({ condition, unit, metric, onChange, onRemove }: FieldsProps) {
  const { t } = useText()
  return (
    <div className="rule-condition">
      <div className="rule-grid">
        {metric}
        <Field label={t('alerts.rule.when')}>
          {(id) => (
            <Select
              id={id}
              value={condition.when}
              onChange={(when) => onChange({ ...condition, when })}
              options={WHEN.map((value) => ({ value, label: t(`alerts.rule.whenName.${value}`) }))}
            />
          )}
        </Field>
        <Field label={t('alerts.rule.kind')}>
          {(id) => (
            <Select
              id={id}
              value={condition.kind}
              onChange={(kind) => onChange(ofKind(kind, condition))}
              options={KINDS.map((value) => ({ value, label: t(`alerts.rule.kindName.${value}`) }))}
            />
          )}
        </Field>
        <Amounts condition={condition} unit={unit} onChange={onChange} />
      </div>
      {onRemove !== null && (
        <Button className="rule-remove" size="small" type="text" onClick={onRemove}>
          {t('alerts.rule.removeCondition')}
        </Button>
      )}
    </div>
  )
}
