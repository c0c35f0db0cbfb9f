import { Button, Input } from 'antd'
import type { Unit } from '../../../foundation/metrics/figure-value.tsx'
import { SliceChoice } from '../../../foundation/metrics/slice-choice.tsx'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { ConditionFields } from './condition-fields.tsx'
import type { RuleProps } from './rule-fields.tsx'
import type { Condition, Rule } from './use-alerts.ts'

type Override = Rule['overrides'][number]

const PARTS = {
  whole: [],
  units: ['orgUnitId'],
  people: ['orgUnitId', 'personId'],
  region: ['regionId'],
  product: ['productId'],
  customerType: ['customerTypeId'],
} as const

type OneProps = {
  readonly override: Override
  readonly parts: (typeof PARTS)[Rule['by']]
  readonly unit: Unit
  readonly onChange: (override: Override) => void
  readonly onRemove: () => void
}

function OverrideFields({ override, parts, unit, onChange, onRemove }: OneProps) {
  const { t } = useText()
  const day = (name: 'from' | 'to', value: string) => {
    const { [name]: _, ...rest } = override
    onChange(value === '' ? rest : { ...rest, [name]: value })
  }
  return (
    <div className="rule-condition">
      <div className="rule-grid">
        {parts.length > 0 && (
          <SliceChoice
            parts={parts}
            chosen={override.part}
            onChange={(part, value) => onChange({ ...override, part: { ...override.part, [part]: value } })}
          />
        )}
        {(['from', 'to'] as const).map((name) => (
          <Field key={name} label={t(`alerts.rule.${name}`)}>
            {(id) => (
              <Input
                id={id}
                type="date"
                value={override[name] ?? ''}
                onChange={({ target }) => day(name, target.value)}
              />
            )}
          </Field>
        ))}
      </div>
      {override.conditions.map((condition, i) => (
        <ConditionFields
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity but their place
          key={i}
          condition={condition}
          unit={unit}
          onChange={(changed) =>
            onChange({
              ...override,
              conditions: override.conditions.map((each, at) => (at === i ? changed : each)),
            })
          }
          onRemove={null}
        />
      ))}
      <Button className="rule-remove" size="small" type="text" onClick={onRemove}>
        {t('alerts.rule.removeOverride')}
      </Button>
    </div>
  )
}

/** Other thresholds for some members or days. */
export function Overrides({ rule, unit, onChange }: RuleProps & { readonly unit: Unit }) {
  const { t } = useText()
  const set = (overrides: Override[]) => onChange({ ...rule, overrides })
  const conditions: Condition[] = rule.conditions
  return (
    <section className="stack">
      <h3 className="rule-head">{t('alerts.rule.overrides')}</h3>
      <p className="faint">{t('alerts.rule.overridesHint')}</p>
      {rule.overrides.map((override, i) => (
        <OverrideFields
          // biome-ignore lint/suspicious/noArrayIndexKey: overrides have no identity but their place
          key={i}
          override={override}
          parts={PARTS[rule.by]}
          unit={unit}
          onChange={(changed) => set(rule.overrides.map((each, at) => (at === i ? changed : each)))}
          onRemove={() => set(rule.overrides.filter((_, at) => at !== i))}
        />
      ))}
      <Button onClick={() => set([...rule.overrides, { part: {}, conditions }])}>
        {t('alerts.rule.addOverride')}
      </Button>
    </section>
  )
}
