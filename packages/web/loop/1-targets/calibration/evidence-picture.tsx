import { useText } from '../../../i18n/index.ts'
import { formatMonth } from '../../../ui/format/date.ts'
import { figureText, type Pen, type Proposal } from './proposal-text.ts'

type Series = NonNullable<Proposal['evidence']['series']>

const WIDTH = 320
const HEIGHT = 96
const TOP = 10
const BOTTOM = 78

/** Periods up to which bars are drawn; more are a line. */
const MOST_BARS = 12

/** Lowest and highest value that the picture must hold; bars start at nothing. */
function rangeOf({ points, unit }: Series): readonly [number, number] {
  const values = points.flatMap(({ value, reference }) => [value, reference]).filter((v) => v !== null)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  if (unit === 'factor' && points.length > MOST_BARS)
    return [Math.min(low, 1) * 0.94, Math.max(high, 1) * 1.03]
  return [0, high * 1.08 || 1]
}

/** The course of a figure, drawn small: bars for few periods, a line for many; what it is compared with in dashes. */
export function EvidencePicture({ series, pen }: { readonly series: Series; readonly pen: Pen }) {
  const { t, language } = useText()
  const { points, unit } = series
  const [low, high] = rangeOf(series)
  const step = WIDTH / points.length
  const x = (i: number) => (i + 0.5) * step
  const y = (value: number) => BOTTOM - ((BOTTOM - TOP) * (value - low)) / (high - low)
  const path = (pick: (point: Series['points'][number]) => number | null) =>
    points
      .flatMap((point, i) => {
        const value = pick(point)
        return value === null ? [] : [`${x(i).toFixed(1)} ${y(value).toFixed(1)}`]
      })
      .map((at, i) => `${i === 0 ? 'M' : 'L'}${at}`)
      .join('')
  const [first, last] = [points[0], points.at(-1)]
  const asText = (value: number | null) =>
    unit === 'factor' ? figureText((value ?? 1) - 1, 'factor', pen) : figureText(value, unit, pen)
  const level = points[0]?.reference ?? null
  const isLevel = level !== null && points.every(({ reference }) => reference === level)
  const dashes = isLevel ? `M0 ${y(level).toFixed(1)}H${WIDTH}` : path(({ reference }) => reference)
  const label = `${t(`calibration.series.${series.code as 'ramp'}`)}: ${points
    .map((point) => `${formatMonth(point.label, language, true)} ${asText(point.value)}`)
    .join(', ')}`
  return (
    <figure className="evidence-picture">
      <figcaption>{t(`calibration.series.${series.code as 'ramp'}`)}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        <path className="ground" d={`M0 ${BOTTOM}H${WIDTH}`} />
        {points.length <= MOST_BARS ? (
          points.map((point, i) =>
            point.value === null ? null : (
              <rect
                key={point.label}
                className={point.recent ? 'bar recent' : 'bar'}
                x={x(i) - Math.min(13, step * 0.32)}
                width={Math.min(26, step * 0.64)}
                y={y(point.value)}
                height={Math.max(0, BOTTOM - y(point.value))}
              >
                <title>{`${formatMonth(point.label, language, true)} ${asText(point.value)}`}</title>
              </rect>
            ),
          )
        ) : (
          <>
            <path className="line" d={path(({ value }) => value)} />
            {points.map((point, i) =>
              point.recent && point.value !== null ? (
                <circle key={point.label} className="recent" cx={x(i)} cy={y(point.value)} r="3.5" />
              ) : null,
            )}
          </>
        )}
        <path className="reference" d={dashes} />
        {first !== undefined && (
          <text x="0" y={HEIGHT - 3}>
            {formatMonth(first.label, language, true)}
          </text>
        )}
        {last !== undefined && (
          <text x={WIDTH} y={HEIGHT - 3} textAnchor="end">
            {formatMonth(last.label, language, true)} · {asText(last.value)}
          </text>
        )}
      </svg>
    </figure>
  )
}
