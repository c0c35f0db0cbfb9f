import type { HTMLAttributes, ReactNode } from 'react'
import { useText } from '../../i18n/index.ts'
import { focusableWhenScrolling } from './scroll-focus.ts'

export type Column<Row> = {
  readonly key: string
  readonly title: ReactNode
  readonly cell: (row: Row) => ReactNode
  readonly numeric?: boolean
  /** Left out on a phone. */
  readonly wide?: boolean
  readonly sortable?: boolean
}

export type Sorting = { readonly by: string; readonly descending: boolean }

type TableProps<Row> = {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string | number
  readonly sorting?: Sorting
  readonly onSort?: (sorting: Sorting) => void
  readonly sumRow?: (row: Row) => boolean
  /** What else a row does, such as being dragged. */
  readonly rowProps?: (row: Row) => HTMLAttributes<HTMLTableRowElement>
}

const classOf = (column: { numeric?: boolean; wide?: boolean }): string =>
  `${column.numeric === true ? 'num' : ''} ${column.wide === true ? 'wide' : ''}`

function Head<Row>({
  column,
  sorting,
  onSort,
}: {
  readonly column: Column<Row>
  readonly sorting?: Sorting | undefined
  readonly onSort?: ((sorting: Sorting) => void) | undefined
}) {
  if (column.sortable !== true || onSort === undefined) {
    return (
      <th scope="col" className={classOf(column)}>
        {column.title}
      </th>
    )
  }
  const active = sorting?.by === column.key
  const state = !active ? 'none' : sorting.descending ? 'descending' : 'ascending'
  const next = { by: column.key, descending: active && !sorting.descending }
  return (
    <th scope="col" className={classOf(column)} aria-sort={state}>
      <button type="button" onClick={() => onSort(next)}>
        {column.title}
        <span aria-hidden="true"> {active ? (sorting.descending ? '↓' : '↑') : ''}</span>
      </button>
    </th>
  )
}

/** A plain table: quiet lines, figures to the right, sortable heads. It scrolls sideways rather than break the page. */
export function DataTable<Row>(props: TableProps<Row>) {
  const { t } = useText()
  const { columns, rows } = props
  return (
    <div className="table-wrap" ref={focusableWhenScrolling}>
      <table className="sheet" aria-label={props.label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.key} column={column} sorting={props.sorting} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={props.rowKey(row)}
              className={props.sumRow?.(row) === true ? 'sum' : ''}
              {...props.rowProps?.(row)}
            >
              {columns.map((column) => (
                <td key={column.key} className={classOf(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
          {rows.length === 0 && (
            <tr>
              <td colSpan={columns.length} className="muted">
                {t('ui.table.none')}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  )
}
