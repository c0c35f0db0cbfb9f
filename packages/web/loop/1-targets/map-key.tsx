import { useText } from '../../i18n/index.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { formatChange, formatPercent } from '../../ui/format/number.ts'
import type { Outline } from '../../ui/map/outlines.ts'
import { type MapFigures, type MapLook, type MapSum, type MapText, sumUp } from './map-figures.ts'

/** The province that is looked at, in words; what to do where none is. */
export function MapWords(props: {
  readonly province: Outline | undefined
  readonly sum: MapSum | undefined
  readonly write: MapText
  readonly look: MapLook
}) {
  const { province, sum, write, look } = props
  const { t, language } = useText()
  return (
    <p className="map-words" aria-live="polite">
      {province === undefined || sum === undefined ? (
        <span className="faint">{t('targets.map.hint')}</span>
      ) : (
        <>
          <b>{province.names[language]}</b>{' '}
          <span title={write.exact(look === 'attainment' ? sum.actual : sum.total)}>
            {write.words(sum, look)}
          </span>
        </>
      )}
    </p>
  )
}

/** The provinces from the largest on, in words: what the colours say without them. */
export function MapList(props: {
  readonly provinces: readonly Outline[]
  readonly sums: ReadonlyMap<string, MapSum>
  readonly seen: string | null
  readonly write: MapText
  readonly look: MapLook
  readonly onOpen: (id: string) => void
}) {
  const { provinces, sums, seen, write, look, onOpen } = props
  const { t, language } = useText()
  const lines = provinces.flatMap(({ id, names }) => {
    const sum = sums.get(id)
    return sum === undefined ? [] : [{ id, name: names[language], sum }]
  })
  const shownOf = ({ actual, total }: MapSum) => (look === 'attainment' ? actual : total)
  return (
    <ol className="map-list" aria-label={t('targets.map.title')}>
      {lines
        .toSorted((a, b) => shownOf(b.sum) - shownOf(a.sum))
        .map(({ id, name, sum }) => (
          <li key={id} className={id === seen ? 'seen' : ''}>
            <button type="button" onClick={() => onOpen(id)} title={write.words(sum, look)}>
              <span>{name}</span>
              <b className="figure">{write.short(shownOf(sum))}</b>
              <span className="figure muted">{write.ratio(sum, look)}</span>
            </button>
          </li>
        ))}
    </ol>
  )
}

/** Where the colours of a change are deepest. */
const EDGE = 0.25

/** What the colours mean, and what the map could not place. */
export function MapKey(props: {
  readonly look: MapLook
  readonly largest: string
  readonly away: readonly MapFigures[]
  readonly write: MapText
}) {
  const { look, largest, away, write } = props
  const { t, language } = useText()
  const [low, high] =
    look === 'target'
      ? ['0', largest]
      : look === 'growth'
        ? [formatChange(-EDGE, language, 0), formatChange(EDGE, language, 0)]
        : [formatPercent(1 - EDGE, language, 0), formatPercent(1 + EDGE, language, 0)]
  return (
    <>
      <p className="heat-key">
        {low}
        <i className={look === 'target' ? '' : 'diverging'} aria-hidden="true" />
        {high}
        <span className="map-none">
          <i aria-hidden="true" />
          {t('targets.map.none')}
        </span>
      </p>
      {away.length > 0 && (
        <p className="muted">
          {t('targets.map.away', {
            names: away.map(({ name }) => nameIn(name, language)).join(t('targets.map.comma')),
            amount: write.short(sumUp(away).total),
          })}
        </p>
      )}
    </>
  )
}
