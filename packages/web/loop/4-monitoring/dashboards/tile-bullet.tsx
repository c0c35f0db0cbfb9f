import type { Tile } from '@salesloom/contract'
import type { Metric } from '../../../foundation/metrics/figure-value.tsx'
import { useText } from '../../../i18n/index.ts'
import { Figure } from '../../../ui/figure/figure.tsx'
import { formatPercent } from '../../../ui/format/number.ts'
import { ChanceTag, ProjectionLine } from './tile-number.tsx'
import { type Answer, useTileText } from './use-tile.ts'

const at = (value: number, full: number) =>
  `${full <= 0 ? 0 : Math.min(100, Math.max(0, (value / full) * 100))}%`

/** What is there, what is due, where it is heading with its interval, and the target as a mark, on one line. */
export function TileBullet(props: { readonly tile: Tile; readonly metric: Metric; readonly answer: Answer }) {
  const { t, language } = useText()
  const { metric, answer } = props
  const write = useTileText(metric)
  const actual = answer.total.value ?? 0
  // A target that is of other channels than the figure is no mark on its line.
  const target = answer.otherChannels ? null : (answer.compared?.value ?? null)
  const { due, projection } = answer
  const full = Math.max(actual, target ?? 0, projection?.high ?? 0) * 1.04
  const words = [
    `${t('ui.bullet.actual')} ${write(actual).short}`,
    ...(due === null ? [] : [`${t('ui.bullet.due')} ${write(due).short}`]),
    ...(target === null ? [] : [`${t('ui.bullet.target')} ${write(target).short}`]),
  ]
  const behind = due !== null && actual < due * 0.95
  return (
    <div className="tile-bullet">
      <p>
        <Figure className="figure-big" short={write(actual).short} exact={write(actual).exact} />
        {target !== null && target !== 0 && (
          <span className={behind ? 'bad' : 'good'}>
            {t('dashboards.attained', { share: formatPercent(actual / target, language) })}
          </span>
        )}
      </p>
      <div className={`wide-bullet ${behind ? 'bad' : 'good'}`} role="img" aria-label={words.join(', ')}>
        {projection !== null && (
          <i style={{ left: at(projection.low, full), right: `calc(100% - ${at(projection.high, full)})` }} />
        )}
        {due !== null && <u style={{ width: at(due, full) }} />}
        <b style={{ width: at(actual, full) }} />
        {projection !== null && <em style={{ left: at(projection.value, full) }} />}
        {target !== null && <s style={{ left: at(target, full) }} />}
      </div>
      <p className="bullet-words">
        {words.map((word) => (
          <span key={word}>{word}</span>
        ))}
      </p>
      <span className="tile-foot">
        <ProjectionLine metric={metric} answer={answer} />
        <ChanceTag projection={projection} />
      </span>
    </div>
  )
}
