import type { CellAddress, PlanAxis } from '@salesloom/contract'
import { type OutlineRow, outlinePlan, sumRow } from '@salesloom/engine/allocation'
import { type Attainment, attainmentOf } from '@salesloom/engine/attainment'
import { periodBounds, periodMonthOf } from '@salesloom/engine/calendar'
import { toMinorUnits } from '@salesloom/engine/money'
import { currencyDigits } from '../../foundation/facts/index.ts'
import { AppError } from '../../platform/app-error.ts'
import { readWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import {
  checkAxes,
  getSeenScenario,
  loadMemberNames,
  monthsAt,
  outlineAxis,
  rowAddress,
  type ScenarioRow,
  summarise,
  visibleCombinations,
} from '../1-targets/index.ts'
import { type AttainmentCells, loadAttainmentCells } from './attainment-cells.ts'

export type AttainmentInput = {
  readonly scenarioId: number
  readonly rows: PlanAxis[]
  readonly at: CellAddress
  readonly fromMonth?: string | undefined
  readonly toMonth?: string | undefined
}

export type AttainmentRow = Attainment & {
  readonly key: string
  readonly parentKey: string | null
  readonly at: CellAddress
  readonly axis: PlanAxis
  readonly memberKey: string
  readonly level: number
  readonly hasChildren: boolean
}

/** Sums of one row, ratios formed after adding. */
export function attainmentOfRow(
  cells: AttainmentCells,
  row: Pick<OutlineRow, 'combinations' | 'months'>,
  digits: number,
): Attainment {
  return attainmentOf({
    target: sumRow(cells.shape, cells.target, row),
    due: sumRow(cells.shape, cells.due, row),
    actual: toMinorUnits(BigInt(sumRow(cells.shape, cells.actual, row)), digits),
  })
}

/** Rows of attainment nested along axes, for what the caller may see. */
export function attainmentRows(
  cells: AttainmentCells,
  context: CallContext,
  input: Omit<AttainmentInput, 'scenarioId'>,
  months: readonly number[],
  digits: number,
): AttainmentRow[] {
  checkAxes(cells.shape, input.rows)
  const combinations = visibleCombinations(cells.shape, context.visibility, input.at)
  const outline = outlinePlan(cells.shape, input.rows.map(outlineAxis), combinations, months)
  return outline.map((row) => ({
    ...attainmentOfRow(cells, row, digits),
    key: row.key,
    parentKey: row.parentKey,
    at: rowAddress(input.at, row),
    axis: input.rows[Math.max(0, row.axis)] ?? 'organisation',
    memberKey: row.memberKey,
    level: row.level,
    hasChildren: row.hasChildren,
  }))
}

/** Months asked for; without a wish, from the year's start to the month of the data's last day. */
function periodOf(cells: AttainmentCells, input: AttainmentInput): number[] {
  const { months } = cells.shape
  const first = input.fromMonth === undefined ? 0 : months.indexOf(input.fromMonth)
  const latest = months.findLastIndex((month) => month <= periodMonthOf(cells.asOf, cells.calendar))
  const last = input.toMonth === undefined ? Math.max(0, latest) : months.indexOf(input.toMonth)
  if (first < 0 || last < 0)
    throw new AppError('invalidInput', {
      field: first < 0 ? 'fromMonth' : 'toMonth',
      reason: 'notAMonthOfThePlan',
    })
  if (first > last) throw new AppError('invalidInput', { field: 'toMonth', reason: 'beforeFirst' })
  const allowed = monthsAt(cells.shape, input.at.time)
  return allowed.filter((m) => m >= first && m <= last)
}

/** Sales outside the plan's people belong to nobody's row; only who sees everything is told of them. */
function outsideOf(cells: AttainmentCells, context: CallContext, digits: number): number {
  return context.visibility.whole ? toMinorUnits(cells.outsidePlan, digits) : 0
}

async function answer(
  tx: WorkspaceTransaction,
  context: CallContext,
  scenario: ScenarioRow,
  input: AttainmentInput,
) {
  const digits = await currencyDigits(tx, context.workspaceId)
  const cells = await loadAttainmentCells(tx, context, scenario)
  const nameOf = await loadMemberNames(tx, context.workspaceId)
  const months = periodOf(cells, input)
  const rows = attainmentRows(cells, context, input, months, digits)
  return {
    scenario: await summarise(tx, context, scenario, digits),
    asOf: cells.asOf,
    dataUntil: cells.dataUntil,
    from: periodBounds(cells.shape.months[months[0] ?? 0] ?? '', cells.calendar).from,
    to: periodBounds(cells.shape.months[months.at(-1) ?? 0] ?? '', cells.calendar).to,
    outsidePlan: outsideOf(cells, context, digits),
    rows: rows.map(({ memberKey, ...row }) => ({ ...row, name: nameOf(memberKey) })),
  }
}

/** Target against actual of a scenario. */
export async function getAttainment(context: CallContext, input: AttainmentInput) {
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const scenario = await getSeenScenario(context, tx, input.scenarioId)
    return answer(tx, context, scenario, input)
  })
}
