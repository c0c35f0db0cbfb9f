import type { GoalAnswers, GoalDraft, GoalQuestion } from '@salesloom/contract'
import { Button, Input, InputNumber } from 'antd'
import { type ReactNode, useState } from 'react'
import { useCurrency } from '../../../api/money.ts'
import { useSession } from '../../../api/session.ts'
import { useFigureText } from '../../../foundation/metrics/figure-value.tsx'
import { useText } from '../../../i18n/index.ts'
import { formatCivilDate } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { formatPercent } from '../../../ui/format/number.ts'
import { MetricSelect, OwnerSelect, SliceSelect } from './slice-select.tsx'
import { useAverageText } from './use-average-text.ts'

type Props = { readonly draft: GoalDraft; readonly onAnswer: (part: GoalAnswers) => void }

function MetricAnswer({ draft, onAnswer }: Props) {
  const { language } = useText()
  return (
    <>
      {draft.metricChoices.map(({ code, name }) => (
        <Button key={code} onClick={() => onAnswer({ metric: code })}>
          {nameIn(name, language)}
        </Button>
      ))}
      <MetricSelect onChoose={(metric) => onAnswer({ metric })} />
    </>
  )
}

function SliceAnswer({ draft, onAnswer }: Props) {
  const { t } = useText()
  const slice = Object.fromEntries(draft.members.map(({ kind, id }) => [`${kind}Id`, id]))
  return (
    <>
      <SliceSelect slice={slice} onChoose={(chosen) => onAnswer({ slice: chosen })} />
      <Button onClick={() => onAnswer({ slice: {} })}>{t('goals.answer.whole')}</Button>
    </>
  )
}

/** A target typed as people say it: percent, or whole currency. */
function TargetAnswer({ draft, onAnswer }: Props) {
  const { t } = useText()
  const { digits } = useCurrency()
  const [typed, setTyped] = useState<number | null>(null)
  const say = useFigureText(draft.metric?.unit ?? 'count')
  const unit = draft.metric?.unit ?? 'count'
  const own = (value: number) => {
    if (unit === 'percent') return value / 100
    return unit === 'money' ? Math.round(value * 10 ** digits) : value
  }
  return (
    <>
      {(draft.outlook?.grades ?? []).map(({ grade, value }) => (
        <Button key={grade} onClick={() => onAnswer({ target: value })}>
          {t(`goals.grade.${grade}`)} {say(value).short}
        </Button>
      ))}
      <InputNumber<number>
        aria-label={t('goals.answer.target')}
        placeholder={t('goals.answer.target')}
        value={typed}
        suffix={unit === 'percent' ? '%' : undefined}
        onChange={setTyped}
        onPressEnter={() => typed !== null && onAnswer({ target: own(typed) })}
      />
      <Button
        disabled={typed === null || draft.metric === null}
        onClick={() => typed !== null && onAnswer({ target: own(typed) })}
      >
        {t('goals.answer.add')}
      </Button>
    </>
  )
}

/** That part of the period is over and counts: what is there of the total, and what the rest comes to for each. */
function BegunPeriod({ draft }: Pick<Props, 'draft'>) {
  const { t, language } = useText()
  const say = useFigureText(draft.metric?.unit ?? 'count')
  const begun = draft.average?.begun ?? null
  const of = useAverageText(draft)?.of ?? ''
  if (begun === null || draft.from === null) return null
  const days = { from: formatCivilDate(draft.from, language), until: formatCivilDate(begun.until, language) }
  return (
    <p className="faint whole-width">
      {t('goals.average.begun', { ...days, amount: say(begun.soFar).short })}{' '}
      {begun.each !== null && t('goals.average.rest', { amount: say(begun.each).short, of })}
    </p>
  )
}

