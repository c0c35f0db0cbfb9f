import type { Tile } from '@salesloom/contract'
import type { Metric } from '../../../foundation/metrics/figure-value.tsx'
import '../../../ui/chart/chart.css'
import { memberText } from '../../../foundation/metrics/member-text.ts'
import { useText } from '../../../i18n/index.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { formatPercent } from '../../../ui/format/number.ts'
import { focusableWhenScrolling } from '../../../ui/page/scroll-focus.ts'
import type { OnPick } from './member-button.tsx'
import { paceOf, standingOf } from './standing.ts'
import { type Answer, type AnswerRow, useTileText } from './use-tile.ts'

type Props = {
  readonly tile: Tile
  readonly metric: Metric
  readonly answer: Answer
  readonly onPick: OnPick
}

const keyOf = (member: AnswerRow['members'][number] | undefined) => `${member?.id} ${member?.code}`

/** Two breakdowns crossed: a real table whose patches lead further down. */
export function TileHeat({ tile, metric, answer, onPick }: Props) {
  const { t, language } = useText()
  const write = useTileText(metric)
  const rows = [...Map.groupBy(answer.rows, ({ members }) => keyOf(members[0])).entries()]
  const columns = [...new Map(answer.rows.map(({ members }) => [keyOf(members[1]), members[1]])).entries()]
  const most = Math.max(0, ...answer.rows.map(({ value }) => value ?? 0))
  const pace = paceOf(answer)
  return (
    <div className="table-wrap tile-scroll" ref={focusableWhenScrolling}>
      <table className="heat" aria-label={tile.title ?? nameIn(metric.name, language)}>
        <thead>
          <tr>
            <th scope="col">{answer.by.map((name) => t(`metrics.dimension.${name}`)).join(' × ')}</th>
            {columns.map(([key, member]) => (
              <th key={key} scope="col">
                {memberText(member, language)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([key, cells]) => (
            <tr key={key}>
              <th scope="row">{memberText(cells[0]?.members[0], language)}</th>
              {columns.map(([column]) => {
                const cell = cells.find(({ members }) => keyOf(members[1]) === column)
                if (cell === undefined) return <td key={column} className="void" />
                const standing = standingOf(cell, metric.better, pace)
                const depth = standing?.depth ?? (most > 0 ? (cell.value ?? 0) / most : 0)
                return (
                  <td
                    key={column}
                    style={{
                      '--heat': Math.min(1, Math.abs(depth)),
                      '--heat-hue':
                        standing === null ? 'var(--indigo)' : depth < 0 ? 'var(--vermilion)' : 'var(--jade)',
                    }}
                  >
                    <button type="button" title={write(cell.value).exact} onClick={() => onPick(cell)}>
                      {standing === null
                        ? write(cell.value).short
                        : formatPercent(standing.share, language, 0)}
                    </button>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
