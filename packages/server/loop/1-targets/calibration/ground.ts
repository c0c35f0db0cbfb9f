import { monthBounds } from '@salesloom/engine/calendar'
import { currencyDigits } from '../../../foundation/facts/index.ts'
import { computeMetric } from '../../../foundation/metrics/index.ts'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { valueAt } from '../decomposition/edit-plan.ts'
import { type OpenPlan, openPlan } from '../decomposition/open-plan.ts'
import type { ScenarioRow } from '../scenario.store.ts'
import {
  type Carrier,
  findApprovedTargets,
  findCarriers,
  findQuotas,
  findWonDeals,
  type UnitTarget,
  type WonDeal,
} from './ground.store.ts'
import { findEventRows, type MarketEventRow } from './market-event.store.ts'
import {
  addMonths,
  daysOf,
  earlier,
  monthsFrom,
  quarterStart,
  type Windows,
  windowsOf,
} from './plan-months.ts'
import { type PlanUnit, unitsOfPlan } from './plan-units.ts'

/** The measure of a plan that the rules speak of: their evidence is of sales. */
export const CALIBRATED = 'sales'

/** Numerator and denominator of a metric, by unit (`orgUnit:7`, `` where it has none) and month. */
export type MonthlyFigures = ReadonlyMap<string, ReadonlyMap<string, readonly [number, number]>>

/** All that the rules of a run look at. */
export type Ground = {
  readonly scenario: ScenarioRow
  readonly plan: OpenPlan
  readonly measure: string
  readonly digits: number
  readonly asOf: string
  readonly windows: Windows
  /** the windows of leads, which need time until they are decided */
  readonly leadWindows: Windows
  /** months of the plan that may still change */
  readonly remaining: readonly string[]
  readonly units: readonly PlanUnit[]
  readonly wins: MonthlyFigures
  readonly leads: MonthlyFigures
  readonly sales: MonthlyFigures
  readonly spend: MonthlyFigures
  readonly deals: readonly WonDeal[]
  readonly approved: readonly UnitTarget[]
  readonly quotas: readonly UnitTarget[]
  readonly carriers: readonly Carrier[]
  readonly events: readonly MarketEventRow[]
  /** what the plan says for a place in a month, minor units */
  readonly plannedOf: (organisation: string | undefined, month: string) => number
}

/** Months that leads are given until a cohort is judged: one that ended 45 days ago or earlier. */
function leadWindowsOf(windows: Windows, asOf: string): Windows {
  const cohortEnd = monthBounds(windows.recent.at(-1) ?? '').to
  const age = (Date.parse(asOf) - Date.parse(cohortEnd)) / 86_400_000
  return earlier(windows, age >= 45 ? 0 : age >= 15 ? 1 : 2)
}

async function monthly(
  context: CallContext,
  metric: string,
  months: readonly string[],
  channel?: string,
): Promise<MonthlyFigures> {
  const slice = { ...daysOf(months), ...(channel === undefined ? {} : { channel }) }
  const { rows } = await computeMetric(context, { metric, slice, by: ['orgUnit', 'month'] })
  const figures = new Map<string, Map<string, [number, number]>>()
  for (const { members, numerator, denominator } of rows) {
    const unit = members[0]?.id == null ? '' : `orgUnit:${members[0].id}`
    const own = figures.get(unit) ?? new Map<string, [number, number]>()
    own.set(members[1]?.code ?? '', [numerator, denominator ?? 1])
    figures.set(unit, own)
  }
  return figures
}

async function readMetrics(context: CallContext, windows: Windows, leadWindows: Windows, channel: string) {
  const all = [...windows.history, ...windows.recent]
  return {
    wins: await monthly(context, 'winRate', monthsFrom(all[0] ?? '', all.length + 3)),
    leads: await monthly(context, 'leadConversion', [...leadWindows.history, ...windows.recent]),
    sales: await monthly(context, 'sales', all, channel),
    spend: await monthly(context, 'marketingSpend', all),
  }
}

/** Reads what a run over a plan looks at. `context` sees the whole workspace. */
export async function readGround(
  context: CallContext,
  scenario: ScenarioRow,
  { cadence, asOf }: { readonly cadence: 'monthly' | 'quarterly'; readonly asOf: string },
): Promise<Ground> {
  const { database, workspaceId } = context
  const read = await readWorkspace(database, workspaceId, async (tx) => {
    const plan = await openPlan(context, tx, scenario)
    const first = plan.shape.months[0] ?? ''
    const windows = windowsOf(cadence, asOf, first)
    const digits = await currencyDigits(tx, workspaceId)
    const quarters = addMonths(quarterStart(asOf.slice(0, 7), first), -12)
    const year = { from: `${quarters}-01`, to: asOf }
    return {
      plan,
      windows,
      digits,
      deals: await findWonDeals(tx, workspaceId, daysOf([...windows.history, ...windows.recent])),
      approved: await findApprovedTargets(tx, workspaceId, year, scenario.channel, digits),
      quotas: await findQuotas(tx, workspaceId, year, digits),
      carriers: await findCarriers(tx, workspaceId, daysOf(windows.history).from),
      events: await findEventRows(tx, workspaceId),
    }
  })
  const { plan, windows } = read
  const leadWindows = leadWindowsOf(windows, asOf)
  return {
    ...read,
    ...(await readMetrics(context, windows, leadWindows, scenario.channel)),
    scenario,
    measure: CALIBRATED,
    asOf,
    leadWindows,
    remaining: plan.shape.months.filter((month) => month >= windows.effectiveMonth),
    units: unitsOfPlan(plan.shape),
    plannedOf: (organisation, month) =>
      valueAt(plan, CALIBRATED, {
        ...(organisation === undefined ? {} : { organisation }),
        time: `month:${month}`,
      }) ?? 0,
  }
}

/** Sums a metric over some units and months. */
export function sumFigures(
  figures: MonthlyFigures,
  units: Iterable<string>,
  months: readonly string[],
): { readonly numerator: number; readonly denominator: number } {
  let [numerator, denominator] = [0, 0]
  for (const unit of units)
    for (const month of months) {
      const [above, below] = figures.get(unit)?.get(month) ?? [0, 0]
      numerator += above
      denominator += below
    }
  return { numerator, denominator }
}
