import type { CellAddress } from '@salesloom/contract'
import { useMemo, useState } from 'react'
import { useCurrency } from '../../api/money.ts'
import { useMay } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { toMajor } from '../../ui/format/money.ts'
import { tableScale } from '../../ui/format/number.ts'
import { TreeGrid } from '../../ui/grid/tree-grid.tsx'
import { useTree } from '../../ui/page/tree.ts'
import { ExplainCell } from './explain-cell.tsx'
import { GridFoot } from './grid-foot.tsx'
import { NotWritten } from './not-written.tsx'
import {
  addressAt,
  FIXED,
  memberNames,
  type PlanGridData,
  periodTitle,
  placeOf,
  planValue,
} from './plan-cells.ts'
import { useWriteCell } from './use-write-cell.ts'

/** Rows that a screen shows without scrolling. */
const FIRST_ROWS = 22
const WIDTHS = { fixed: 96, growth: 74, period: 86 }

/** How deep a plan is open at first: the deepest level that still fits a screen. */
function openLevel(rows: PlanGridData['rows']): number {
  const fits = [3, 2].find((level) => rows.filter((row) => row.level <= level).length <= FIRST_ROWS)
  return fits ?? 1
}

/** The plan as a grid, and beside it why the chosen number is what it is. */
export default function PlanGrid({
  grid,
  start,
}: {
  readonly grid: PlanGridData
  readonly start: CellAddress | null
}) {
  const { t, language } = useText()
  const currency = useCurrency()
  const mayWrite = useMay('targets.write')
  const { scenario, rows } = grid
  const editable = mayWrite && scenario.state === 'working'
  const { shown, open, toggle } = useTree(rows, openLevel(rows))
  const [chosen, setChosen] = useState<CellAddress>(start ?? rows[0]?.at ?? {})
  const [explains, setExplains] = useState(true)
  const writing = useWriteCell(scenario)
  const scale = useMemo(
    () => tableScale(toMajor(rows[0]?.total ?? 0, currency.digits), language),
    [rows, currency, language],
  )
  const names = useMemo(() => memberNames(rows, language), [rows, language])
  const largest = useMemo(
    () => Math.max(0, ...rows.filter((row) => row.level > 0).flatMap((row) => row.values)),
    [rows],
  )
  const columns = useMemo(
    () => [
      { key: 'base', title: t('targets.plan.base', { year: scenario.baseYear }), width: WIDTHS.fixed },
      { key: 'total', title: t('targets.plan.total', { year: scenario.fiscalYear }), width: WIDTHS.fixed },
      { key: 'growth', title: t('targets.plan.growth'), width: WIDTHS.growth },
      ...grid.columns.map((column) => ({
        key: column.key,
        title: periodTitle(column, language),
        width: WIDTHS.period,
      })),
    ],
    [grid.columns, scenario.baseYear, scenario.fiscalYear, language, t],
  )
  const gridRows = useMemo(
    () =>
      shown.map((row) => ({
        key: row.key,
        name: nameIn(row.name, language),
        mark: row.fallback && !row.hasChildren ? t('targets.plan.fallback') : null,
        level: row.level,
        hasChildren: row.hasChildren,
        open: open.has(row.key),
        strong: row.level === 0,
      })),
    [shown, open, language, t],
  )
  const shownAs = { currency, language, scale, editable, largest }
  const write = (row: number, column: number, text: string) => {
    const line = shown[row]
    if (line !== undefined && column !== 0 && column !== 2)
      writing.write(addressAt(grid, line, column < FIXED ? null : column), text)
  }
  return (
    <div className={explains ? 'plan-split' : 'plan-split alone'}>
      <div className="stack">
        {writing.refused !== null && (
          <NotWritten refused={writing.refused} onAgain={writing.again} onClose={writing.dismiss} />
        )}
        <section className="card flush">
          <TreeGrid
            label={t('targets.plan.grid', { name: scenario.name })}
            nameTitle={t('targets.plan.member')}
            columns={columns}
            rows={gridRows}
            height={620}
            valueAt={(row, column) => {
              const line = shown[row]
              return line === undefined ? { text: '', exact: '' } : planValue(line, column, shownAs)
            }}
            onToggle={(row) => toggle(shown[row]?.key ?? '')}
            onSelect={(row, column) => {
              const line = shown[row]
              if (line !== undefined) setChosen(addressAt(grid, line, column))
            }}
            onWrite={write}
            onKey={(key, event) => {
              if (key.toLowerCase() !== 'e' || event.ctrlKey || event.metaKey) return
              event.cancel()
              setExplains(!explains)
            }}
          />
          <GridFoot grid={grid} scale={scale} editable={editable} />
        </section>
      </div>
      {explains && (
        <ExplainCell
          scenario={scenario}
          at={chosen}
          place={placeOf(chosen, grid, names, t, language)}
          onClose={() => setExplains(false)}
          {...(editable ? { onWrite: (code: string) => writing.write(chosen, code) } : {})}
        />
      )}
    </div>
  )
}
