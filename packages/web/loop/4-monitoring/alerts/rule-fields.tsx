import { useQuery } from '@tanstack/react-query'
import { Checkbox, Input, InputNumber, Select } from 'antd'
import { api } from '../../../api/client.ts'
import type { Metric } from '../../../foundation/metrics/figure-value.tsx'
import { SliceChoice } from '../../../foundation/metrics/slice-choice.tsx'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { nameIn } from '../../../ui/format/locale.ts'
import { NumberField } from './condition-fields.tsx'
import { PersonChoice } from './person-choice.tsx'
import type { Rule } from './use-alerts.ts'

const TREES = ['units', 'people', 'region', 'product', 'customerType', 'whole'] as const
const GRAINS = ['week', 'month', 'quarter'] as const
const SEVERITIES = ['critical', 'warning', 'info'] as const

export type RuleProps = { readonly rule: Rule; readonly onChange: (rule: Rule) => void }

/** Metrics that the reader may see. */
export function useMetrics(): readonly Metric[] {
  return (useQuery(api.metrics.findMetrics.queryOptions()).data ?? []).filter(({ readable }) => readable)
}

/** What is watched: metric, members, part, periods. */
export function WatchFields({ rule, onChange }: RuleProps) {
  const { t, language } = useText()
  const metrics = useMetrics()
  const sliceParts = metrics.find(({ code }) => code === rule.metric)?.sliceParts ?? []
  const parts = (['orgUnitId', 'regionId', 'productId', 'customerTypeId', 'channel'] as const).filter(
    (part) => sliceParts.includes(part),
  )
  return (
    <div className="rule-grid">
      <Field label={t('alerts.rule.metric')}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            value={rule.metric}
            onChange={(metric) => onChange({ ...rule, metric })}
            options={metrics.map(({ code, name }) => ({ value: code, label: nameIn(name, language) }))}
          />
        )}
      </Field>
      <Field label={t('alerts.rule.by')}>
        {(id) => (
          <Select
            id={id}
            value={rule.by}
            onChange={(by) => onChange({ ...rule, by, overrides: [] })}
            options={TREES.map((value) => ({ value, label: t(`alerts.rule.tree.${value}`) }))}
          />
        )}
      </Field>
      <Field label={t('alerts.rule.grain')}>
        {(id) => (
          <Select
            id={id}
            value={rule.grain}
            onChange={(grain) => onChange({ ...rule, grain })}
            options={GRAINS.map((value) => ({ value, label: t(`alerts.rule.grainName.${value}`) }))}
          />
        )}
      </Field>
      <NumberField
        label={t('alerts.rule.window')}
        value={rule.window}
        scale={1}
        min={1}
        max={12}
        onChange={(window) => onChange({ ...rule, window })}
      />
      <div className="field">
        <span>{t('alerts.rule.part')}</span>
        <SliceChoice
          parts={parts}
          chosen={{ ...rule.part, channel: rule.channel }}
          onChange={(part, value) =>
            onChange(
              part === 'channel'
                ? ({ ...rule, channel: value } as Rule)
                : { ...rule, part: { ...rule.part, [part]: value } },
            )
          }
        />
      </div>
      <Checkbox
        checked={rule.running}
        onChange={({ target }) => onChange({ ...rule, running: target.checked })}
      >
        {t('alerts.rule.running')}
      </Checkbox>
    </div>
  )
}

/** When it begins and ends, how grave it is, and who is asked. */
export function CourseFields({ rule, onChange }: RuleProps) {
  const { t } = useText()
  const periods = (name: 'pendingPeriods' | 'keepFiringPeriods', label: string) => (
    <NumberField
      label={label}
      value={rule[name]}
      scale={1}
      min={0}
      max={12}
      onChange={(value) => onChange({ ...rule, [name]: value })}
    />
  )
  const share = (name: 'hysteresis' | 'leastShare', label: string, max: number) => (
    <NumberField
      label={label}
      value={rule[name]}
      scale={0.01}
      min={0}
      max={max}
      onChange={(value) => onChange({ ...rule, [name]: value })}
    />
  )
  return (
    <div className="rule-grid">
      {periods('pendingPeriods', t('alerts.rule.pending'))}
      {periods('keepFiringPeriods', t('alerts.rule.keepFiring'))}
      {share('hysteresis', t('alerts.rule.hysteresis'), 50)}
      {share('leastShare', t('alerts.rule.leastShare'), 100)}
      <Field label={t('alerts.rule.severity')}>
        {(id) => (
          <Select
            id={id}
            value={rule.severity}
            onChange={(severity) => onChange({ ...rule, severity })}
            options={SEVERITIES.map((value) => ({ value, label: t(`alerts.severity.${value}`) }))}
          />
        )}
      </Field>
      <Field label={t('alerts.rule.escalate')}>
        {(id) => (
          <InputNumber
            id={id}
            min={1}
            max={720}
            precision={0}
            value={rule.escalateAfterHours}
            onChange={(hours) => onChange({ ...rule, escalateAfterHours: hours })}
          />
        )}
      </Field>
      <Field label={t('alerts.rule.owner')}>
        {(id) => (
          <PersonChoice
            id={id}
            value={rule.ownerId}
            nobody={t('alerts.rule.ownerAuto')}
            onChange={(ownerId) => onChange({ ...rule, ownerId })}
          />
        )}
      </Field>
    </div>
  )
}

/** The rule’s name. */
export function NameField({ rule, onChange }: RuleProps) {
  const { t } = useText()
  return (
    <Field label={t('alerts.rule.name')}>
      {(id) => (
        <Input
          id={id}
          value={rule.name}
          maxLength={80}
          onChange={({ target }) => onChange({ ...rule, name: target.value })}
        />
      )}
    </Field>
  )
}
