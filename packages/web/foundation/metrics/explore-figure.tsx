import { Button } from 'antd'
import { useSession } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { Change, Figure } from '../../ui/figure/figure.tsx'
import { formatCivilDate } from '../../ui/format/date.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { formatNumber, formatPercent } from '../../ui/format/number.ts'
import { type Computed, FigureValue, type Metric, useFigureText } from './figure-value.tsx'
import { type Question, useChange } from './use-exploration.ts'

/** The change against a base; null where there is none. */
function changeOf(value: number | null, base: number | null | undefined): number | null {
  return value === null || base === null || base === undefined || base === 0
    ? null
    : (value - base) / Math.abs(base)
}

type ChangedProps = {
  readonly metric: Metric
  readonly value: number | null
  readonly base: number | null | undefined
}

/** The change of a figure: relative for amounts, in points for shares, so that 5 % is never mistaken for 5 points. */
export function Changed({ metric, value, base }: ChangedProps) {
  const { t, language } = useText()
  if (metric.unit !== 'percent') return <Change ratio={changeOf(value, base)} better={metric.better} />
  if (value === null || base === null || base === undefined) return <span className="figure">—</span>
  const points = (value - base) * 100
  const good = points > 0 === (metric.better === 'higher')
  const text = `${points > 0 ? '+' : ''}${formatNumber(points, language, 1)}`
  return (
    <span className={`figure change ${points === 0 ? '' : good ? 'good' : 'bad'}`}>
      <i aria-hidden="true">{points > 0 ? '▲' : points < 0 ? '▼' : ''}</i>
      {t('metrics.explore.points', { points: text })}
    </span>
  )
}

/** Says that the target is of some channels and the figure of all, and leads to figures of the same. */
function TargetOfChannels({ channels: codes }: { readonly channels: readonly string[] }) {
  const { t, language } = useText()
  const { channels } = useSession().workspace
  const change = useChange()
  const named = channels.filter(({ code }) => codes.includes(code))
  return (
    <p className="notice care" role="status">
      <span>
        {t('metrics.explore.targetOfChannels', {
          channels: named.map(({ name }) => nameIn(name, language)).join(', '),
        })}{' '}
        {named.map(({ code, name }) => (
          <Button key={code} type="link" size="small" onClick={() => change({ channel: code })}>
            {t('metrics.explore.onlyChannel', { channel: nameIn(name, language) })}
          </Button>
        ))}
      </span>
    </p>
  )
}

type Props = { readonly question: Question; readonly answer: Computed; readonly onRows: () => void }

/** The figure in large with what it is compared with; a press opens its rows. */
export function ExploreFigure({ question, answer, onRows }: Props) {
  const { t, language } = useText()
  const { metric, slice } = question
  const { total, unrated, periods } = answer
  const { short, exact } = useFigureText(metric.unit)(total.value)
  const date = (day: string) => formatCivilDate(day, language)
  return (
    <section className="explore-figure card">
      <div>
        <h2>{nameIn(metric.name, language)}</h2>
        <button type="button" className="explore-number" onClick={onRows} title={t('metrics.explore.rows')}>
          <Figure short={short} exact={exact} className="figure-big" />
        </button>
        <p className="faint">
          {date(slice.from)} – {date(slice.to)}
        </p>
      </div>
      <dl>
        {question.compare.map((name) => {
          const base = total.compared[name]
          if (base === undefined) return null
          const days = periods[name]
          return (
            <div key={name}>
              <dt>
                {t(`metrics.explore.comparison.${name}`)}
                {days !== undefined && name !== 'target' && (
                  <small className="faint">
                    {date(days.from)} – {date(days.to)}
                  </small>
                )}
              </dt>
              <dd>
                <FigureValue value={base.value} unit={metric.unit} />{' '}
                {name === 'target' && answer.targetChannels !== null ? null : name === 'target' ? (
                  <span className="muted">
                    {t('metrics.explore.attained', {
                      share: formatPercent(
                        base.value === null || base.value === 0 || total.value === null
                          ? null
                          : total.value / base.value,
                        language,
                      ),
                    })}
                  </span>
                ) : (
                  <Changed metric={metric} value={total.value} base={base.value} />
                )}
              </dd>
            </div>
          )
        })}
      </dl>
      <p className="explore-formula">
        <span className="faint">{t('metrics.formula')}</span> {nameIn(metric.formula, language)}
        <br />
        <span className="muted">{nameIn(metric.description, language)}</span>
      </p>
      {answer.targetChannels !== null && <TargetOfChannels channels={answer.targetChannels} />}
      {unrated > 0 && (
        <p className="notice care" role="status">
          {t('metrics.explore.unrated', { count: unrated })}
        </p>
      )}
    </section>
  )
}
