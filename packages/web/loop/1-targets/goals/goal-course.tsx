import type { GoalDetail } from '@salesloom/contract'
import { useFigureText } from '../../../foundation/metrics/figure-value.tsx'
import { useText } from '../../../i18n/index.ts'
import { formatCivilDate } from '../../../ui/format/date.ts'

const WIDTH = 640
const HEIGHT = 240
const TOP = 26
const GROUND = 200
const DAY_MS = 86_400_000

const dayAt = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY_MS

/** Places on the picture: days from left to right, figures upwards. */
function placesOf({ from, deadline, sum, baseline, target, course, milestones, projected }: GoalDetail) {
  const values = [
    target,
    ...(sum ? [0] : [baseline]),
    ...course.map(({ value }) => value),
    ...milestones.map(({ value }) => value),
    ...(projected === null ? [] : [projected]),
  ]
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const room = sum ? 0 : (high - low) * 0.12 || 0.01
  const start = dayAt(from) - 1
  const length = Math.max(1, dayAt(deadline) - start)
  const bottom = low - room
  const height = high + (high - low) * 0.05 - bottom || 1
  return {
    x: (day: string) => Math.min(1, Math.max(0, (dayAt(day) - start) / length)) * WIDTH,
    y: (value: number) => GROUND - ((value - bottom) / height) * (GROUND - TOP),
  }
}

const lineOf = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')

/** The course of a goal against its milestones; dashes lead from now to where it is heading. */
export function GoalCourse({ goal }: { readonly goal: GoalDetail }) {
  const { t, language } = useText()
  const say = useFigureText(goal.metric.unit)
  const { x, y } = placesOf(goal)
  const { course, milestones, target, baseline, sum, projected, deadline, from } = goal
  const start = [0, y(sum ? 0 : baseline)] as const
  const planned = [start, ...milestones.map(({ day, value }) => [x(day), y(value)] as const)]
  const actual = [...(sum ? [start] : []), ...course.map(({ day, value }) => [x(day), y(value)] as const)]
  const now = actual.at(-1)
  const text = t('goals.goal.courseText', {
    now: say(goal.now).short,
    expected: say(goal.expected).short,
    target: say(target).short,
  })
  return (
    <figure className="goal-course">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={text}>
        <path className="ground" d={`M0 ${GROUND}H${WIDTH}`} />
        <path className="aim" d={`M0 ${y(target).toFixed(1)}H${WIDTH}`} />
        <text x="4" y={y(target) - 6}>
          {t('goals.bar.target')} {say(target).short}
        </text>
        <path className="planned" d={lineOf(planned)} />
        {milestones.map(({ day, value }) => (
          <circle key={day} className="milestone" cx={x(day)} cy={y(value)} r="3.5" />
        ))}
        {actual.length > 1 && <path className="actual" d={lineOf(actual)} />}
        {now !== undefined && projected !== null && (
          <path className="heading" d={lineOf([now, [x(deadline), y(projected)]])} />
        )}
        {course.length > 0 && now !== undefined && <circle className="now" cx={now[0]} cy={now[1]} r="5" />}
        <text x="0" y={HEIGHT - 16}>
          {formatCivilDate(from, language)}
        </text>
        <text x={WIDTH} y={HEIGHT - 16} textAnchor="end">
          {formatCivilDate(deadline, language)}
        </text>
      </svg>
      <figcaption>
        <span className="key actual">{t('goals.goal.actual')}</span>
        <span className="key planned">{t('goals.goal.planned')}</span>
        <span className="key heading">{t('goals.goal.heading')}</span>
      </figcaption>
    </figure>
  )
}

/** Milestones as a table: what is due when, and what was there. */
export function MilestoneTable({ goal }: { readonly goal: GoalDetail }) {
  const { t, language } = useText()
  const say = useFigureText(goal.metric.unit)
  return (
    <table className="sheet">
      <caption className="visually-hidden">{t('goals.goal.milestones')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('goals.goal.day')}</th>
          <th scope="col" className="num">
            {t('goals.goal.due')}
          </th>
          <th scope="col" className="num">
            {t('goals.goal.actual')}
          </th>
        </tr>
      </thead>
      <tbody>
        {goal.milestones.map(({ day, value, actual }) => (
          <tr key={day}>
            <td>{formatCivilDate(day, language)}</td>
            <td className="num" title={say(value).exact}>
              {say(value).short}
            </td>
            <td className="num">{say(actual).short}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
