import type { CellAddress } from '@salesloom/contract'
import type { Outputs } from '../../api/client.ts'
import type { Translate } from '../../i18n/index.ts'
import { formatMonth } from '../../ui/format/date.ts'
import { type Language, nameIn } from '../../ui/format/locale.ts'
import { type Currency, majorText, toMajor } from '../../ui/format/money.ts'
import { formatChange, formatNumber, type tableScale } from '../../ui/format/number.ts'
import type { GridValue } from '../../ui/grid/tree-grid.tsx'

export type PlanGridData = Outputs['targets']['getTargetGrid']
export type PlanRow = PlanGridData['rows'][number]
export type Scale = ReturnType<typeof tableScale>

/** Columns before the periods: base, total, growth. */
export const FIXED = 3

/** Names of all members that the grid shows, by member key. */
export function memberNames(rows: readonly PlanRow[], language: Language): Map<string, string> {
  return new Map(
    rows.flatMap((row) => {
      const axis = row.axis === 'month' || row.axis === 'quarter' ? null : row.axis
      const key = axis === null ? undefined : row.at[axis]
      return key === undefined ? [] : [[key, nameIn(row.name, language)] as const]
    }),
  )
}

/** A period as a column head. */
export function periodTitle(column: PlanGridData['columns'][number], language: Language): string {
  const [kind, value = ''] = column.key.split(':')
  return kind === 'month' ? formatMonth(value, language) : nameIn(column.name, language)
}

/** The address of a cell; the growth and base columns stand for the whole year. */
export function addressAt(grid: PlanGridData, row: PlanRow, column: number | null): CellAddress {
  const period = column === null ? undefined : grid.columns[column - FIXED]
  return period === undefined ? row.at : { ...row.at, time: period.key }
}

/** An address in words. */
export function placeOf(
  at: CellAddress,
  grid: PlanGridData,
  names: ReadonlyMap<string, string>,
  t: Translate,
  language: Language,
): string[] {
  const members = [at.organisation, at.region, at.product].flatMap((key) =>
    key === undefined ? [] : [names.get(key) ?? key],
  )
  const period = grid.columns.find((column) => column.key === at.time)
  const time =
    period === undefined
      ? t('targets.scenarios.year', { year: grid.scenario.fiscalYear })
      : periodTitle(period, language)
  return [...(members.length === 0 ? [t('targets.explain.whole')] : members), time]
}

type Shown = {
  readonly currency: Currency
  readonly language: Language
  readonly scale: Scale
  readonly editable: boolean
  readonly largest: number
}

function moneyCell(minor: number, shown: Shown): Pick<GridValue, 'text' | 'exact'> {
  const major = toMajor(minor, shown.currency.digits)
  return {
    text: formatNumber(major / shown.scale.divisor, shown.language, shown.scale.decimals),
    exact: majorText(minor, shown.currency.digits),
  }
}

/** What a cell of the grid shows. */
export function planValue(row: PlanRow, column: number, shown: Shown): GridValue {
  const growth = row.base === 0 ? null : row.total / row.base - 1
  if (column === 0) return { ...moneyCell(row.base, shown), tone: 'faint' }
  if (column === 1) return { ...moneyCell(row.total, shown), editable: shown.editable }
  if (column === 2)
    return {
      text: formatChange(growth, shown.language),
      exact: growth === null ? '' : String(growth),
      tone: 'faint',
    }
  const value = row.values[column - FIXED] ?? 0
  return {
    ...moneyCell(value, shown),
    editable: shown.editable,
    heat: shown.largest === 0 ? 0 : value / shown.largest,
  }
}
