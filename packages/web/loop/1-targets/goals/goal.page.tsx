import type { GoalDetail } from '@salesloom/contract'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { PageHead } from '../../../app/page-head.tsx'
import { FigureValue } from '../../../foundation/metrics/figure-value.tsx'
import { useText } from '../../../i18n/index.ts'
import { formatCivilDate, formatMoment } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { Card } from '../../../ui/page/card.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { CheckInForm, CheckInList } from './check-in-form.tsx'
import { CloseGoal } from './close-goal.tsx'
import { GoalActions } from './goal-actions.tsx'
import { GoalName } from './goal-card.tsx'
import { GoalCourse, MilestoneTable } from './goal-course.tsx'
import { chanceTone, GoalState, useChanceText } from './goal-tags.tsx'
import { TargetsNavigation } from './targets-navigation.tsx'
import './goals.css'
import './workshop.css'
import './outlook.css'
import './goal.css'

const route = getRouteApi('/in/targets/goals/$goalId')

/** The figures that matter of a goal, in one row. */
function Headline({ goal }: { readonly goal: GoalDetail }) {
  const { t } = useText()
  const chance = useChanceText()
  const { unit } = goal.metric
  const figures = [
    ['goals.bar.baseline', <FigureValue key="b" value={goal.baseline} unit={unit} />],
    ['goals.bar.now', <FigureValue key="n" value={goal.now} unit={unit} />],
    ['goals.bar.expected', <FigureValue key="e" value={goal.expected} unit={unit} />],
    ['goals.bar.target', <FigureValue key="t" value={goal.target} unit={unit} />],
    ['goals.bar.projected', <FigureValue key="p" value={goal.projected} unit={unit} />],
  ] as const
  return (
    <dl className="headline">
      {figures.map(([key, value]) => (
        <div key={key} className={key === 'goals.bar.now' ? 'now' : ''}>
          <dt>{t(key)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div className={`goal-chance ${chanceTone(goal.chance)}`}>
        <dt>{t('goals.goal.chanceNow')}</dt>
        <dd>
          <b>{chance(goal.chance)}</b>
          <small className="muted">
            {t('goals.goal.chanceStart', { chance: chance(goal.chanceAtStart) })}
          </small>
        </dd>
      </div>
    </dl>
  )
}

function Tools({ goal }: { readonly goal: GoalDetail }) {
  const { t } = useText()
  const navigate = useNavigate()
  const [closing, setClosing] = useState(false)
  if (!goal.mayEdit || goal.state !== 'open') return null
  return (
    <>
      <Button onClick={() => void navigate({ to: '/targets/goals/new', search: { goal: goal.goalId } })}>
        {t('goals.goal.edit')}
      </Button>
      <Button onClick={() => setClosing(true)}>{t('goals.goal.close')}</Button>
      {closing && <CloseGoal goal={goal} onClose={() => setClosing(false)} />}
    </>
  )
}

function Goal({ goal }: { readonly goal: GoalDetail }) {
  const { t, language } = useText()
  const may = goal.mayEdit && goal.state === 'open'
  return (
    <>
      <Card className="goal-head">
        <header>
          <h2>
            <GoalName goal={goal} />
          </h2>
          <GoalState goal={goal} />
          <span className="spacer" />
          <Tools goal={goal} />
        </header>
        <blockquote className="rewritten">{goal.sentence}</blockquote>
        <p className="faint">
          {t('goals.list.owner', { name: nameIn(goal.owner.name, language) })} ·{' '}
          {t('goals.list.due', { day: formatCivilDate(goal.deadline, language) })}
          {goal.objective !== null && (
            <> · {t('goals.note.objective', { name: nameIn(goal.objective.name, language) })}</>
          )}{' '}
          · {t('goals.goal.made', { name: goal.createdBy, at: formatMoment(goal.createdAt, language) })}
        </p>
        <Headline goal={goal} />
        {goal.lesson !== null && (
          <p className="lesson">
            <b>{t('goals.goal.lessonTitle')}</b> {goal.lesson}
          </p>
        )}
      </Card>
      <div className="goal-sides">
        <Card title={t('goals.goal.course')}>
          <GoalCourse goal={goal} />
          <MilestoneTable goal={goal} />
        </Card>
        <div className="workshop-side">
          <Card title={t('goals.goal.actions')}>
            <GoalActions goal={goal} />
          </Card>
          <Card title={t('goals.goal.checkIns')}>
            {may && <CheckInForm key={goal.goalId} goalId={goal.goalId} last={goal.confidence} />}
            <CheckInList goal={goal} />
          </Card>
        </div>
      </div>
    </>
  )
}

/** One goal: how it stands against its milestones, what is done about it, what people say. */
export function GoalPage() {
  const { t } = useText()
  const { goalId } = route.useParams()
  const query = useQuery(api.goals.getGoal.queryOptions({ input: { goalId: Number(goalId) } }))
  return (
    <>
      <PageHead title={t('goals.title')} actions={<Link to="/targets/goals">{t('goals.goal.back')}</Link>} />
      <TargetsNavigation />
      <Loaded query={query} lines={8}>
        {(goal) => <Goal goal={goal} />}
      </Loaded>
    </>
  )
}
