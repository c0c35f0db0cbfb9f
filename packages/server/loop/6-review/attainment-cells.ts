import {
  alignCells,
  combinationIndex,
  mergeShape,
  type PlanShape,
  positionOf,
} from '@salesloom/engine/allocation'
import { elapsedPart, type FiscalCalendar, periodBounds } from '@salesloom/engine/calendar'
import { apportion } from '@salesloom/engine/money'
import { additiveOf } from '@salesloom/engine/plan-cube'
import { loadCalendar } from '../../foundation/fiscal-calendar/index.ts'
import { dataBounds, figuresUntil } from '../../foundation/metrics/index.ts'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { openSeenPlan, planHistory, type ScenarioRow } from '../1-targets/index.ts'
import { withSellersOutside } from './sellers-outside.ts'

/** Target, due and actual of every leaf cell in which there is a target or a sale. */
export type AttainmentCells = {
  readonly shape: PlanShape
  /** how the year is divided: the days that the plan's months stand for */
  readonly calendar: FiscalCalendar
  /** minor units */
  readonly target: Float64Array
  /** minor units; the part of the target due by `asOf` */
  readonly due: Float64Array
  /** ledger units (ten-thousandths), to be rounded once after adding */
  readonly actual: Float64Array
  /** sales of nobody, of people without a unit of the plan, and of what it does not plan, in ledger units */
  readonly outsidePlan: bigint
  readonly asOf: string
  readonly dataUntil: string | null
}

/** The day that figures are of: today, or the last day with data where the data end earlier. */
export async function asOfDay(
  tx: WorkspaceTransaction,
  context: CallContext,
  channel: string,
): Promise<{ asOf: string; dataUntil: string | null }> {
  const { time_zone } = await tx
    .selectFrom('workspace')
    .select('time_zone')
    .where('workspace_id', '=', context.workspaceId)
    .executeTakeFirstOrThrow()
  const { until } = await dataBounds(tx, context.workspaceId, channel)
  return { asOf: await figuresUntil(tx, context, time_zone, channel), dataUntil: until }
}

/** Whether a shape has the person and the category of a cell; sales of others are outside it. */
function isPlanned(shape: PlanShape, keys: readonly string[]): boolean {
  const [organisation, , product] = shape.dimensions
  return (
    organisation !== undefined &&
    product !== undefined &&
    positionOf(organisation, keys[0] ?? '') >= 0 &&
    positionOf(product, keys[2] ?? '') >= 0
  )
}

/** A period under way counts by its days; the leaves' parts add up to the period's part exactly. */
function dueCells(
  shape: PlanShape,
  calendar: FiscalCalendar,
  target: Float64Array,
  asOf: string,
): Float64Array {
  const due = target.slice()
  const width = shape.months.length
  shape.months.forEach((month, m) => {
    const share = elapsedPart(periodBounds(month, calendar), asOf)
    if (share === 1) return
    const cells = Array.from({ length: target.length / width }, (_, c) => c * width + m)
    const values = cells.map((cell) => target[cell] ?? 0)
    const total = values.reduce((sum, value) => sum + value, 0)
    const parts = values.some((value) => value < 0)
      ? values.map((value) => Math.round(value * share))
      : apportion(Math.round(total * share), values)
    cells.forEach((cell, i) => {
      due[cell] = parts[i] ?? 0
    })
  })
  return due
}

/** Reads a scenario's cells and the actual sales of the same year and channel into one shape. */
export async function loadAttainmentCells(
  tx: WorkspaceTransaction,
  context: CallContext,
  scenario: ScenarioRow,
): Promise<AttainmentCells> {
  const { workspaceId, visibility } = context
  const { asOf, dataUntil } = await asOfDay(tx, context, scenario.channel)
  const { plan } = await openSeenPlan(context, tx, scenario)
  const { months } = plan.shape
  const calendar = await loadCalendar(tx, workspaceId)
  const { from } = periodBounds(months[0] ?? '', calendar)
  const { to } = periodBounds(months.at(-1) ?? '', calendar)
  const { cells } = await planHistory(tx, {
    workspaceId,
    channel: scenario.channel,
    from,
    to: asOf < to ? asOf : to,
    months,
    dimensions: plan.shape.dimensions,
    visibility,
  })
  const sellers = new Set(cells.map(({ keys }) => keys[0] ?? ''))
  const known = await withSellersOutside(tx, workspaceId, plan.shape, sellers, { from, to })
  const shape = mergeShape(
    known,
    cells.filter(({ keys }) => isPlanned(known, keys)).map(({ keys }) => keys),
  )
  const index = combinationIndex(shape)
  const target = alignCells(plan.shape, additiveOf(plan.state.cube, 'sales').values, shape)
  const actual = new Float64Array(target.length)
  let outsidePlan = 0n
  for (const { keys, month, ledgerUnits } of cells) {
    const combination = isPlanned(known, keys) ? index.get(keys.join('/')) : undefined
    if (combination === undefined) outsidePlan += ledgerUnits
    else actual[combination * months.length + month]! += Number(ledgerUnits)
  }
  const due = dueCells(shape, calendar, target, asOf)
  return { shape, calendar, target, due, actual, outsidePlan, asOf, dataUntil }
}
