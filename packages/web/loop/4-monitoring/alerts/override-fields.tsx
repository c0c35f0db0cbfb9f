import { Button, Input } from 'antd'
import { SliceChoice } from '../../../foundation/metrics/slice-choice.tsx'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { ConditionList } from './condition-list.tsx'
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
  readonly rule: Rule
  readonly onChange: (override: Override) => void
  readonly onRemove: () => void
}

function OverrideFields({ override, rule, onChange, onRemove }: OneProps) {
  const { t } = useText()
  const parts = PARTS[rule.by]
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
      <ConditionList
        rule={rule}
        conditions={override.conditions}
        onChange={(conditions) => onChange({ ...override, conditions })}
        mayRemove={false}
      />
      <Button className="rule-remove" size="small" type="text" onClick={onRemove}>
        {t('alerts.rule.removeOverride')}
      </Button>
    </div>
  )
}

/** Other thresholds for some members or days. */
export function Overrides({ rule, onChange }: RuleProps) {
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
          rule={rule}
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
