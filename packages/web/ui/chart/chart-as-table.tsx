import { focusableWhenScrolling } from '../page/scroll-focus.ts'
import type { ChartTable } from './types.ts'

/** The figures of a chart, row by row. */
export function ChartAsTable({ title, table }: { readonly title: string; readonly table: ChartTable }) {
  return (
    <div className="table-wrap chart-table" ref={focusableWhenScrolling}>
      <table className="sheet" aria-label={title}>
        <thead>
          <tr>
            {table.head.map((head, index) => (
              <th key={head} scope="col" className={index === 0 ? '' : 'num'}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.key}>
              {row.cells.map((cell, index) => (
                <td key={table.head[index]} className={index === 0 ? '' : 'num'} title={String(cell.raw)}>
                  {cell.text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
