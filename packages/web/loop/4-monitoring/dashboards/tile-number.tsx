import type { Tile } from '@salesloom/contract'
import type { Metric } from '../../../foundation/metrics/figure-value.tsx'
import { useText } from '../../../i18n/index.ts'
import { Change, Figure } from '../../../ui/figure/figure.tsx'
import { formatNumber, formatPercent } from '../../../ui/format/number.ts'
import { type Answer, useTileText } from './use-tile.ts'

type Props = { readonly tile: Tile; readonly metric: Metric; readonly answer: Answer }

/** Chances below and above which a target is in danger or as good as reached. */
const DOUBTFUL = 0.2
const LIKELY = 0.8

/** The chance of a target as a word and a number; colour comes on top. */
export function ChanceTag({ projection }: { readonly projection: Answer['projection'] }) {
  const { t, language } = useText()
  const chance = projection?.chance
  if (chance === null || chance === undefined) return null
  const tone = chance.chance >= LIKELY ? 'good' : chance.chance < DOUBTFUL ? 'bad' : 'care'
  const percent = (value: number) => formatPercent(value, language, 0)
  const title = t('dashboards.chanceInterval', { low: percent(chance.low), high: percent(chance.high) })
  return (
    <span className={`chance ${tone}`} title={title}>
      {t(`dashboards.chanceWord.${tone}`)} <b>{percent(chance.chance)}</b>
    </span>
  )
}

/** Where the figure is heading, with its interval; or why nothing is said. */
export function ProjectionLine({ metric, answer }: Omit<Props, 'tile'>) {
  const { t } = useText()
  const write = useTileText(metric)
  const { projection, unprojected } = answer
  if (projection === null)
    return unprojected === null ? null : (
      <span className="faint">{t(`dashboards.unprojected.${unprojected}`)}</span>
    )
  const { value, low, high, basis } = projection
  return (
    <span className="projection" title={t(`dashboards.basis.${basis}`)}>
      {t('dashboards.projected')}{' '}
      <b>
        <Figure short={write(value).short} exact={write(value).exact} />
      </b>{' '}
      <small>{t('dashboards.between', { low: write(low).short, high: write(high).short })}</small>
    </span>
  )
}

/** A change of a percentage in points: sign and arrow, colour on top. */
function Points(props: { readonly difference: number; readonly better: Metric['better'] }) {
  const { t, language } = useText()
  const points = props.difference * 100
  const text = formatNumber(Math.abs(points), language, 1)
  const isFlat = Math.abs(points) < 0.05
  const tone = isFlat ? '' : points > 0 === (props.better === 'higher') ? 'good' : 'bad'
  return (
    <span className={`figure change ${tone}`}>
      <i aria-hidden="true">{isFlat ? '' : points > 0 ? '▲' : '▼'}</i>
      {t('dashboards.points', { points: `${isFlat ? '' : points > 0 ? '+' : '−'}${text}` })}
    </span>
  )
}

function Against({ tile, metric, answer }: Props) {
  const { t, language } = useText()
  const write = useTileText(metric)
  const { compared, total } = answer
  if (tile.compare === 'none') return null
  if (compared === null || compared.value === null)
    return (
      <span className="faint">
        {t(tile.compare === 'target' ? 'dashboards.noTarget' : 'dashboards.nothingBefore')}
      </span>
    )
  const share = compared.value === 0 || total.value === null ? null : total.value / compared.value
  if (tile.compare === 'target' && answer.otherChannels)
    return <span>{t('dashboards.targetIs', { target: write(compared.value).short })}</span>
  if (tile.compare === 'target')
    return (
      <span>
        {t('dashboards.ofTarget', {
          share: formatPercent(share, language),
          target: write(compared.value).short,
        })}
      </span>
    )
  return (
    <span>
      {metric.unit === 'percent' && total.value !== null ? (
        <Points difference={total.value - compared.value} better={metric.better} />
      ) : (
        <Change ratio={share === null ? null : share - 1} better={metric.better} />
      )}{' '}
      <span className="muted">
        {t(`dashboards.before.${tile.compare}`, { value: write(compared.value).short })}
      </span>
    </span>
  )
}

/** One number: the figure large, what it is compared with, where it is heading. */
export function TileNumber(props: Props) {
  const { short, exact } = useTileText(props.metric)(props.answer.total.value)
  return (
    <div className="tile-number">
      <Figure className="figure-big" short={short} exact={exact} />
      <Against {...props} />
      <span className="tile-foot">
        <ProjectionLine metric={props.metric} answer={props.answer} />
        <ChanceTag projection={props.answer.projection} />
      </span>
    </div>
  )
}
