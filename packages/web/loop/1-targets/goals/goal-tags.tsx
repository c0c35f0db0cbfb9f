import type { GoalSummary } from '@salesloom/contract'
import { useText } from '../../../i18n/index.ts'
import { Tag, type Tone } from '../../../ui/figure/tag.tsx'
import { formatPercent } from '../../../ui/format/number.ts'

const STATE_TONE = { open: 'work', reached: 'good', missed: 'bad', abandoned: 'plain' } as const

/** Whether a goal is on track, or how it ended. */
export function GoalState({ goal }: { readonly goal: GoalSummary }) {
  const { t } = useText()
  if (goal.state !== 'open') return <Tag tone={STATE_TONE[goal.state]}>{t(`goals.state.${goal.state}`)}</Tag>
  if (goal.track === null) return <Tag>{t('goals.list.noFigure')}</Tag>
  const on = goal.track === 'on'
  return (
    <Tag tone={on ? 'good' : 'bad'}>
      <span aria-hidden="true">{on ? '✓' : '▼'}</span>
      {t(`goals.track.${goal.track}`)}
    </Tag>
  )
}

/** A chance in whole percent; nobody believes the decimals of one. */
export function useChanceText() {
  const { language } = useText()
  return (chance: number | null) => {
    if (chance === null) return '—'
    if (chance > 0 && chance < 0.01) return '< 1%'
    return chance < 1 && chance > 0.99 ? '> 99%' : formatPercent(chance, language, 0)
  }
}

export function chanceTone(chance: number | null): Tone {
  if (chance === null) return 'plain'
  if (chance >= 0.5) return 'good'
  return chance >= 0.2 ? 'care' : 'bad'
}
