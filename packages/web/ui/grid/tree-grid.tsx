import {
  CompactSelection,
  DataEditor,
  type DataEditorRef,
  type GridCell,
  GridCellKind,
  type GridColumn,
  type GridKeyEventArgs,
  type GridSelection,
  type Item,
} from '@glideapps/glide-data-grid'
import '@glideapps/glide-data-grid/dist/index.css'
import { useMemo, useRef, useState } from 'react'
import { gridTheme } from '../theme/grid-theme.ts'
import { mix } from '../theme/mix.ts'
import { useTokens } from '../theme/tokens.ts'
import {
  cellsOf,
  type GridEdit,
  type GridRange,
  type LeftOut,
  pasted,
  rangeOf,
  takeEdits,
} from './grid-range.ts'
import { heldTyping } from './held-typing.ts'
import { drawBar, drawHeaderRight, drawLock, drawTreeName } from './tree-drawing.ts'
import './grid.css'

export type GridColumnSpec = { readonly key: string; readonly title: string; readonly width: number }

/** What a cell shows. `exact` is copied and edited; `heat` tints it (0 to 1). */
export type GridValue = {
  readonly text: string
  readonly exact: string
  readonly heat?: number
  readonly tone?: 'good' | 'bad' | 'faint'
  readonly editable?: boolean
  /** Kept from changes: all of it, some of it, or its total. */
  readonly hold?: 'held' | 'partly' | 'total' | null
  /** Differs from what is saved. */
  readonly changed?: boolean
  /** Differs from what was approved: tinted, with a bar at its edge. */
  readonly changedSince?: boolean
}

export type GridRow = {
  readonly key: string
  readonly name: string
  readonly mark: string | null
  readonly level: number
  readonly hasChildren: boolean
  readonly open: boolean
  readonly strong: boolean
}

type TreeGridProps = {
  readonly label: string
  readonly nameTitle: string
  readonly columns: readonly GridColumnSpec[]
  readonly rows: readonly GridRow[]
  readonly valueAt: (row: number, column: number) => GridValue
  readonly onToggle: (row: number) => void
  readonly onSelect: (row: number, column: number | null) => void
  /** One cell was typed, or a block was pasted, filled or cleared; an empty text clears. */
  readonly onWrite: (edits: readonly GridEdit[]) => void
  /** Cells of a pasted block that were not taken. */
  readonly onLeftOut?: (leftOut: LeftOut) => void
  readonly onRange?: (range: GridRange | null) => void
  readonly onKey: (key: string, event: GridKeyEventArgs) => void
  readonly height: number
}

/** Of the names: on a phone figures need the room. */
const NAME_WIDTH = { desk: 196, phone: 132 }
const PHONE = '(max-width: 760px)'
const ROW = 32
const EMPTY: GridSelection = { columns: CompactSelection.empty(), rows: CompactSelection.empty() }

/** Opening a row: its triangle was hit, or a key asked for it. */
function hitsOpener(row: GridRow, x: number): boolean {
  return row.hasChildren && x < 30 + row.level * 18
}

