import { type PlanShape, sumRow } from '@salesloom/engine/allocation'
import { ratioOf } from '@salesloom/engine/attainment'
import {
  addDays,
  dayNumber,
  elapsedPart,
  type FiscalCalendar,
  periodBounds,
} from '@salesloom/engine/calendar'
import { toMinorUnits } from '@salesloom/engine/money'
import { additiveOf } from '@salesloom/engine/plan-cube'
import { todayOf } from '../../foundation/entries/index.ts'
import { currencyDigits } from '../../foundation/facts/index.ts'
import { loadCalendar } from '../../foundation/fiscal-calendar/index.ts'
import { dataBounds, findQuotas, type QuotaOfPerson } from '../../foundation/metrics/index.ts'
import { readWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { openSeenPlan } from './cascade/seen-plan.ts'
import type { OpenPlan } from './decomposition/open-plan.ts'
import { loadMemberNames } from './member-names.ts'
import { visibleCombinations } from './plan-view.ts'
import { getSeenScenario } from './seen-scenario.ts'

/** The plan in minor units; quota and actual in ledger units, to be rounded once after adding. */
type Row = { readonly plan: number; readonly quota: bigint; readonly actual: bigint }

/** The part of a period that lies in some days. */
function shareOf(period: { readonly from: string; readonly to: string }, from: string, to: string): number {
  return Math.max(0, elapsedPart(period, to) - elapsedPart(period, addDays(from, -1)))
}

/** What the plan says of a person in some days: months that lie in them in part count by their days; rounded once. */
function planOf(
  { shape, state }: OpenPlan,
  calendar: FiscalCalendar,
  combinations: Int32Array,
  { from, to }: Pick<QuotaOfPerson, 'from' | 'to'>,
): number {
  const { values } = additiveOf(state.cube, 'sales')
  return Math.round(
    shape.months.reduce(
      (sum, month, m) =>
        sum +
        sumRow(shape, values, { combinations, months: [m] }) *
          shareOf(periodBounds(month, calendar), from, to),
      0,
    ),
  )
}

function yearOf({ months }: PlanShape, calendar: FiscalCalendar): { from: string; to: string } {
  return {
    from: periodBounds(months[0] ?? '', calendar).from,
    to: periodBounds(months.at(-1) ?? '', calendar).to,
  }
}

/** Sums in minor units, each rounded once. */
function add(rows: readonly Row[], digits: number) {
  const ledger = (pick: (row: Row) => bigint) =>
    toMinorUnits(
      rows.reduce((sum, row) => sum + pick(row), 0n),
      digits,
    )
  return {
    plan: rows.reduce((sum, row) => sum + row.plan, 0),
    quota: ledger((row) => row.quota),
    actual: ledger((row) => row.actual),
  }
}

/** Σ |target − actual| ÷ Σ actual: how far targets were from what happened, weighted by size. */
function errorOf(rows: readonly Row[], digits: number, pick: (row: Row) => number): number | null {
  const actualOf = (row: Row) => toMinorUnits(row.actual, digits)
  const off = rows.reduce((sum, row) => sum + Math.abs(pick(row) - actualOf(row)), 0)
  return ratioOf(off, add(rows, digits).actual)
}

/** A quota's period in days: where it lies in the plan's year, and which part of it that is; null for all of it. */
function insideOf({ from, to }: Pick<QuotaOfPerson, 'from' | 'to'>, year: { from: string; to: string }) {
  const inside = { from: from < year.from ? year.from : from, to: to > year.to ? year.to : to }
  const daysOf = (days: { from: string; to: string }) => dayNumber(days.to) - dayNumber(days.from) + 1
  const [days, of] = [daysOf(inside), daysOf({ from, to })]
  return { inside, part: days === of ? null : { days, of } }
}

/** The part of a quota that falls to some of its days, in ledger units, half a unit up. */
function quotaOf(quota: bigint, part: { readonly days: number; readonly of: number } | null): bigint {
  if (part === null) return quota
  const of = BigInt(part.of)
  return (2n * quota * BigInt(part.days) + of) / (2n * of)
}

/** The last day of which figures tell: today, or the last one with sales where these end earlier. */
async function lastDay(tx: WorkspaceTransaction, context: CallContext, channel: string): Promise<string> {
  const today = await todayOf(tx, context)
  const { until } = await dataBounds(tx, context.workspaceId, channel)
  return until !== null && until < today ? until : today
}

/**
 * The plan beside the quotas that the company had set itself and beside what happened, for each person and quota period
 * of the plan's year; and which of the two was nearer in the periods that are over. Of a period that reaches beyond the year the days
 * inside are shown, the quota in proportion to them, and judge nothing. What happened is of the plan's channel: people who are not in the
 * plan and sell in other channels only are left out.
 */
export async function compareQuotas(context: CallContext, { scenarioId }: { readonly scenarioId: number }) {
  const { database, workspaceId, visibility } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const { plan } = await openSeenPlan(context, tx, await getSeenScenario(context, tx, scenarioId))
    const nameOf = await loadMemberNames(tx, workspaceId)
    const calendar = await loadCalendar(tx, workspaceId)
    const year = yearOf(plan.shape, calendar)
    const found = await findQuotas(tx, workspaceId, visibility, year, plan.scenario.channel)
    const digits = await currencyDigits(tx, workspaceId)
    const known = new Set(plan.shape.dimensions[0]?.keys)
    const quotas = found.filter((quota) => known.has(`person:${quota.personId}`) || !quota.sellsElsewhere)
    const rows = quotas.map((quota) => {
      const key = `person:${quota.personId}`
      const combinations = known.has(key)
        ? visibleCombinations(plan.shape, visibility, { organisation: key })
        : new Int32Array(0)
      const { inside, part } = insideOf(quota, year)
      const figures = {
        plan: planOf(plan, calendar, combinations, inside),
        quota: quotaOf(quota.quota, part),
      }
      return { ...quota, ...figures, key, inside, part }
    })
    const whole = rows.filter(({ part }) => part === null)
    const asOf = await lastDay(tx, context, plan.scenario.channel)
    const isOver = ({ inside }: { readonly inside: { readonly to: string } }) => inside.to <= asOf
    // What happened in a period under way is a part, which no target is to be measured by.
    const over = whole.filter(isOver)
    const group = <R extends Row>(some: readonly R[], keyOf: (row: R) => string) => [
      ...Map.groupBy(some, keyOf),
    ]
    return {
      total: add(whole, digits),
      planError: errorOf(over, digits, (row) => row.plan),
      quotaError: errorOf(over, digits, (row) => toMinorUnits(row.quota, digits)),
      periods: group(rows, (row) => row.from).map(([from, some]) => {
        const { to, part } = some[0]!
        return { from, to, part, isOver: some.every(isOver), ...add(some, digits) }
      }),
      people: group(over.length === 0 ? whole : over, (row) => row.key).map(([key, some]) => ({
        key,
        name: nameOf(key),
        ...add(some, digits),
      })),
    }
  })
}
