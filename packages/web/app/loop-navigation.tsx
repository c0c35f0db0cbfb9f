import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import { useText } from '../i18n/index.ts'
import { loopFigureText } from '../loop/loop-figure.ts'
import { PARTS, partsFor } from '../loop/parts.ts'

const PITCH = 54
const CENTRE = 28
const at = (order: number): number => (order - 1) * PITCH + PITCH / 2
const RETURN = `M${CENTRE - 14} ${at(6)}H12Q4 ${at(6)} 4 ${at(6) - 10}V${at(1) + 10}Q4 ${at(1)} 12 ${at(1)}`

/** The thread through the six parts, and the dashed one by which review returns into targets. */
function Thread() {
  return (
    <svg className="loop-thread" width="44" height={PITCH * 6} aria-hidden="true">
      <defs>
        <linearGradient id="thread" x1="0" y1="0" x2="0" y2={PITCH * 6} gradientUnits="userSpaceOnUse">
          {PARTS.map((part, index) => (
            <stop key={part.name} offset={`${index * 20}%`} stopColor={`var(--part-${part.order})`} />
          ))}
        </linearGradient>
      </defs>
      <path className="forward" stroke="url(#thread)" d={`M${CENTRE} ${at(1)}V${at(6)}`} />
      <path className="back" d={RETURN} />
      <path className="head" d={`M8 ${at(1) - 3.5}l4 3.5l-4 3.5`} />
    </svg>
  )
}

/** The six parts as navigation, each with its live figure. */
export function LoopNavigation({ onChosen }: { readonly onChosen?: () => void }) {
  const { t, language } = useText()
  const parts = partsFor(useSession().actions)
  const { data } = useQuery({ ...api.home.getLoopFigures.queryOptions(), enabled: parts.length > 0 })
  if (parts.length === 0) return null
  return (
    <nav aria-label={t('loop.label')}>
      <ol className="loop">
        {parts.length === PARTS.length && <Thread />}
        {parts.map((part) => {
          const figure = data?.figures.find((found) => found.part === part.name)?.figure
          return (
            <li key={part.name}>
              <Link
                to={part.path}
                style={{ '--c': `var(--part-${part.order})` }}
                {...(onChosen === undefined ? {} : { onClick: onChosen })}
              >
                <i>{part.order}</i>
                <span>
                  {t(`parts.${part.name}.name`)}
                  <small className={figure?.tone ?? ''}>
                    {data === undefined ? '\u00a0' : loopFigureText(figure, t, language)}
                  </small>
                </span>
              </Link>
            </li>
          )
        })}
      </ol>
      <span className="visually-hidden">{t('loop.returnsTo')}</span>
    </nav>
  )
}
