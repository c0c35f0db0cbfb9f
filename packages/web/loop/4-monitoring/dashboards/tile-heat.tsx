import type { Tile } from '@salesloom/contract'
import type { Metric } from '../../../foundation/metrics/figure-value.tsx'
import '../../../ui/chart/chart.css'
import { memberText } from '../../../foundation/metrics/member-text.ts'
import { useText } from '../../../i18n/index.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { formatPercent } from '../../../ui/format/number.ts'
import { focusableWhenScrolling } from '../../../ui/page/scroll-focus.ts'
import type { OnPick } from './member-button.tsx'
import { type Answer, type AnswerRow, useTileText } from './use-tile.ts'

type Props = {
  readonly tile: Tile
  readonly metric: Metric
  readonly answer: Answer
  readonly onPick: OnPick
}

const keyOf = (member: AnswerRow['members'][number] | undefined) => `${member?.id} ${member?.code}`

/** Distance from a target at which a patch has its full tint. */
const FULL_TINT = 0.3

/** How deep a patch is tinted: by the distance to what it is compared with, else by its size. */
function depthOf({ value, compared }: AnswerRow, most: number): { depth: number; share: number | null } {
  const other = compared?.value ?? null
  if (value === null) return { depth: 0, share: null }
  if (other === null || other === 0) return { depth: most > 0 ? value / most : 0, share: null }
  return { depth: (value / other - 1) / FULL_TINT, share: value / other }
}

/** Two breakdowns crossed: a real table whose patches lead further down. */
export function TileHeat({ tile, metric, answer, onPick }: Props) {
  const { t, language } = useText()
  const write = useTileText(metric)
  const rows = [...Map.groupBy(answer.rows, ({ members }) => keyOf(members[0])).entries()]
  const columns = [...new Map(answer.rows.map(({ members }) => [keyOf(members[1]), members[1]])).entries()]
  const most = Math.max(0, ...answer.rows.map(({ value }) => value ?? 0))
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
                const { depth, share } = depthOf(cell, most)
                return (
                  <td
                    key={column}
                    style={{
                      '--heat': Math.min(1, Math.abs(depth)),
                      '--heat-hue':
                        share === null ? 'var(--indigo)' : depth < 0 ? 'var(--vermilion)' : 'var(--jade)',
                    }}
                  >
                    <button type="button" title={write(cell.value).exact} onClick={() => onPick(cell)}>
                      {share === null ? write(cell.value).short : formatPercent(share, language, 0)}
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