/** The total that a figure for each person or month comes to, with how; or another one. */
function AverageAnswer(props: Props) {
  const { draft, onAnswer } = props
  const { t } = useText()
  const say = useFigureText(draft.metric?.unit ?? 'count')
  const text = useAverageText(draft)
  const total = draft.average?.total ?? null
  return (
    <>
      {total !== null && text !== null && (
        <Button type="primary" ghost onClick={() => onAnswer({ target: total })}>
          {text.factors} = {say(total).short}
        </Button>
      )}
      {draft.average?.isChange === false && (
        <Button onClick={() => onAnswer({ target: draft.average?.amount })}>
          {t('goals.answer.asTotal', { amount: text?.amount ?? '' })}
        </Button>
      )}
      <TargetAnswer {...props} />
      <BegunPeriod draft={draft} />
    </>
  )
}

function ReadingAnswer({ draft, onAnswer }: Props) {
  const { t } = useText()
  const say = useFigureText(draft.metric?.unit ?? 'percent')
  const value = (reading: 'points' | 'relative') => say(draft.readings?.[reading] ?? null).short
  return (
    <>
      {(['points', 'relative'] as const).map((reading) => (
        <Button key={reading} onClick={() => onAnswer({ changeKind: reading })}>
          {t(`goals.answer.${reading}`, { value: value(reading) })}
        </Button>
      ))}
    </>
  )
}

function DeadlineAnswer({ draft, onAnswer }: Props) {
  const { t, language } = useText()
  return (
    <>
      {draft.suggestions.deadlines.map(({ code, day }) => (
        <Button key={day} onClick={() => onAnswer({ deadline: day })}>
          {code} <small>{formatCivilDate(day, language)}</small>
        </Button>
      ))}
      <Input
        type="date"
        aria-label={t('goals.answer.day')}
        style={{ width: 160 }}
        onChange={(event) => event.target.value !== '' && onAnswer({ deadline: event.target.value })}
      />
    </>
  )
}

function OwnerAnswer({ onAnswer }: Props) {
  const { t } = useText()
  const { person } = useSession()
  return (
    <>
      {person !== null && (
        <Button onClick={() => onAnswer({ ownerId: person.personId })}>{t('goals.answer.me')}</Button>
      )}
      <OwnerSelect onChoose={(ownerId) => onAnswer({ ownerId })} />
    </>
  )
}

function ActionAnswer({ draft, onAnswer }: Props) {
  const { t } = useText()
  const [typed, setTyped] = useState('')
  const add = () => {
    if (typed.trim() === '') return
    onAnswer({ actions: [...draft.actions, typed.trim()] })
    setTyped('')
  }
  return (
    <>
      <Input
        aria-label={t('goals.ask.actions')}
        placeholder={t('goals.answer.action')}
        maxLength={200}
        value={typed}
        style={{ flex: '1 1 220px' }}
        onChange={(event) => setTyped(event.target.value)}
        onPressEnter={add}
      />
      <Button disabled={typed.trim() === ''} onClick={add}>
        {t('goals.answer.add')}
      </Button>
    </>
  )
}

const ANSWERS: Readonly<Record<GoalQuestion, (props: Props) => ReactNode>> = {
  metric: MetricAnswer,
  metricChoice: MetricAnswer,
  slice: SliceAnswer,
  value: TargetAnswer,
  average: AverageAnswer,
  pointsOrRelative: ReadingAnswer,
  contradiction: TargetAnswer,
  deadline: DeadlineAnswer,
  owner: OwnerAnswer,
  actions: ActionAnswer,
}

/** Everything that is asked back, each with the answers that come to hand. */
export function OpenQuestions(props: Props) {
  const { t, language } = useText()
  const { questions, change } = props.draft
  const average = useAverageText(props.draft)
  return (
    <ol className="questions">
      {questions.map((question) => {
        const Answer = ANSWERS[question]
        return (
          <li key={question}>
            <b>
              {t(`goals.ask.${question}`, {
                by: formatPercent(Math.abs(change?.by ?? 0), language, 0),
                amount: average?.amount ?? '',
                of: average?.of ?? '',
              })}
            </b>
            <div className="answers">
              <Answer {...props} />
            </div>
          </li>
        )
      })}
    </ol>
  )
}
