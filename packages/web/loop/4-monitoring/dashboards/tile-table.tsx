import type { Tile } from '@salesloom/contract'
import type { Metric } from '../../../foundation/metrics/figure-value.tsx'
import { useText } from '../../../i18n/index.ts'
import { Figure } from '../../../ui/figure/figure.tsx'
import { nameIn } from '../../../ui/format/locale.ts'
import { formatPercent } from '../../../ui/format/number.ts'
import { type Column, DataTable } from '../../../ui/page/data-table.tsx'
import { MemberButton, type OnPick } from './member-button.tsx'
import { useAgainst } from './tile-bars.tsx'
import { type Answer, type AnswerRow, useTileText } from './use-tile.ts'

type Props = {
  readonly tile: Tile
  readonly metric: Metric
  readonly answer: Answer
  readonly onPick: OnPick
}

/** A figure by its parts: value, share of the whole where it adds up, and what it is compared with. */
export function TileTable({ tile, metric, answer, onPick }: Props) {
  const { t, language } = useText()
  const write = useTileText(metric)
  const against = useAgainst(tile)
  const whole = answer.total.value ?? 0
  const figure = (value: number | null | undefined) => (
    <Figure short={write(value).short} exact={write(value).exact} />
  )
  const columns: Column<AnswerRow>[] = [
    {
      key: 'member',
      title: answer.by.map((name) => t(`metrics.dimension.${name}`)).join(' × '),
      cell: (row) => <MemberButton row={row} onPick={onPick} />,
    },
    {
      key: 'value',
      title: nameIn(metric.name, language),
      numeric: true,
      cell: (row) => figure(row.value),
    },
  ]
  if (metric.kind === 'sum' && whole > 0)
    columns.push({
      key: 'share',
      title: t('dashboards.share'),
      numeric: true,
      wide: true,
      cell: (row) => formatPercent((row.value ?? 0) / whole, language, 0),
    })
  if (tile.compare !== 'none')
    columns.push(
      {
        key: 'compared',
        title: t(`metrics.explore.comparison.${tile.compare}`),
        numeric: true,
        wide: true,
        cell: (row) => figure(row.compared?.value),
      },
      {
        key: 'against',
        title: t(tile.compare === 'target' ? 'dashboards.attainment' : 'dashboards.change'),
        numeric: true,
        cell: against,
      },
    )
  return (
    <div className="tile-scroll">
      <DataTable
        label={tile.title ?? nameIn(metric.name, language)}
        columns={columns}
        rows={answer.rows}
        rowKey={(row) => row.members.map(({ id, code }) => `${id} ${code}`).join()}
      />
    </div>
  )
}
