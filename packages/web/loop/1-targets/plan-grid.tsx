import type { CellAddress } from '@salesloom/contract'
import { useMemo, useState } from 'react'
import { useCurrency } from '../../api/money.ts'
import { useMay } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { toMajor } from '../../ui/format/money.ts'
import { tableScale } from '../../ui/format/number.ts'
import { cellsOf, type GridEdit, type GridRange } from '../../ui/grid/grid-range.ts'
import { TreeGrid } from '../../ui/grid/tree-grid.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { cellCode } from './cell-code.ts'
import { ExplainCell } from './explain-cell.tsx'
import { GridFoot } from './grid-foot.tsx'
import { NotWritten } from './not-written.tsx'
import { addressAt, memberNames, memberTitle, placeOf, planValue } from './plan-cells.ts'
import { useGridKeys } from './plan-keys.ts'
import type { Plan, PlanLayout } from './plan-layout.ts'
import { PlanToolbar } from './plan-toolbar.tsx'
import { PreviewBar } from './preview-bar.tsx'
import { useApprovedPlan } from './use-approved-plan.ts'
import { useLeftOut } from './use-left-out.ts'
import { type PlanRow, usePlanRows } from './use-plan-rows.ts'
import { type PlanEdit, useWriteCells } from './use-write-cell.ts'

const WIDTHS = { fixed: 96, growth: 74, period: 86 }

type Rows = ReturnType<typeof usePlanRows>
type Answer = NonNullable<Rows['query']['data']>

/** The columns of the grid: base, total, growth, then those of the layout. */
function useColumns(plan: Plan, answer: Answer) {
  const { t, language } = useText()
  const { baseYear, fiscalYear } = plan.scenario
  return useMemo(
    () => [
      { key: 'base', title: t('targets.plan.base', { year: baseYear }), width: WIDTHS.fixed },
      { key: 'total', title: t('targets.plan.total', { year: fiscalYear }), width: WIDTHS.fixed },
      { key: 'growth', title: t('targets.plan.growth'), width: WIDTHS.growth },
      ...answer.columns.map((column) => ({
        key: column.key,
        title: memberTitle(column, language),
        width: WIDTHS.period,
      })),
    ],
    [answer.columns, baseYear, fiscalYear, language, t],
  )
}

type GridProps = {
  readonly plan: Plan
  readonly layout: PlanLayout
  readonly rows: Rows
  readonly answer: Answer
  readonly start: CellAddress | null
}

