import type { KeyboardEvent } from 'react'
import { mix } from '../theme/mix.ts'
import type { Tokens } from '../theme/tokens.ts'
import type { Outline, Outlines } from './outlines.ts'
import { fitWidth, pathOf } from './projection.ts'
import './map.css'

/** What a province shows. */
export type ProvinceFigure = {
  readonly fill: string
  /** name and figures in words */
  readonly words: string
  /** beside the name on the map, so that the colour never stands alone */
  readonly mark: string
}

type Props = {
  readonly outlines: Outlines
  readonly summary: string
  readonly nameOf: (id: string) => string
  readonly figures: ReadonlyMap<string, ProvinceFigure>
  readonly tokens: Tokens
  readonly onLook: (id: string | null) => void
  readonly onOpen: (id: string) => void
}

const WIDTH = 900
const HEIGHT = 665
/** The mainland and its islands down to Hainan; what lies further south has its own box. */
const project = fitWidth(72.5, 136, 54.2, WIDTH)
/** Names that would lie over their neighbour's, moved in picture units. */
const MOVED: Readonly<Record<string, readonly [number, number]>> = {
  '11': [-10, -6],
  '12': [18, 4],
  '13': [-2, 20],
  '31': [24, 2],
  '44': [0, -4],
  '81': [20, 4],
  '82': [-8, 14],
}

/** A drawing stands for a button here, so it hears the keys that a button hears. */
function pressing(open: () => void) {
  return (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    open()
  }
}

function Province(props: Omit<Props, 'outlines' | 'summary'> & { readonly outline: Outline }) {
  const { outline, figures, tokens, onLook, onOpen } = props
  const figure = figures.get(outline.id)
  const d = pathOf(outline.rings, project)
  const edge = { stroke: tokens['line-strong'], strokeWidth: 0.8 }
  if (figure === undefined) return <path d={d} fill={tokens.sunken} {...edge} />
  const open = () => onOpen(outline.id)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button cannot stand inside a drawing
    <path
      className="province"
      role="button"
      tabIndex={0}
      aria-label={figure.words}
      d={d}
      fill={figure.fill}
      {...edge}
      onMouseEnter={() => onLook(outline.id)}
      onMouseLeave={() => onLook(null)}
      onFocus={() => onLook(outline.id)}
      onBlur={() => onLook(null)}
      onClick={open}
      onKeyDown={pressing(open)}
    />
  )
}

function Names({ outlines, figures, nameOf, tokens }: Omit<Props, 'summary' | 'onLook' | 'onOpen'>) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus; each province says its own name
    <g className="province-names" aria-hidden="true">
      {outlines.provinces.map(({ id, label }) => {
        const figure = figures.get(id)
        if (figure === undefined) return null
        const { x, y } = project(label)
        const [dx, dy] = MOVED[id] ?? [0, 0]
        return (
          <text
            key={id}
            x={x + dx}
            y={y + dy}
            textAnchor="middle"
            fontSize={13}
            fill={tokens.ink}
            stroke={tokens.surface}
            strokeWidth={3}
            strokeOpacity={0.75}
            paintOrder="stroke"
          >
            {`${nameOf(id)}${figure.mark}`}
          </text>
        )
      })}
    </g>
  )
}

/** The islands of the South China Sea in their box, as maps of China carry them. */
function Islands({ rings, tokens }: { readonly rings: Outlines['southChinaSea']; readonly tokens: Tokens }) {
  const size = 1.2
  const at = ([x, y]: readonly [number, number]) => ({
    x: WIDTH - 96 + x * size,
    y: HEIGHT - 122 + y * size,
  })
  return <path d={pathOf(rings, at)} fill={mix(tokens.surface, tokens['ink-3'], 0.6)} />
}

/** China by province. Provinces with a figure are walked by Tab, spoken of on hover and focus, and opened by a press. */
export function ProvinceMap(props: Props) {
  const { outlines, summary, tokens } = props
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing is no fieldset
    <svg className="province-map" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label={summary}>
      {outlines.provinces.map((outline) => (
        <Province key={outline.id} outline={outline} {...props} />
      ))}
      <Names {...props} />
      <Islands rings={outlines.southChinaSea} tokens={tokens} />
    </svg>
  )
}
