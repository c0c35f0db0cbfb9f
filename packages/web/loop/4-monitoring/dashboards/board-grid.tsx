import type { Tile } from '@salesloom/contract'
import { useState } from 'react'
import type { Metric } from '../../../foundation/metrics/figure-value.tsx'
import { BoardTile } from './board-tile.tsx'
import { TileTools } from './tile-tools.tsx'
import type { BoardView } from './use-board.ts'

type GridProps = {
  readonly tiles: readonly Tile[]
  readonly metrics: readonly Metric[]
  readonly view: BoardView
  /** While composing: what a change of the tiles does, and how one is opened. */
  readonly compose?: {
    readonly onTiles: (tiles: readonly Tile[]) => void
    readonly onOpen: (tile: Tile) => void
  }
}

/** Moves a tile to another place among its neighbours. */
function moved(tiles: readonly Tile[], key: string, to: number): Tile[] {
  const tile = tiles.find((each) => each.key === key)
  if (tile === undefined) return [...tiles]
  const rest = tiles.filter((each) => each.key !== key)
  return rest.toSpliced(Math.max(0, Math.min(rest.length, to)), 0, tile)
}

/** The tiles of a board on twelve columns; on a phone one below the other. */
export function BoardGrid({ tiles, metrics, view, compose }: GridProps) {
  const [dragged, setDragged] = useState<string | null>(null)
  const byCode = new Map(metrics.map((metric) => [metric.code, metric]))
  return (
    <div className={`board-grid ${compose === undefined ? '' : 'composing'}`}>
      {tiles.map((tile, i) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: dragging comes on top of the buttons that each tile has
        <section
          key={tile.key}
          className={`card board-tile form-${tile.form} ${dragged === tile.key ? 'dragged' : ''}`}
          style={{ '--tile-width': tile.width, '--tile-height': tile.height }}
          draggable={compose !== undefined}
          onDragStart={() => setDragged(tile.key)}
          onDragEnd={() => setDragged(null)}
          onDragOver={(event) => {
            if (dragged !== null) event.preventDefault()
          }}
          onDrop={() => {
            if (dragged !== null) compose?.onTiles(moved(tiles, dragged, i))
          }}
        >
          <BoardTile
            tile={tile}
            metric={byCode.get(tile.metric)}
            view={view}
            tools={
              compose === undefined ? undefined : (
                <TileTools
                  tile={tile}
                  isFirst={i === 0}
                  isLast={i === tiles.length - 1}
                  onMove={(by) => compose.onTiles(moved(tiles, tile.key, i + by))}
                  onChange={(next) => compose.onTiles(tiles.map((each) => (each === tile ? next : each)))}
                  onRemove={() => compose.onTiles(tiles.filter((each) => each !== tile))}
                  onOpen={() => compose.onOpen(tile)}
                />
              )
            }
          />
        </section>
      ))}
    </div>
  )
}
