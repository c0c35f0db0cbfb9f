import type { Outputs } from '../../../api/client.ts'
import { useText } from '../../../i18n/index.ts'
import { formatMoment } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import type { CascadeNode } from './cascade-state.tsx'
import { percentText } from './percent-text.ts'
import type { Figures } from './use-figures.ts'

type Entry = Outputs['targets']['findCascadeEntries'][number]

/** Everything that was said and decided at a node, newest first. */
export function CascadeLedger(props: {
  readonly entries: readonly Entry[]
  readonly figures: Figures
  readonly nodes?: readonly CascadeNode[]
}) {
  const { t, language } = useText()
  const noteOf = ({ kind, note }: Entry) => {
    // A shift names in its note whom it went to.
    const other = kind === 'shifted' ? props.nodes?.find(({ member }) => member === note) : undefined
    return other === undefined ? (kind === 'shifted' ? null : note) : nameIn(other.name, language)
  }
  return (
    <ol className="ledger" aria-label={t('cascade.ledger.title')}>
      {props.entries.toReversed().map((entry) => (
        <li key={entry.entryId} className={entry.kind}>
          <span className="row tight">
            <b>{t(`cascade.ledger.kind.${entry.kind}`)}</b>
            {entry.amount !== null && (
              <span className="figure" title={props.figures.exact(entry.amount)}>
                {props.figures.short(entry.amount)}
              </span>
            )}
            {entry.percent !== null && entry.percent !== 0 && (
              <span className="figure">{percentText(entry.percent, language)}</span>
            )}
          </span>
          {noteOf(entry) !== null && <p>{noteOf(entry)}</p>}
          <small className="faint">
            {entry.by === 'schedule' ? t('cascade.ledger.schedule') : entry.by},{' '}
            {formatMoment(entry.at, language)}
          </small>
        </li>
      ))}
    </ol>
  )
}
