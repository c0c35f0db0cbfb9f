import './course-line.css'

export type Course = {
  readonly label: string
  readonly kind: 'actual' | 'target' | 'past'
  readonly values: readonly (number | null)[]
}

type CourseLineProps = {
  readonly courses: readonly Course[]
  readonly months: readonly string[]
  readonly summary: string
  /** A word for the height at which the target ends; without a target, where what happened has come to. */
  readonly endNote: string | null
}

const WIDTH = 360
const HEIGHT = 140
const TOP = 20
const BOTTOM = 120

/** Points of a course; a gap ends the line. */
function pointsOf(values: readonly (number | null)[], highest: number): (readonly [number, number])[] {
  const step = WIDTH / Math.max(1, values.length)
  const known = values.flatMap((value, index) =>
    value === null ? [] : [[(index + 1) * step, BOTTOM - ((BOTTOM - TOP) * value) / highest] as const],
  )
  return [[0, BOTTOM], ...known]
}

const pathOf = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')

/** Cumulated courses over a year, drawn small: what happened in full, what it is compared with in dashes. */
export function CourseLine({ courses, months, summary, endNote }: CourseLineProps) {
  const highest = Math.max(1, ...courses.flatMap((course) => course.values.map((value) => value ?? 0)))
  const drawn = courses.map((course) => ({ ...course, points: pointsOf(course.values, highest) }))
  const actual = drawn.find((course) => course.kind === 'actual')
  const target = drawn.find((course) => course.kind === 'target')
  const now = actual?.points.at(-1)
  const end = (target ?? actual)?.points.at(-1)
  const shownMonths = months.map((month, index) => ({ month, index })).filter(({ index }) => index % 3 === 2)
  return (
    <figure className="course">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={summary}>
        <path className="course-ground" d={`M0 ${BOTTOM}H${WIDTH}`} />
        {end !== undefined && endNote !== null && (
          <path className="course-end" d={`M0 ${end[1].toFixed(1)}H${WIDTH}`} />
        )}
        {actual !== undefined && now !== undefined && (
          <path className="course-area" d={`${pathOf(actual.points)}V${BOTTOM}H0Z`} />
        )}
        {drawn.map((course) => (
          <path key={course.kind} className={`course-${course.kind}`} d={pathOf(course.points)} />
        ))}
        {now !== undefined && <circle className="course-now" cx={now[0]} cy={now[1]} r="4" />}
        {end !== undefined && endNote !== null && (
          <text x="2" y={Math.max(11, end[1] - 6)}>
            {endNote}
          </text>
        )}
        {shownMonths.map(({ month, index }) => (
          <text key={month} x={((index + 1) * WIDTH) / months.length} y={HEIGHT - 4} textAnchor="end">
            {month}
          </text>
        ))}
      </svg>
      <figcaption>
        {drawn.map((course) => (
          <span key={course.kind} className={`course-key ${course.kind}`}>
            {course.label}
          </span>
        ))}
      </figcaption>
    </figure>
  )
}
