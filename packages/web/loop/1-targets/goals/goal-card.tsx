import type { GoalSummary } from '@salesloom/contract'
import { Link } from '@tanstack/react-router'
import { FigureValue } from '../../../foundation/metrics/figure-value.tsx'
import { useText } from '../../../i18n/index.ts'
import { formatCivilDate } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { GoalBar } from './goal-bar.tsx'
import { chanceTone, GoalState, useChanceText } from './goal-tags.tsx'

/** What a goal is about, short: the members and the metric. */
export function GoalName({ goal }: { readonly goal: Pick<GoalSummary, 'metric' | 'members'> }) {
  const { t, language } = useText()
  const members = goal.members.map(({ name }) => nameIn(name, language))
  return (
    <>
      {nameIn(goal.metric.name, language)}{' '}
      <small>{members.length === 0 ? t('goals.whole') : members.join(' · ')}</small>
    </>
  )
}

/** One goal in the list. */
export function GoalCard({ goal }: { readonly goal: GoalSummary }) {
  const { t, language } = useText()
  const chance = useChanceText()
  const { unit } = goal.metric
  return (
    <Link to="/targets/goals/$goalId" params={{ goalId: String(goal.goalId) }} className="card goal-card">
      <header>
        <h2>
          <GoalName goal={goal} />
        </h2>
        <GoalState goal={goal} />
      </header>
      <p className="goal-sentence">{goal.sentence}</p>
      <div className="goal-figures">
        <span className="goal-now">
          <FigureValue value={goal.now} unit={unit} />
        </span>
        <span className="muted">
          {t('goals.bar.target')} <FigureValue value={goal.target} unit={unit} />
        </span>
        <span className={`goal-chance ${chanceTone(goal.chance)}`}>
          {t('goals.list.chance')} <b>{chance(goal.chance)}</b>
        </span>
      </div>
      <GoalBar goal={goal} />
      <footer>
        <span>{t('goals.list.owner', { name: nameIn(goal.owner.name, language) })}</span>
        <span>{t('goals.list.due', { day: formatCivilDate(goal.deadline, language) })}</span>
        {goal.confidence !== null && <span>{t('goals.list.confidence', { value: goal.confidence })}</span>}
        {goal.shared && <span>{t('goals.list.shared')}</span>}
      </footer>
    </Link>
  )
}
