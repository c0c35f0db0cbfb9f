import type { CellAddress } from '@salesloom/contract'
import type { Outputs } from '../../api/client.ts'
import type { Translate } from '../../i18n/index.ts'
import { formatMonth } from '../../ui/format/date.ts'
import { type Language, nameIn } from '../../ui/format/locale.ts'
import { formatChange } from '../../ui/format/number.ts'
import type { GridValue } from '../../ui/grid/tree-grid.tsx'
import { cellFigure, type Scale, type Writing } from './measure-text.ts'
import type { Plan, PlanLayout } from './plan-layout.ts'
import type { PlanRow } from './use-plan-rows.ts'

/** A whole plan as one answer, for pictures of it. */
export type PlanGridData = Outputs['targets']['getTargetGrid']
export type GridLine = PlanGridData['rows'][number]
export type PlanColumn = Outputs['targets']['getPlanRows']['columns'][number]

/** Columns before the periods: base, total, growth. */
export const FIXED = 3

/** A member or period in words. */
export function memberTitle({ key, name }: PlanColumn, language: Language): string {
  const [kind, value = ''] = key.split(':')
  return kind === 'month' ? formatMonth(value, language) : nameIn(name, language)
}

/** Names of all members of a plan, by key. */
export function memberNames(plan: Plan, language: Language): Map<string, string> {
  return new Map(
    plan.dimensions.flatMap(({ members }) =>
      members.map(({ key, name }) => [key, nameIn(name, language)] as const),
    ),
  )
}

/** The address of a cell; the fixed columns stand for the whole row. */
export function addressAt(
  row: PlanRow,
  column: number | null,
  columns: readonly PlanColumn[],
  axis: PlanLayout['columns'],
): CellAddress {
  const along = column === null || column < FIXED ? undefined : columns[column - FIXED]
  if (along === undefined || axis === 'none') return row.at
  return { ...row.at, [axis === 'month' || axis === 'quarter' ? 'time' : axis]: along.key }
}

/** An address in words. */
export function placeOf(
  at: CellAddress,
  plan: Plan,
  names: ReadonlyMap<string, string>,
  t: Translate,
  language: Language,
): string[] {
  const members = [at.organisation, at.region, at.product, at.customerType].flatMap((key) =>
    key === undefined ? [] : [names.get(key) ?? key],
  )
  const [kind, value = ''] = (at.time ?? '').split(':')
  const time =
    kind === 'month'
      ? formatMonth(value, language)
      : kind === 'quarter'
        ? t('cascade.quarter', { quarter: value.split('-').at(-1) ?? '' })
        : t('targets.scenarios.year', { year: plan.scenario.fiscalYear })
  return [...(members.length === 0 ? [t('targets.explain.whole')] : members), time]
}

type Shown = Writing & {
  readonly scale: Scale
  readonly editable: boolean
  readonly largest: number
  /** the same row as it is saved, where a preview is shown */
  readonly saved: PlanRow | undefined
  /** the same row of the plan that was approved, where this one goes on from it */
  readonly approved: PlanRow | undefined
}

/** The figure of a row in a column of the plan's own figures: its total, or that of a period. */
function figureAt(row: PlanRow, column: number): number | null {
  return column === 1 ? row.total : (row.values[column - FIXED] ?? null)
}

/** What a cell of the grid shows. */
export function planValue(row: PlanRow, column: number, shown: Shown): GridValue {
  if (column === 0) return { ...cellFigure(row.base, shown, shown.scale), tone: 'faint' }
  if (column === 2) {
    const growth = row.base === null || row.base === 0 || row.total === null ? null : row.total / row.base - 1
    return {
      text: formatChange(growth, shown.language),
      exact: growth === null ? '' : String(growth),
      tone: 'faint',
    }
  }
  const value = figureAt(row, column)
  const { saved, approved } = shown
  const heat = column === 1 || shown.largest === 0 ? {} : { heat: Math.abs(value ?? 0) / shown.largest }
  return {
    ...cellFigure(value, shown, shown.scale),
    ...heat,
    editable: shown.editable,
    hold: row.holds[column === 1 ? 0 : column - FIXED + 1] ?? null,
    changed: saved !== undefined && figureAt(saved, column) !== value,
    changedSince: approved !== undefined && figureAt(approved, column) !== value,
  }
}
