import { useMutation } from '@tanstack/react-query'
import { Button, Drawer, Segmented } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { Problem } from '../../../ui/page/problem.tsx'
import { refreshMonitoring } from '../response/use-members.ts'
import { AlertRuleMeanwhile } from './alert-rule-meanwhile.tsx'
import { ConditionList } from './condition-list.tsx'
import { Overrides } from './override-fields.tsx'
import { firstCondition } from './rule-draft.ts'
import { CourseFields, NameField, type RuleProps, WatchFields } from './rule-fields.tsx'
import { TrialResult } from './trial-result.tsx'
import { type ListedRule, type Rule, useAfterAlertChange } from './use-alerts.ts'

const COMBINE = ['all', 'any'] as const
const MOST_CONDITIONS = 4

function Conditions({ rule, onChange }: RuleProps) {
  const { t } = useText()
  const { conditions } = rule
  const set = (changed: Rule['conditions']) => onChange({ ...rule, conditions: changed })
  return (
    <section className="stack">
      <span className="row">
        <h3 className="rule-head">{t('alerts.rule.conditions')}</h3>
        {conditions.length > 1 && (
          <Segmented
            size="small"
            aria-label={t('alerts.rule.combine')}
            value={rule.combine}
            onChange={(combine) => onChange({ ...rule, combine })}
            options={COMBINE.map((value) => ({ value, label: t(`alerts.rule.combineName.${value}`) }))}
          />
        )}
      </span>
      <ConditionList rule={rule} conditions={conditions} onChange={set} mayRemove={conditions.length > 1} />
      {conditions.length < MOST_CONDITIONS && (
        <Button onClick={() => set([...conditions, firstCondition('fixed', 'below')])}>
          {t('alerts.rule.addCondition')}
        </Button>
      )}
      <Overrides rule={rule} onChange={onChange} />
    </section>
  )
}

/** What came of a trial stands at the head of the drawer; who asked for it is at its foot. Used as a ref. */
const bringIntoView = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'nearest' })

type EditorProps = {
  readonly ruleId: number | null
  readonly version: number
  readonly saved: Rule
  /** the rule as the list has it now: somebody else may have saved it since */
  readonly latest: Pick<ListedRule, 'version' | 'content'>
  readonly onClose: () => void
}

/** A rule: what it watches, when it fires, and what it would have done, before it is saved. */
export function RuleEditor({ ruleId, version, saved, latest, onClose }: EditorProps) {
  const { t } = useText()
  const [rule, setRule] = useState(saved)
  const trying = useMutation(api.monitoring.tryAlertRule.mutationOptions())
  const after = useAfterAlertChange('alerts.rule.saved')
  const save = useMutation(
    api.monitoring.saveAlertRule.mutationOptions({
      onSuccess: () => {
        after.onSuccess()
        onClose()
      },
      onError: () => refreshMonitoring(),
    }),
  )
  const isBehind = latest.version > version
  const change = (changed: Rule) => {
    trying.reset()
    setRule(changed)
  }
  const error = (isBehind ? null : save.error) ?? trying.error
  // A trial is of what the rule watches; it may be named afterwards.
  const tried = rule.name.trim() === '' ? { ...rule, name: t('alerts.rule.new') } : rule
  return (
    <Drawer
      open
      onClose={onClose}
      size={720}
      title={ruleId === null ? t('alerts.rule.new') : saved.name}
      footer={
        <span className="row">
          <Button loading={trying.isPending} onClick={() => trying.mutate({ content: tried })}>
            {t('alerts.rule.try')}
          </Button>
          <Button
            type="primary"
            loading={save.isPending}
            disabled={rule.name.trim() === '' || isBehind}
            onClick={() => save.mutate({ ruleId, version, content: rule })}
          >
            {t('alerts.rule.save')}
          </Button>
          {trying.data === undefined && <span className="faint">{t('alerts.rule.tryHint')}</span>}
        </span>
      }
    >
      <div className="stack">
        {isBehind && (
          <AlertRuleMeanwhile
            theirs={latest.content}
            mine={rule}
            pending={save.isPending}
            onTake={onClose}
            onKeep={() => save.mutate({ ruleId, version: latest.version, content: rule })}
          />
        )}
        {(trying.data !== undefined || error !== null) && (
          <div ref={bringIntoView}>
            {trying.data !== undefined && <TrialResult trial={trying.data} />}
            {error !== null && <Problem error={error} />}
          </div>
        )}
        <NameField rule={rule} onChange={change} />
        <WatchFields rule={rule} onChange={change} />
        <p className="faint">{t('alerts.rule.byHint')}</p>
        <Conditions rule={rule} onChange={change} />
        <CourseFields rule={rule} onChange={change} />
      </div>
    </Drawer>
  )
}
