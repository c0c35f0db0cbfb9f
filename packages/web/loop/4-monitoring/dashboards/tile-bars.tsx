import type { Tile } from '@salesloom/contract'
import type { Metric } from '../../../foundation/metrics/figure-value.tsx'
import { useText } from '../../../i18n/index.ts'
import { Figure } from '../../../ui/figure/figure.tsx'
import { formatChange, formatPercent } from '../../../ui/format/number.ts'
import { focusableWhenScrolling } from '../../../ui/page/scroll-focus.ts'
import { MemberButton, type OnPick } from './member-button.tsx'
import { type Answer, type AnswerRow, useTileText } from './use-tile.ts'

type Props = {
  readonly tile: Tile
  readonly metric: Metric
  readonly answer: Answer
  readonly onPick: OnPick
}

/** A row against what it is compared with: attained of a target, changed against other days. */
export function useAgainst(tile: Tile) {
  const { language } = useText()
  return ({ value, compared }: AnswerRow): string => {
    const other = compared?.value ?? null
    if (value === null || other === null || other === 0) return '—'
    return tile.compare === 'target'
      ? formatPercent(value / other, language, 0)
      : formatChange(value / other - 1, language, 0)
  }
}

/** Parts of a figure, largest first, with a mark where the target or the year before stands. */
export function TileBars({ tile, metric, answer, onPick }: Props) {
  const write = useTileText(metric)
  const against = useAgainst(tile)
  const full = Math.max(1e-12, ...answer.rows.flatMap((row) => [row.value ?? 0, row.compared?.value ?? 0]))
  const width = (value: number | null | undefined) => `${Math.max(0, ((value ?? 0) / full) * 100)}%`
  return (
    <ol className="tile-bars" ref={focusableWhenScrolling}>
      {answer.rows.map((row) => (
        <li key={row.members.map(({ id, code }) => `${id} ${code}`).join()}>
          <MemberButton row={row} onPick={onPick} />
          <span className="tile-bar" aria-hidden="true">
            <b style={{ width: width(row.value) }} />
            {row.compared !== null && <s style={{ left: width(row.compared.value) }} />}
          </span>
          <Figure short={write(row.value).short} exact={write(row.value).exact} />
          {tile.compare !== 'none' && <span className="muted num">{against(row)}</span>}
        </li>
      ))}
    </ol>
  )
}
