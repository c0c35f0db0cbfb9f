import { useMemo, useState } from 'react'
import { useText } from '../../i18n/index.ts'
import { SearchField } from '../../ui/form/search-field.tsx'
import type { Bilingual } from '../../ui/format/locale.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { Card } from '../../ui/page/card.tsx'
import { type Column, DataTable } from '../../ui/page/data-table.tsx'
import { Empty } from '../../ui/page/empty.tsx'
import { rowsMatching, type TreeRow, useTree } from '../../ui/page/tree.ts'
import { TreeName } from '../../ui/page/tree-name.tsx'

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
}

function fits(row: NamedRow, text: string): boolean {
  return [row.name.zh, row.name.en, row.code ?? ''].some((value) =>
    value.toLowerCase().includes(text.toLowerCase()),
  )
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
  if (props.rows.length === 0)
    return (
      <Card>
        <Empty title={t('records.emptyTitle')} text={t('records.emptyText')} />
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
      />
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
          <SearchField label={props.filterLabel} value={filter} onSearch={setFilter} />
        </span>
      }
    >
      <DataTable
        label={props.title}
        columns={[nameColumn, ...props.columns]}
        rows={shown}
        rowKey={(row) => row.key}
      />
    </Card>
  )
}