/** A tree of rows beside columns of figures on a canvas: a hundred thousand cells scroll, keys move, ranges copy. */
export function TreeGrid(props: TreeGridProps) {
  const { rows, columns, valueAt } = props
  const tokens = useTokens()
  const editor = useRef<DataEditorRef>(null)
  const [selection, setSelection] = useState<GridSelection>(EMPTY)
  const [searching, setSearching] = useState(false)
  const [typing] = useState(heldTyping)
  const theme = useMemo(() => gridTheme(tokens), [tokens])
  const nameWidth = globalThis.matchMedia(PHONE).matches ? NAME_WIDTH.phone : NAME_WIDTH.desk
  const gridColumns = useMemo<GridColumn[]>(
    () => [
      { id: 'name', title: props.nameTitle, width: nameWidth },
      ...columns.map((column) => ({ id: column.key, title: column.title, width: column.width, grow: 1 })),
    ],
    [columns, props.nameTitle, nameWidth],
  )
  const content = ([column, row]: Item): GridCell => {
    const line = rows[row]
    if (line === undefined) return { kind: GridCellKind.Loading, allowOverlay: false }
    const ground = line.strong ? { bgCell: tokens.sunken } : {}
    if (column === 0) {
      return {
        kind: GridCellKind.Text,
        data: line.name,
        displayData: line.name,
        copyData: line.name,
        allowOverlay: false,
        themeOverride: { ...ground, baseFontStyle: line.level < 2 ? '600 13px' : '13px' },
      }
    }
    const value = valueAt(row, column - 1)
    const tinted =
      value.changed === true || value.changedSince === true
        ? { bgCell: tokens['silk-soft'] }
        : value.heat === undefined || line.strong
          ? ground
          : { bgCell: mix(tokens.surface, tokens['series-6'], value.heat * 0.34) }
    const tone = { good: tokens.jade, bad: tokens.vermilion, faint: tokens['ink-3'] }
    return {
      kind: GridCellKind.Text,
      data: value.exact,
      displayData: value.text,
      copyData: value.exact,
      contentAlign: 'right',
      allowOverlay: value.editable === true,
      readonly: value.editable !== true,
      themeOverride: {
        ...tinted,
        ...(value.tone === undefined ? {} : { textDark: tone[value.tone] }),
        ...(line.strong ? { baseFontStyle: '600 13px' } : {}),
      },
    }
  }
  const select = (next: GridSelection) => {
    setSelection(next)
    const cell = next.current?.cell
    if (cell !== undefined) props.onSelect(cell[1], cell[0] === 0 ? null : cell[0] - 1)
    props.onRange?.(rangeOf(next.current?.range))
  }
  const write = (edits: readonly GridEdit[]): LeftOut => {
    const size = { rows: rows.length, columns: columns.length }
    const { taken, leftOut } = takeEdits(edits, size, (row, column) => valueAt(row, column).editable === true)
    if (taken.length > 0) props.onWrite(taken)
    return leftOut
  }
  const current = (): Item | undefined => selection.current?.cell
  const onKey = (event: GridKeyEventArgs) => {
    const cell = current()
    if (typing.keeps(event)) {
      event.cancel()
      event.preventDefault()
      return
    }
    const row = cell === undefined ? undefined : rows[cell[1]]
    const opens = event.key === 'Enter' || event.key === ' '
    if (opens && cell?.[0] === 0 && row?.hasChildren === true) {
      event.cancel()
      props.onToggle(cell[1])
      return
    }
    if (event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey)) {
      event.cancel()
      event.preventDefault()
      setSearching(true)
      return
    }
    let taken = false
    const cancel = () => {
      taken = true
      event.cancel()
    }
    props.onKey(event.key, { ...event, cancel })
    const [column, line] = cell ?? [0, 0]
    if (!taken && column > 0 && valueAt(line, column - 1).editable === true) typing.begins(event)
  }
  return (
    <section className="tree-grid" aria-label={props.label} data-goes-on-inside>
      <DataEditor
        ref={editor}
        theme={theme}
        columns={gridColumns}
        rows={rows.length}
        getCellContent={content}
        getCellsForSelection
        freezeColumns={1}
        rowHeight={ROW}
        headerHeight={34}
        width="100%"
        height={Math.min(props.height, rows.length * ROW + 36)}
        smoothScrollX
        smoothScrollY
        rangeSelect="rect"
        columnSelect="none"
        rowSelect="none"
        gridSelection={selection}
        onGridSelectionChange={select}
        onKeyDown={onKey}
        onCellClicked={([column, row], event) => {
          const line = rows[row]
          if (column === 0 && line !== undefined && hitsOpener(line, event.localEventX)) props.onToggle(row)
        }}
        onCellActivated={([column, row]) => {
          if (column === 0 && rows[row]?.hasChildren === true) props.onToggle(row)
        }}
        onCellsEdited={(cells) => {
          write(
            cells.flatMap(({ location: [column, row], value }) =>
              value.kind === GridCellKind.Text && value.data !== valueAt(row, column - 1).exact
                ? [{ row, column: column - 1, text: value.data }]
                : [],
            ),
          )
          return true
        }}
        onPaste={([column, row], values) => {
          const leftOut = write(pasted(column - 1, row, values))
          if (leftOut.beyond + leftOut.fixed > 0) props.onLeftOut?.(leftOut)
          return false
        }}
        onDelete={({ current: chosen }) => {
          write(cellsOf(rangeOf(chosen?.range)).map(([at, to]) => ({ row: at, column: to, text: '' })))
          return false
        }}
        fillHandle
        allowedFillDirections="orthogonal"
        showSearch={searching}
        onSearchClose={() => setSearching(false)}
        drawCell={(args, draw) => {
          const line = args.col === 0 ? rows[args.row] : undefined
          if (line !== undefined) return drawTreeName(args.ctx, args.rect, args.theme, line)
          draw()
          if (args.col === 0) return
          const { hold, changedSince } = valueAt(args.row, args.col - 1)
          if (changedSince === true) drawBar(args.ctx, args.rect, tokens.silk)
          if (hold !== null && hold !== undefined) drawLock(args.ctx, args.rect, args.theme, hold)
        }}
        drawHeader={(args, draw) => {
          if (args.columnIndex === 0) draw()
          else drawHeaderRight(args.ctx, args.rect, args.theme, args.column.title)
        }}
      />
    </section>
  )
}