function GridOf({ plan, layout, rows, answer, start }: GridProps) {
  const { t, language } = useText()
  const currency = useCurrency()
  const mayWrite = useMay('targets.write')
  const { scenario } = answer
  const editable = mayWrite && scenario.state === 'working' && scenario.lockedBy === null
  const figures = { measure: layout.measure, currency, language }
  const writing = useWriteCells(scenario, figures, rows.view)
  const saved = useMemo(() => rows.rowsOf(answer), [rows, answer])
  const previewed = writing.preview?.effect.view
  const lines: readonly PlanRow[] =
    previewed === null || previewed === undefined ? saved : rows.previewRowsOf(previewed)
  const savedByPath = useMemo(() => new Map(saved.map((row) => [row.path, row])), [saved])
  const approved = useApprovedPlan(scenario, rows.view, rows.previewRowsOf)
  const [chosen, setChosen] = useState<CellAddress>(start ?? saved[0]?.at ?? {})
  const [range, setRange] = useState<GridRange | null>(null)
  const [explains, setExplains] = useState(true)
  const [previews, setPreviews] = useState(false)
  const columns = useColumns(plan, answer)
  const names = useMemo(() => memberNames(plan, language), [plan, language])
  const scale = tableScale(toMajor(Math.round(saved[0]?.total ?? 0), currency.digits), language)
  const largest = Math.max(
    0,
    ...lines.filter(({ level }) => level > 0).flatMap(({ values }) => values.map((v) => Math.abs(v ?? 0))),
  )
  const addressOf = (row: number, column: number | null): CellAddress | null => {
    const line = lines[row]
    return line === undefined ? null : addressAt(line, column, answer.columns, layout.columns)
  }
  const editsOf = (edits: readonly GridEdit[]): PlanEdit[] =>
    edits.flatMap(({ row, column, text }) => {
      const at = addressOf(row, column)
      return at === null ? [] : [{ at, code: cellCode(text, figures) }]
    })
  const put = (edits: readonly PlanEdit[]) => (previews ? writing.show(edits) : writing.write(edits))
  const places = (): CellAddress[] => {
    const cells = cellsOf(range).flatMap(([row, column]) => addressOf(row, column) ?? [])
    return cells.length === 0 ? [chosen] : cells
  }
  const sayLeftOut = useLeftOut()
  const onKey = useGridKeys(scenario, { editable, toggleExplains: () => setExplains(!explains) })
  return (
    <div className={explains ? 'plan-split' : 'plan-split alone'}>
      <div className="stack" data-keeps-focus>
        {editable && (
          <PlanToolbar
            scenario={scenario}
            places={places}
            measure={layout.measure}
            previews={previews}
            onPreviews={setPreviews}
            onEdits={(edits, note) => writing.write(edits, note)}
          />
        )}
        {writing.refused !== null && (
          <NotWritten
            refused={writing.refused}
            figures={figures}
            onAgain={writing.again}
            onClose={writing.dismiss}
          />
        )}
        {writing.preview !== null && <PreviewBar writing={writing} figures={figures} />}
        <section className="card flush">
          <TreeGrid
            label={t('targets.plan.grid', { name: scenario.name })}
            nameTitle={t('targets.plan.member')}
            columns={columns}
            rows={lines.map((row) => ({
              key: row.path,
              name: memberTitle(row, language) || nameIn(row.name, language),
              mark: null,
              level: row.level,
              hasChildren: row.below !== null,
              open: rows.open.has(row.path),
              strong: row.level === 0,
            }))}
            height={620}
            valueAt={(row, column) => {
              const line = lines[row]
              return line === undefined
                ? { text: '', exact: '' }
                : planValue(line, column, {
                    ...figures,
                    scale,
                    editable: editable && column !== 0 && column !== 2,
                    largest,
                    saved: writing.preview === null ? undefined : savedByPath.get(line.path),
                    approved: approved?.rows.get(line.path),
                  })
            }}
            onToggle={(row) => {
              const line = lines[row]
              if (line !== undefined) rows.toggle(line)
            }}
            onSelect={(row, column) => setChosen(addressOf(row, column) ?? chosen)}
            onRange={setRange}
            onWrite={(edits) => put(editsOf(edits))}
            onLeftOut={sayLeftOut}
            onKey={onKey}
          />
          <GridFoot
            rows={lines}
            layout={layout}
            scale={scale}
            editable={editable}
            since={approved?.name ?? null}
          />
        </section>
      </div>
      {explains && (
        <ExplainCell
          scenario={scenario}
          at={chosen}
          figures={figures}
          place={placeOf(chosen, plan, names, t, language)}
          onClose={() => setExplains(false)}
          {...(editable
            ? { onWrite: (code: string) => put([{ at: chosen, code: cellCode(code.trim(), figures) }]) }
            : {})}
        />
      )}
    </div>
  )
}

/** The plan as a grid, and beside it why the chosen number is what it is. */
export default function PlanGrid({
  plan,
  layout,
  start,
}: {
  readonly plan: Plan
  readonly layout: PlanLayout
  readonly start: CellAddress | null
}) {
  const rows = usePlanRows(plan, layout)
  return (
    <Loaded query={rows.query} lines={8}>
      {(answer) => <GridOf plan={plan} layout={layout} rows={rows} answer={answer} start={start} />}
    </Loaded>
  )
}
