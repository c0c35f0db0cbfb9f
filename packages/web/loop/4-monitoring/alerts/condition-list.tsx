import { Select } from 'antd'
import type { Metric } from '../../../foundation/metrics/figure-value.tsx'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { NumberInput } from '../../../ui/form/number-input.tsx'
import { nameIn } from '../../../ui/format/locale.ts'
import { ConditionFields } from './condition-fields.tsx'
import { useMetrics } from './rule-fields.tsx'
import type { Condition, Rule } from './use-alerts.ts'

type OneProps = {
  readonly rule: Rule
  readonly condition: Condition
  readonly metrics: readonly Metric[]
  readonly onChange: (condition: Condition) => void
}

/** Of which metric a condition is: the rule's own, or another of the same member and period. */
function MetricChoice({ rule, condition, metrics, onChange }: OneProps) {
  const { t, language } = useText()
  const { metric, leastBase, ...rest } = condition
  const choose = (code: string) => onChange(code === rule.metric ? rest : { ...rest, metric: code })
  const isRatio = metrics.find(({ code }) => code === metric)?.kind === 'ratio'
  return (
    <>
      <Field label={t('alerts.rule.conditionMetric')}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            value={metric ?? rule.metric}
            onChange={choose}
            options={metrics.map(({ code, name }) => ({ value: code, label: nameIn(name, language) }))}
          />
        )}
      </Field>
      {isRatio && (
        <Field label={t('alerts.rule.leastBase')}>
          {(id) => (
            <NumberInput
              id={id}
              min={0}
              value={leastBase ?? 0}
              onChange={(least) => onChange({ ...condition, leastBase: least })}
            />
          )}
        </Field>
      )}
    </>
  )
}

type ListProps = {
  readonly rule: Rule
  readonly conditions: readonly Condition[]
  readonly onChange: (conditions: Condition[]) => void
  readonly mayRemove: boolean
}

/** The conditions of a rule, or those that hold instead for some members or days. */
export function ConditionList({ rule, conditions, onChange, mayRemove }: ListProps) {
  const metrics = useMetrics()
  const unitOf = ({ metric = rule.metric }: Condition) =>
    metrics.find(({ code }) => code === metric)?.unit ?? 'money'
  return conditions.map((condition, i) => {
    const change = (changed: Condition) => onChange(conditions.map((each, at) => (at === i ? changed : each)))
    return (
      <ConditionFields
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity but their place
        key={i}
        condition={condition}
        unit={unitOf(condition)}
        metric={<MetricChoice rule={rule} condition={condition} metrics={metrics} onChange={change} />}
        onChange={change}
        onRemove={mayRemove ? () => onChange(conditions.filter((_, at) => at !== i)) : null}
      />
    )
  })
}
