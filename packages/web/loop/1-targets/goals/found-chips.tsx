import type { GoalAnswers, GoalDraft } from '@salesloom/contract'
import { Input } from 'antd'
import type { ReactNode } from 'react'
import { useFigureText } from '../../../foundation/metrics/figure-value.tsx'
import { useText } from '../../../i18n/index.ts'
import { formatCivilDate } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { formatChange, formatNumber } from '../../../ui/format/number.ts'
import { useAverageText } from './use-average-text.ts'

type Field = GoalDraft['spans'][number]['field'] | 'period'
type ChipProps = { readonly field: Field; readonly children: ReactNode; readonly onRemove?: () => void }

function Chip({ field, children, onRemove }: ChipProps) {
  const { t } = useText()
  const name = t(`goals.field.${field}`)
  return (
    <li className={`found ${field}`}>
      <small>{name}</small>
      <span>{children}</span>
      {onRemove !== undefined && (
        <button type="button" aria-label={t('goals.answer.remove', { what: name })} onClick={onRemove}>
          ×
        </button>
      )}
    </li>
  )
}

/** A day that was read, to be set right where it is shown. */
function DayInput(props: {
  readonly label: string
  readonly day: string
  readonly latest?: string
  readonly onChange: (day: string) => void
}) {
  const { label, day, latest, onChange } = props
  return (
    <Input
      type="date"
      size="small"
      variant="borderless"
      aria-label={label}
      key={day}
      defaultValue={day}
      max={latest}
      style={{ width: 132 }}
      onBlur={({ target: { value } }) => value !== '' && value !== day && onChange(value)}
    />
  )
}

/** A change in words: points, percent or an amount, with its sign. */
function useChangeText(draft: GoalDraft): string | null {
  const { t, language } = useText()
  const say = useFigureText(draft.metric?.unit ?? 'count')
  const { change } = draft
  if (change === null) return null
  if (change.kind === 'points')
    return t('goals.change.points', {
      by: formatNumber(
        change.by * 100,
        language,
        Number.isInteger(Math.round(change.by * 1e6) / 1e4) ? 0 : 1,
      ),
    })
  if (change.kind === 'amount') return say(change.by).short
  const share = formatChange(change.by, language, 0)
  return change.kind === 'ambiguous' ? t('goals.change.ambiguous', { by: share }) : share
}

type Props = { readonly draft: GoalDraft; readonly onAnswer: (part: GoalAnswers) => void }

/** What was found, field by field, in the field's colour; what can be taken out has its cross. */
export function FoundChips({ draft, onAnswer }: Props) {
  const { t, language } = useText()
  const say = useFigureText(draft.metric?.unit ?? 'count')
  const change = useChangeText(draft)
  const average = useAverageText(draft)
  const { metric, members, baseline, target, from, deadline, owner, actions } = draft
  const without = (kind: string) =>
    Object.fromEntries(members.filter((one) => one.kind !== kind).map((one) => [`${one.kind}Id`, one.id]))
  return (
    <ul className="founds">
      {metric !== null && <Chip field="metric">{nameIn(metric.name, language)}</Chip>}
      {members.map(({ kind, id, name }) => (
        <Chip key={`${kind}:${id}`} field="slice" onRemove={() => onAnswer({ slice: without(kind) })}>
          {nameIn(name, language)}
        </Chip>
      ))}
      {baseline !== null && <Chip field="baseline">{say(baseline.value).short}</Chip>}
      {change !== null && <Chip field="change">{change}</Chip>}
      {target !== null && metric !== null && (
        <Chip field="value">
          {say(target).short}
          {average !== null && target === draft.average?.total && (
            <span className="faint"> = {average.factors}</span>
          )}
        </Chip>
      )}
      {deadline !== null && (
        <Chip field="deadline">
          <DayInput
            label={t('goals.field.deadline')}
            day={deadline}
            onChange={(on) => onAnswer({ deadline: on })}
          />
        </Chip>
      )}
      {from !== null && deadline !== null && (
        <Chip field="period">
          <DayInput
            label={t('goals.field.period')}
            day={from}
            latest={deadline}
            onChange={(on) => onAnswer({ from: on, deadline })}
          />
          – {formatCivilDate(deadline, language)}
        </Chip>
      )}
      {owner !== null && <Chip field="owner">{nameIn(owner.name, language)}</Chip>}
      {actions.map((action) => (
        <Chip
          key={action}
          field="action"
          onRemove={() => onAnswer({ actions: actions.filter((other) => other !== action) })}
        >
          {action}
        </Chip>
      ))}
      {draft.vague.map((word) => (
        <Chip key={word} field="vague">
          {word}
        </Chip>
      ))}
    </ul>
  )
}
