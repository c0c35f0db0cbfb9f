import type { GoalAnswers, GoalDraft } from '@salesloom/contract'
import { useFigureText } from '../../../foundation/metrics/figure-value.tsx'
import { useText } from '../../../i18n/index.ts'
import { useChanceText } from './goal-tags.tsx'

type Outlook = NonNullable<GoalDraft['outlook']>
type Metric = NonNullable<GoalDraft['metric']>

const WIDTH = 560
const HEIGHT = 210
const TOP = 46
const GROUND = 176

type Props = {
  readonly outlook: Outlook
  readonly metric: Metric
  readonly target: number | null
  readonly onAnswer: (part: GoalAnswers) => void
}

/** Places on the picture: values from left to right, densities upwards. */
function placesOf({ curve }: Outlook) {
  const low = curve[0]?.value ?? 0
  const length = (curve.at(-1)?.value ?? 1) - low || 1
  const highest = Math.max(...curve.map(({ height }) => height), 1e-9)
  return {
    x: (value: number) => ((value - low) / length) * WIDTH,
    y: (height: number) => GROUND - (height / highest) * (GROUND - TOP),
  }
}

/** Height of the curve at a value between two of its points. */
function heightAt(curve: Outlook['curve'], value: number): number {
  const after = curve.findIndex((point) => point.value >= value)
  const [a, b] = [curve[after - 1], curve[after]]
  if (a === undefined || b === undefined || b.value === a.value) return b?.height ?? 0
  return a.height + ((value - a.value) / (b.value - a.value)) * (b.height - a.height)
}

/** The part of the curve on the good side of the target, from the target itself. */
function reachedPath(outlook: Outlook, metric: Metric, target: number): string {
  const { x, y } = placesOf(outlook)
  const edge = { value: target, height: heightAt(outlook.curve, target) }
  const good = outlook.curve.filter(({ value }) =>
    metric.better === 'higher' ? value > target : value < target,
  )
  const part = metric.better === 'higher' ? [edge, ...good] : [...good, edge]
  const line = part.map(({ value, height }) => `L${x(value).toFixed(1)} ${y(height).toFixed(1)}`).join('')
  const [first, last] = [part[0]?.value ?? target, part.at(-1)?.value ?? target]
  return `M${x(first).toFixed(1)} ${GROUND}${line}L${x(last).toFixed(1)} ${GROUND}Z`
}

/** A word beside a line that stays inside the picture. */
const anchorAt = (x: number) => (x < 70 ? 'start' : x > WIDTH - 70 ? 'end' : 'middle')

/** How far apart two words below the ground stand at least. */
const APART = 64

/** The grades that are named below the ground: of those that would be written over each other the first; the table names all. */
function namedGrades(grades: Outlook['grades'], x: (value: number) => number): Set<string> {
  const named = new Set<string>()
  let last = Number.NEGATIVE_INFINITY
  for (const { grade, value } of grades.toSorted((a, b) => a.value - b.value)) {
    if (x(value) - last < APART) continue
    named.add(grade)
    last = x(value)
  }
  return named
}

/** What may come, with the target and the three grades on it. The table below says the same in words. */
export function OutlookPicture({ outlook, metric, target }: Omit<Props, 'onAnswer'>) {
  const { t } = useText()
  const say = useFigureText(metric.unit)
  const chance = useChanceText()
  const { x, y } = placesOf(outlook)
  const named = namedGrades(outlook.grades, x)
  const path = outlook.curve
    .map(({ value, height }, i) => `${i === 0 ? 'M' : 'L'}${x(value).toFixed(1)} ${y(height).toFixed(1)}`)
    .join('')
  const text = t('goals.outlook.text', {
    expected: say(outlook.expected).short,
    target: say(target).short,
    chance: chance(outlook.reached?.chance ?? null),
  })
  return (
    <svg className="outlook" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={text}>
      <path className="outlook-all" d={`${path}L${WIDTH} ${GROUND}L0 ${GROUND}Z`} />
      {target !== null && <path className="outlook-reached" d={reachedPath(outlook, metric, target)} />}
      <path className="outlook-line" d={path} />
      <path className="outlook-ground" d={`M0 ${GROUND}H${WIDTH}`} />
      {outlook.grades.map(({ grade, value }) => (
        <g key={grade} className="outlook-grade">
          <path d={`M${x(value).toFixed(1)} ${GROUND}v6`} />
          <circle cx={x(value)} cy={GROUND} r="4" />
          {named.has(grade) && (
            <text x={x(value)} y={GROUND + 19} textAnchor={anchorAt(x(value))}>
              {t(`goals.grade.${grade}`)}
            </text>
          )}
        </g>
      ))}
      {target !== null && (
        <g className="outlook-target">
          <path d={`M${x(target).toFixed(1)} 26V${GROUND}`} />
          <text x={x(target)} y="17" textAnchor={anchorAt(x(target))}>
            {t('goals.field.value')} {say(target).short}
          </text>
        </g>
      )}
    </svg>
  )
}

/** The three grades with the chance of each, to be taken over by a press. */
export function GradeTable({ outlook, metric, target, onAnswer }: Props) {
  const { t } = useText()
  const say = useFigureText(metric.unit)
  const chance = useChanceText()
  return (
    <table className="sheet grades">
      <caption className="visually-hidden">{t('goals.outlook.grades')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('goals.outlook.grade')}</th>
          <th scope="col" className="num">
            {t('goals.outlook.value')}
          </th>
          <th scope="col" className="num">
            {t('goals.outlook.gradeChance')}
          </th>
          <th scope="col">
            <span className="visually-hidden">{t('goals.outlook.use')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {outlook.grades.map(({ grade, value, chance: own }) => (
          <tr key={grade} className={value === target ? 'chosen' : ''}>
            <th scope="row">{t(`goals.grade.${grade}`)}</th>
            <td className="num" title={say(value).exact}>
              {say(value).short}
            </td>
            <td className="num">{chance(own)}</td>
            <td>
              <button
                type="button"
                className="link"
                aria-label={t('goals.outlook.useGrade', {
                  grade: t(`goals.grade.${grade}`),
                  value: say(value).short,
                })}
                onClick={() => onAnswer({ target: value })}
              >
                {t('goals.outlook.use')}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The chance of the target, its interval and its verdict, and what each source of evidence says. */
export function ChanceFigure({ outlook, metric }: Pick<Props, 'outlook' | 'metric'>) {
  const { t } = useText()
  const chance = useChanceText()
  const say = useFigureText(metric.unit)
  const { reached, parts } = outlook
  return (
    <div className="chance">
      <div>
        <small>{t('goals.outlook.chance')}</small>
        <span className={`figure-big ${reached?.verdict ?? ''}`}>
          {reached === null ? t('goals.outlook.noTarget') : chance(reached.chance)}
        </span>
        {reached !== null && (
          <p className="muted">
            <b className={`verdict ${reached.verdict}`}>{t(`goals.outlook.verdict.${reached.verdict}`)}</b>{' '}
            {t('goals.outlook.interval', { low: chance(reached.low), high: chance(reached.high) })}
          </p>
        )}
      </div>
      <dl>
        {parts.map(({ source, weight, expected, chance: own }) => (
          <div key={source}>
            <dt>
              {t('goals.outlook.part', {
                source: t(`goals.outlook.source.${source}`),
                weight: `${Math.round(weight * 100)}%`,
              })}
            </dt>
            <dd>
              {say(expected).short} <span className="muted">{chance(own)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
