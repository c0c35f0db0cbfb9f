import { completeSeason, type HistoryCell, type PlanShape } from '@salesloom/engine/allocation'
import { type FiscalCalendar, periodBounds, periodsOfYearTo } from '@salesloom/engine/calendar'
import { preciseSum } from '@salesloom/engine/money'

/** A base year that is not over: its open months, and what the year comes to in the season of the one before. */
export type Unfinished = {
  readonly months: readonly string[]
  /** in minor units; null where the year before says nothing */
  readonly expected: number | null
}

/** Positions of the months of a fiscal year that are not over on a day. */
export function openMonths(year: number, calendar: FiscalCalendar, today: string): number[] {
  return periodsOfYearTo(year, calendar).months.flatMap((month, position) =>
    periodBounds(month, calendar).to >= today ? [position] : [],
  )
}

/** What each of twelve months came to in all; returns weigh nothing. */
export function seasonOf(history: readonly HistoryCell[]): number[] {
  return Array.from({ length: 12 }, (_, month) =>
    preciseSum(
      history
        .filter((cell) => cell.month === month)
        .map(({ ledgerUnits }) => Math.max(0, Number(ledgerUnits))),
    ),
  )
}

/** The open months of a base year with the season of the year before. */
export type OpenSeason = { readonly open: readonly number[]; readonly season: readonly number[] }

/** Weights with their open months completed; as they are where the year is over. */
export function completed(shape: PlanShape, weights: Float64Array, known: OpenSeason | null): Float64Array {
  return known === null ? weights : completeSeason(shape, weights, known.open, known.season)
}

/** What the year comes to when its open months go on as in the season before. */
export function describeUnfinished(
  history: readonly HistoryCell[],
  months: readonly string[],
  { open, season }: OpenSeason,
  currencyDigits: number,
): Unfinished {
  const closed = (month: number) => !open.includes(month)
  const before = preciseSum(season.filter((_, month) => closed(month)))
  const soFar = history.reduce((sum, cell) => sum + (closed(cell.month) ? cell.ledgerUnits : 0n), 0n)
  const year = (Number(soFar) / 10 ** (4 - currencyDigits)) * (preciseSum(season) / before)
  return {
    months: open.map((month) => months[month]!),
    expected: before > 0 && year > 0 ? Math.round(year) : null,
  }
}
