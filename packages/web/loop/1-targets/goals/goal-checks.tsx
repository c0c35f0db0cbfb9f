import type { GoalAnswers, GoalCheck, GoalDraft } from '@salesloom/contract'
import { Select } from 'antd'
import { useFigureText } from '../../../foundation/metrics/figure-value.tsx'
import { useText } from '../../../i18n/index.ts'
import { Tag } from '../../../ui/figure/tag.tsx'
import { formatCivilDate } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { formatPercent } from '../../../ui/format/number.ts'
import { useChanceText } from './goal-tags.tsx'

type Note = GoalCheck['notes'][number]

const CHANCES = ['chance', 'low', 'high']
const SHARES = ['now', 'implied', 'own', 'whole']
const FIGURES = ['value', 'stated', 'street', 'needed', 'points', 'relative']
const DAYS = ['from', 'to', 'day']

/** A note in words, its figures in the metric's unit. */
function useNoteText(draft: GoalDraft) {
  const { t, language } = useText()
  const say = useFigureText(draft.metric?.unit ?? 'count')
  const chance = useChanceText()
  const write = (key: string, value: string | number): string => {
    if (DAYS.includes(key)) return formatCivilDate(String(value), language)
    if (typeof value === 'string') return value
    if (CHANCES.includes(key)) return chance(value)
    if (SHARES.includes(key)) return formatPercent(value, language)
    return FIGURES.includes(key) ? say(value).short : String(value)
  }
  return ({ code, values }: Note): string => {
    const written = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, write(key, value)]))
    const name = {
      name: nameIn({ zh: String(values['zh'] ?? ''), en: String(values['en'] ?? '') }, language),
    }
    return t(`goals.note.${code}`, { ...written, ...name })
  }
}

const LETTER = { specific: 'S', measurable: 'M', achievable: 'A', relevant: 'R', timeBound: 'T' } as const
const TONE = { met: 'good', weak: 'care', open: 'plain' } as const
const SIGN = { met: '✓', weak: '!', open: '○' } as const

function ObjectiveChoice({ draft, onAnswer }: Props) {
  const { t, language } = useText()
  if (draft.suggestions.objectives.length === 0) return null
  return (
    <Select
      aria-label={t('goals.answer.objective')}
      placeholder={t('goals.answer.objective')}
      value={draft.objective?.id ?? null}
      allowClear
      style={{ width: '100%', marginTop: 6 }}
      onChange={(objectiveId: number | null | undefined) => onAnswer({ objectiveId: objectiveId ?? null })}
      options={draft.suggestions.objectives
        .toSorted((a, b) => Number(b.fits) - Number(a.fits))
        .map(({ id, name, fits }) => ({
          value: id,
          label: `${nameIn(name, language)}${fits ? ` · ${t('goals.answer.fits')}` : ''}`,
        }))}
    />
  )
}

type Props = { readonly draft: GoalDraft; readonly onAnswer: (part: GoalAnswers) => void }

/** The five checks with what each found in the data. */
export function GoalChecks({ draft, onAnswer }: Props) {
  const { t } = useText()
  const text = useNoteText(draft)
  return (
    <ol className="checks">
      {draft.checks.map(({ check, state, notes }) => (
        <li key={check} className={state}>
          <header>
            <i aria-hidden="true">{LETTER[check]}</i>
            <h3>{t(`goals.check.${check}`)}</h3>
            <Tag tone={TONE[state]}>
              <span aria-hidden="true">{SIGN[state]}</span>
              {t(`goals.checkState.${state}`)}
            </Tag>
          </header>
          <ul>
            {notes.map((note) => (
              <li key={`${note.code}${note.values['word'] ?? ''}`}>{text(note)}</li>
            ))}
          </ul>
          {check === 'relevant' && <ObjectiveChoice draft={draft} onAnswer={onAnswer} />}
        </li>
      ))}
    </ol>
  )
}
