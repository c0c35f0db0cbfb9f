import type { Tile } from '@salesloom/contract'
import type { Metric } from '../../../foundation/metrics/figure-value.tsx'
import { useText } from '../../../i18n/index.ts'
import { mercator, type Project, pathOf } from '../../../ui/map/projection.ts'
import { useChina } from '../../../ui/map/use-china.ts'
import { type OnPick, useRowName } from './member-button.tsx'
import { paceOf, standingOf } from './standing.ts'
import { TileBars } from './tile-bars.tsx'
import { type Answer, type AnswerRow, useTileText } from './use-tile.ts'

type Props = {
  readonly tile: Tile
  readonly metric: Metric
  readonly answer: Answer
  readonly onPick: OnPick
}

const WIDTH = 640
const HEIGHT = 300
const EDGE = 46
const LARGEST = 26
const SMALLEST = 5
const LEAST_SPAN = 2

type Placed = AnswerRow & { readonly place: NonNullable<AnswerRow['place']> }

/** The frame that holds all places, in degrees east and Mercator degrees, as wide as the picture. */
function frameOf(rows: readonly Placed[]) {
  const xs = rows.map(({ place }) => place.longitude)
  const ys = rows.map(({ place }) => mercator(place.latitude))
  const middle = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2
  const span = (values: readonly number[]) => Math.max(LEAST_SPAN, Math.max(...values) - Math.min(...values))
  const scale = Math.min((WIDTH - 2 * EDGE) / span(xs), (HEIGHT - 2 * EDGE) / span(ys))
  const at: Project = ([longitude, latitude]) => ({
    x: WIDTH / 2 + (longitude - middle(xs)) * scale,
    y: HEIGHT / 2 - (mercator(latitude) - middle(ys)) * scale,
  })
  return { at, scale, x0: middle(xs), y0: middle(ys) }
}

/** Longitudes and latitudes between which the outlines lie. */
const OUTLINED = { west: 73, east: 136, south: 3, north: 54 }

/** Provinces in the background, where any of the places lies among them. */
function Provinces({ at, placed }: { readonly at: Project; readonly placed: readonly Placed[] }) {
  const { west, east, south, north } = OUTLINED
  const isNear = placed.some(
    ({ place: { longitude: x, latitude: y } }) => x > west && x < east && y > south && y < north,
  )
  const { data } = useChina(isNear)
  return (
    <g className="map-outlines">
      {data?.provinces.map(({ id, rings }) => (
        <path key={id} d={pathOf(rings, at)} />
      ))}
    </g>
  )
}

const STEPS = [1, 2, 5, 10, 20, 30]

/** Meridians and parallels at round degrees: the ground of the map. */
function Graticule({ frame }: { readonly frame: ReturnType<typeof frameOf> }) {
  const { scale, x0, y0 } = frame
  const step = STEPS.find((degrees) => degrees * scale >= 70) ?? 45
  const lines = Array.from({ length: 25 }, (_, i) => (Math.round(x0 / step) + i - 12) * step)
  const parallels = Array.from({ length: 25 }, (_, i) => (i - 12) * step).filter((y) => Math.abs(y) < 80)
  return (
    <g className="map-ground">
      {lines.map((x) => (
        <path key={`x${x}`} d={`M${WIDTH / 2 + (x - x0) * scale} 0V${HEIGHT}`} />
      ))}
      {parallels.map((y) => (
        <path key={`y${y}`} d={`M0 ${HEIGHT / 2 - (mercator(y) - y0) * scale}H${WIDTH}`} />
      ))}
    </g>
  )
}

/** Up or down against what it is compared with, of a target what is due. */
function arrowOf({ value, compared }: Placed, pace: number): string {
  const other = compared === null || compared.value === null ? null : compared.value * pace
  if (value === null || other === null || value === other) return ''
  return value > other ? '▲ ' : '▼ '
}

/** Which way a place went, as a class: colour is repeated by the arrow in its label. */
function toneOf(row: Placed, better: Metric['better'], pace: number): string {
  const standing = standingOf(row, better, pace)
  if (standing === null) return ''
  return standing.depth >= 0 ? 'good' : 'bad'
}

/** Regions at their coordinates, as large as their figure; without coordinates they are bars. */
export function TileMap(props: Props) {
  const { t } = useText()
  const { metric, answer, onPick } = props
  const write = useTileText(metric)
  const nameOf = useRowName()
  const placed = answer.rows.filter((row): row is Placed => row.place !== null)
  if (placed.length === 0) return <TileBars {...props} />
  const frame = frameOf(placed)
  const most = Math.max(1e-12, ...placed.map(({ value }) => Math.abs(value ?? 0)))
  const away = answer.rows.length - placed.length
  const pace = paceOf(answer)
  return (
    <div className="tile-map">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="xMidYMid meet">
        <title>{t('dashboards.form.map')}</title>
        <Graticule frame={frame} />
        <Provinces at={frame.at} placed={placed} />
        {placed.map((row) => {
          const { x, y } = frame.at([row.place.longitude, row.place.latitude])
          const radius = Math.max(SMALLEST, LARGEST * Math.sqrt(Math.abs(row.value ?? 0) / most))
          const label = `${nameOf(row)} ${arrowOf(row, pace)}${write(row.value).short}`
          return (
            // biome-ignore lint/a11y/useSemanticElements: a button cannot stand inside a drawing
            <g
              key={row.members[0]?.code}
              role="button"
              tabIndex={0}
              aria-label={label}
              className={`map-place ${toneOf(row, metric.better, pace)}`}
              onClick={() => onPick(row)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' || event.key === ' ') onPick(row)
              }}
            >
              <title>{`${nameOf(row)} ${write(row.value).exact}`}</title>
              <circle cx={x} cy={y} r={radius} />
              <text x={x} y={y - radius - 6} textAnchor="middle">
                {nameOf(row)}
              </text>
              <text className="map-figure" x={x} y={y + radius + 15} textAnchor="middle">
                {`${arrowOf(row, pace)}${write(row.value).short}`}
              </text>
            </g>
          )
        })}
      </svg>
      {away > 0 && <small className="faint">{t('dashboards.unplaced', { count: away })}</small>}
    </div>
  )
}
