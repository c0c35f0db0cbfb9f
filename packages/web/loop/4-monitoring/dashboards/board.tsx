import type { Board, Tile } from '@salesloom/contract'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import type { Metric } from '../../../foundation/metrics/figure-value.tsx'
import { useText } from '../../../i18n/index.ts'
import { Empty } from '../../../ui/page/empty.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { BoardBar } from './board-bar.tsx'
import { BoardGrid } from './board-grid.tsx'
import { ComposeBar } from './compose-bar.tsx'
import { TileForm } from './tile-form.tsx'
import { chosenBoard, useBoardSearch, viewOf } from './use-board.ts'
import { type Composing, type Draft, useCompose } from './use-compose.ts'
import './dashboards.css'
import './tile-forms.css'
import './board-looks.css'

const KEY_LENGTH = 10

/** Sales beside their target are those of the channel that the plan is for: a new tile begins with it, as the standard boards do. */
function plannedPart(boards: readonly Board[]): Tile['filter'] {
  const standard = boards.find(({ dashboardId }) => dashboardId === null)
  const planned = standard?.content.tiles.find(
    ({ metric, compare }) => metric === 'sales' && compare === 'target',
  )
  const channel = planned?.filter.channel
  return channel === undefined ? {} : { channel }
}

/** A tile to begin with: the figure that everybody asks for first. */
const newTile = (filter: Tile['filter']): Tile => ({
  key: crypto.randomUUID().replaceAll('-', '').slice(0, KEY_LENGTH),
  form: 'number',
  metric: 'sales',
  by: [],
  filter,
  period: null,
  compare: 'target',
  title: null,
  width: 4,
  height: 1,
})

type ShownProps = {
  readonly boards: readonly Board[]
  readonly metrics: readonly Metric[]
  readonly composing: Composing
}

/** A board while it is composed: the real figures, with tools on every tile. */
function Composed({ boards, metrics, composing, draft }: ShownProps & { readonly draft: Draft }) {
  const { t } = useText()
  const search = useBoardSearch()
  const [opened, setOpened] = useState<Tile | null>(null)
  const { content } = draft
  const put = (tile: Tile) => {
    const known = content.tiles.some(({ key }) => key === tile.key)
    composing.setTiles(
      known ? content.tiles.map((each) => (each.key === tile.key ? tile : each)) : [...content.tiles, tile],
    )
    setOpened(null)
  }
  const { period: _, from: _from, to: _to, ...narrowed } = search
  const add = () => setOpened(newTile(plannedPart(boards)))
  return (
    <>
      <ComposeBar draft={draft} composing={composing} boards={boards} metrics={metrics} onAdd={add} />
      {content.tiles.length === 0 && (
        <Empty title={t('dashboards.blankTitle')} text={t('dashboards.blankText')}>
          <Button type="primary" onClick={add}>
            {t('dashboards.add')}
          </Button>
        </Empty>
      )}
      <BoardGrid
        tiles={content.tiles}
        metrics={metrics}
        view={viewOf(draft, narrowed)}
        compose={{ onTiles: composing.setTiles, onOpen: setOpened }}
      />
      {opened !== null && (
        <TileForm tile={opened} metrics={metrics} onDone={put} onClose={() => setOpened(null)} />
      )}
    </>
  )
}

/** A board as it is read: filters above, tiles below. */
function Shown({ boards, metrics, composing }: ShownProps) {
  const search = useBoardSearch()
  const board = chosenBoard(boards, search)
  if (board === undefined) return null
  const view = viewOf(board, search)
  return (
    <div className={search.full === true ? 'board-full' : ''}>
      <BoardBar board={board} boards={boards} view={view} composing={composing} />
      <BoardGrid tiles={board.content.tiles} metrics={metrics} view={view} />
    </div>
  )
}

/** The boards of the caller: one is shown, or composed. */
export function Dashboard() {
  const composing = useCompose()
  const boards = useQuery(api.dashboards.findDashboards.queryOptions())
  const metrics = useQuery(api.metrics.findMetrics.queryOptions())
  return (
    <Loaded query={boards} lines={8}>
      {(found) => (
        <Loaded query={metrics} lines={8}>
          {(catalogue) =>
            composing.draft === null ? (
              <Shown boards={found} metrics={catalogue} composing={composing} />
            ) : (
              <Composed boards={found} metrics={catalogue} composing={composing} draft={composing.draft} />
            )
          }
        </Loaded>
      )}
    </Loaded>
  )
}
