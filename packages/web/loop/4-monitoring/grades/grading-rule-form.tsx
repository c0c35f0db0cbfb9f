import { useMutation } from '@tanstack/react-query'
import { App, Button, Select } from 'antd'
import { api } from '../../../api/client.ts'
import { useCurrency } from '../../../api/money.ts'
import { useMay } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { NumberInput } from '../../../ui/form/number-input.tsx'
import { Card } from '../../../ui/page/card.tsx'
import { Problem } from '../../../ui/page/problem.tsx'
import { useDraftOver } from '../meanwhile.tsx'
import { refreshMonitoring } from '../response/use-members.ts'
import { GradeMark } from './grade-mark.tsx'
import { RuleMeanwhile } from './rule-meanwhile.tsx'
import { GRADES, type Rule, TYPED, unitOf, WHO } from './rule-numbers.ts'
import { RuleTrial } from './rule-trial.tsx'

type PartProps = { readonly rule: Rule; readonly onChange: (rule: Rule) => void; readonly disabled: boolean }

function Numbers({ rule, onChange, disabled }: PartProps) {
  const { t } = useText()
  const { code, digits } = useCurrency()
  return (
    <div className="rule-fields">
      {TYPED.map(({ name, kind, min, max }) => (
        <Field key={name} label={t(`monitoring.rule.${name}`)} hint={t(`monitoring.rule.${name}Hint`)}>
          {(id) => (
            <NumberInput
              id={id}
              min={min}
              max={max}
              disabled={disabled}
              value={Math.round((rule[name] / unitOf(kind, digits)) * 100) / 100}
              emptied={min}
              onChange={(typed) =>
                onChange({
                  ...rule,
                  [name]: kind === 'percent' ? typed / 100 : Math.round(typed * unitOf(kind, digits)),
                })
              }
              {...(kind === 'months' ? {} : { suffix: kind === 'money' ? code : '%' })}
            />
          )}
        </Field>
      ))}
    </div>
  )
}

function FollowUps({ rule, onChange, disabled }: PartProps) {
  const { t } = useText()
  const set = (grade: (typeof GRADES)[number], change: Partial<Rule['followUp']['A']>) =>
    onChange({ ...rule, followUp: { ...rule.followUp, [grade]: { ...rule.followUp[grade], ...change } } })
  return (
    <ul className="follow-ups">
      {GRADES.map((grade) => (
        <li key={grade}>
          <GradeMark grade={grade} />
          <Select
            aria-label={`${grade}: ${t('monitoring.rule.who')}`}
            disabled={disabled}
            value={rule.followUp[grade].who}
            onChange={(who) => set(grade, { who })}
            options={WHO.map((value) => ({ value, label: t(`monitoring.grades.who.${value}`) }))}
          />
          <span>{t('monitoring.rule.every')}</span>
          <NumberInput
            aria-label={`${grade}: ${t('monitoring.rule.everyDays')}`}
            disabled={disabled}
            min={1}
            max={365}
            precision={0}
            value={rule.followUp[grade].everyDays}
            emptied={30}
            onChange={(everyDays) => set(grade, { everyDays })}
            style={{ width: 80 }}
          />
          <span>{t('monitoring.rule.days')}</span>
        </li>
      ))}
    </ul>
  )
}

/** The rule of the grades: bounds, what a value is made of, and what each grade asks for. */
export function GradingRuleForm({ saved, version }: { readonly saved: Rule; readonly version: number }) {
  const { t } = useText()
  const { message } = App.useApp()
  const mayDefine = useMay('monitoring.define')
  const draft = useDraftOver(saved, version)
  const rule = draft.value
  const save = useMutation(
    api.monitoring.setGradingRule.mutationOptions({
      onSuccess: async () => {
        void message.success(t('monitoring.rule.saved'))
        await refreshMonitoring()
        draft.clear()
      },
      onError: () => refreshMonitoring(),
    }),
  )
  const trial = useMutation(api.monitoring.tryGradingRule.mutationOptions())
  const change = (next: Rule) => {
    draft.write(next)
    trial.reset()
  }
  const isChanged = JSON.stringify(rule) !== JSON.stringify(saved)
  return (
    <Card
      title={t('monitoring.rule.title')}
      note={t('monitoring.rule.note')}
      aside={
        mayDefine && (
          <span className="row">
            <Button size="small" loading={trial.isPending} onClick={() => trial.mutate({ rule })}>
              {t('monitoring.rule.try')}
            </Button>
            <Button
              type="primary"
              size="small"
              disabled={!isChanged || draft.isBehind}
              loading={save.isPending}
              onClick={() => save.mutate({ version: draft.version, rule })}
            >
              {t('monitoring.settings.save')}
            </Button>
          </span>
        )
      }
    >
      <Numbers rule={rule} onChange={change} disabled={!mayDefine} />
      <h3 className="rule-head">{t('monitoring.rule.followUp')}</h3>
      <FollowUps rule={rule} onChange={change} disabled={!mayDefine} />
      {trial.data !== undefined && <RuleTrial trial={trial.data} />}
      {trial.isError && <Problem error={trial.error} />}
      {draft.isBehind ? (
        <RuleMeanwhile
          theirs={saved}
          mine={rule}
          pending={save.isPending}
          onTake={() => {
            draft.clear()
            save.reset()
          }}
          onKeep={() => save.mutate({ version, rule })}
        />
      ) : (
        save.isError && <Problem error={save.error} />
      )}
    </Card>
  )
}
