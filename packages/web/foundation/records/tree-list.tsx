import { type HTMLAttributes, useMemo, useState } from 'react'
import { useText } from '../../i18n/index.ts'
import { SearchField } from '../../ui/form/search-field.tsx'
import type { Bilingual } from '../../ui/format/locale.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { Card } from '../../ui/page/card.tsx'
import { type Column, DataTable } from '../../ui/page/data-table.tsx'
import { Empty } from '../../ui/page/empty.tsx'
import { rowsMatching, type TreeRow, useTree } from '../../ui/page/tree.ts'
import { TreeName } from '../../ui/page/tree-name.tsx'
import type { TreeEditing } from './tree-editor.tsx'

export type NamedRow = TreeRow & { readonly name: Bilingual; readonly code?: string | null }

type TreeListProps<Row extends NamedRow> = {
  readonly title: string
  readonly note: string
  readonly nameTitle: string
  readonly filterLabel: string
  readonly rows: readonly Row[]
  readonly openAbove: number
  readonly columns: readonly Column<Row>[]
  readonly aside?: React.ReactNode
  /** how the tree is changed, and which node a row stands for; null for rows that are none */
  readonly editing?: TreeEditing
  readonly nodeOf?: (row: Row) => number | null
}

function fits(row: NamedRow, text: string): boolean {
  return [row.name.zh, row.name.en, row.code ?? ''].some((value) =>
    value.toLowerCase().includes(text.toLowerCase()),
  )
}

function NodeName(props: {
  readonly name: string
  readonly id: number | null
  readonly editing: TreeEditing | undefined
}) {
  const { name, id, editing } = props
  if (id === null || editing === undefined) return name
  return (
    <button type="button" className="node-open" onClick={() => editing.open(id)}>
      {name}
    </button>
  )
}

/** Rows are dragged onto their new parent; the same is reached by the keyboard through the node's own page. */
function useDragging<Row extends NamedRow>(
  editing: TreeEditing | undefined,
  nodeOf: (row: Row) => number | null,
) {
  const [dragged, setDragged] = useState<number | null>(null)
  const [over, setOver] = useState<string | null>(null)
  return (row: Row): HTMLAttributes<HTMLTableRowElement> => {
    const id = nodeOf(row)
    if (editing?.mayWrite !== true || id === null) return {}
    return {
      draggable: true,
      className: over === row.key && dragged !== null && dragged !== id ? 'drop-here' : '',
      onDragStart: (event) => {
        event.dataTransfer.effectAllowed = 'move'
        setDragged(id)
      },
      onDragOver: (event) => {
        if (dragged === null) return
        event.preventDefault()
        if (over !== row.key) setOver(row.key)
      },
      onDrop: (event) => {
        event.preventDefault()
        if (dragged !== null) editing.drop(dragged, id)
        setDragged(null)
        setOver(null)
      },
      onDragEnd: () => {
        setDragged(null)
        setOver(null)
      },
    }
  }
}

/** A tree of records as a table that opens row by row and filters without losing the place. */
export function TreeList<Row extends NamedRow>(props: TreeListProps<Row>) {
  const { t, language } = useText()
  const [filter, setFilter] = useState('')
  const rows = useMemo(
    () => (filter === '' ? props.rows : rowsMatching(props.rows, (row) => fits(row, filter))),
    [props.rows, filter],
  )
  const { shown, open, toggle } = useTree(rows, filter === '' ? props.openAbove : 99)
  const { editing } = props
  const nodeOf = props.nodeOf ?? (() => null)
  const rowProps = useDragging(editing, nodeOf)
  if (props.rows.length === 0)
    return (
      <Card>
        <Empty title={t('records.emptyTitle')} text={t('records.emptyText')}>
          {editing?.addButton}
        </Empty>
        {editing?.dialogs}
      </Card>
    )
  const nameColumn: Column<Row> = {
    key: 'name',
    title: props.nameTitle,
    cell: (row) => (
      <TreeName
        row={row}
        name={nameIn(row.name, language)}
        open={open.has(row.key)}
        onToggle={() => toggle(row.key)}
      >
        <NodeName name={nameIn(row.name, language)} id={nodeOf(row)} editing={editing} />
      </TreeName>
    ),
  }
  return (
    <Card
      className="flush"
      title={props.title}
      note={props.note}
      aside={
        <span className="row">
          {props.aside}
          {editing?.addButton}
          <SearchField label={props.filterLabel} value={filter} onSearch={setFilter} />
        </span>
      }
    >
      <DataTable
        label={props.title}
        columns={[nameColumn, ...props.columns]}
        rows={shown}
        rowKey={(row) => row.key}
        rowProps={rowProps}
      />
      {editing?.dialogs}
    </Card>
  )
}
