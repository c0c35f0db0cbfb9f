import { Link } from '@tanstack/react-router'
import { useText } from '../i18n/index.ts'
import { PARTS, type PartName } from './parts.ts'
import './loop.css'

const SIZE = 320
const CENTRE = SIZE / 2
const RADIUS = 96
const SIDES = ['top', 'right', 'right', 'bottom', 'left', 'left'] as const
const angleOf = (index: number): number => ((index * 60 - 90) * Math.PI) / 180
const onCircle = (angle: number, radius: number) =>
  [CENTRE + radius * Math.cos(angle), CENTRE + radius * Math.sin(angle)] as const
const percent = (value: number): string => `${((value / SIZE) * 100).toFixed(2)}%`

/** The thread from one part to the next, stopping short of both nodes. */
function arc(index: number): string {
  const [x1, y1] = onCircle(angleOf(index) + 0.24, RADIUS)
  const [x2, y2] = onCircle(angleOf(index + 1) - 0.24, RADIUS)
  return `M${x1.toFixed(1)} ${y1.toFixed(1)}A${RADIUS} ${RADIUS} 0 0 1 ${x2.toFixed(1)} ${y2.toFixed(1)}`
}

/** The loop as a ring, the given part filled; each node leads to its part. */
export function LoopRing({ current }: { readonly current: PartName }) {
  const { t } = useText()
  const names = PARTS.map((part) => t(`parts.${part.name}.name`)).join(' → ')
  return (
    <nav className="ring" aria-label={t('loop.ring', { names })}>
      <svg viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden="true">
        {PARTS.map((part, index) => (
          <path
            key={part.name}
            d={arc(index)}
            className={index === 5 ? 'return' : ''}
            style={{ '--c': `var(--part-${part.order})` }}
          />
        ))}
      </svg>
      {PARTS.map((part, index) => {
        const [x, y] = onCircle(angleOf(index), RADIUS)
        return (
          <Link
            key={part.name}
            to={part.path}
            className="ring-node"
            {...(part.name === current ? { 'aria-current': 'page' as const } : {})}
            style={{
              '--c': `var(--part-${part.order})`,
              '--x': percent(x),
              '--y': percent(y),
            }}
          >
            <i>{part.order}</i>
            <span className={SIDES[index]}>{t(`parts.${part.name}.name`)}</span>
          </Link>
        )
      })}
    </nav>
  )
}
