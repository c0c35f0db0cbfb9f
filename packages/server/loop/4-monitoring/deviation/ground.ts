import { type FiscalCalendar, periodBounds, periodMonthOf } from '@salesloom/engine/calendar'
import { todayOf } from '../../../foundation/entries/index.ts'
import { loadCalendar } from '../../../foundation/fiscal-calendar/index.ts'
import { computeMetric, computeTargets, dataBounds } from '../../../foundation/metrics/index.ts'
import { findDescendantSpans, type TreeName } from '../../../foundation/trees/index.ts'
import { readWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { findScenarioRows } from '../../1-targets/index.ts'
import { type Period, periodOf, yearHolding } from './period.ts'
import { type Axis, placeAt } from './place.ts'

/** Sales are what targets are of; deviations are of the same. */
export const METRIC = 'sales'
const HISTORY_MONTHS = 48

/** What deviations of a fiscal year are read from. */
export type Setting = {
  readonly channel: string | null
  readonly calendar: FiscalCalendar
  readonly currency: string
  readonly today: string
  /** today, or the last day with data where the data end earlier */
  readonly asOf: string
  readonly year: Period
}

/** Amounts of one member by the month that a fiscal period stands for, minor units. */
export type Series = {
  readonly actual: ReadonlyMap<string, number>
  readonly target: ReadonlyMap<string, number>
}

/** Finds the approved plan of a fiscal year; undefined where there is none. */
export async function approvedPlans(tx: WorkspaceTransaction, workspaceId: number) {
  const approved = (await findScenarioRows(tx, workspaceId)).filter(({ state }) => state === 'approved')
  return (year: Period) => {
    const ends = Number(year.months.at(-1)?.slice(0, 4))
    return approved.find(({ fiscalYear }) => fiscalYear === ends)
  }
}

/** The channel of the year's approved plan; null where there is none, then sales of all channels are looked at. */
async function plannedChannel(tx: WorkspaceTransaction, workspaceId: number, year: Period) {
  return (await approvedPlans(tx, workspaceId))(year)?.channel ?? null
}

/** The channel that the approved plan of a day’s fiscal year is for; null where there is none. */
export async function channelPlannedOn(tx: WorkspaceTransaction, workspaceId: number, day: string) {
  const calendar = await loadCalendar(tx, workspaceId)
  return plannedChannel(tx, workspaceId, periodOf(yearHolding(day, calendar), calendar))
}

/** Reads the setting of a fiscal year; without one, of the year that data have come to. */
export async function settingOf(context: CallContext, yearCode: string | undefined): Promise<Setting> {
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const calendar = await loadCalendar(tx, workspaceId)
    const today = await todayOf(tx, context)
    const ended = async (channel: string | null) => {
      const { until } = await dataBounds(tx, workspaceId, channel)
      return until !== null && until < today ? until : today
    }
    const year = periodOf(yearCode ?? yearHolding(await ended(null), calendar), calendar)
    const channel = await plannedChannel(tx, workspaceId, year)
    const { currency } = await tx
      .selectFrom('workspace')
      .select('currency')
      .where('workspace_id', '=', workspaceId)
      .executeTakeFirstOrThrow()
    return { channel, calendar, currency, today, asOf: await ended(channel), year }
  })
}

/** The months that a forecast looks back over, and those of the year. */
export function daysOfHistory({ year, asOf, calendar }: Setting): { from: string; to: string } {
  const [y = 0, m = 0] = (year.months[0] ?? '').split('-').map(Number)
  const index = y * 12 + m - 1 - HISTORY_MONTHS
  const first = `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
  return { from: periodBounds(first, calendar).from, to: asOf < year.to ? asOf : year.to }
}

const channelOf = ({ channel }: Setting) => (channel === null ? {} : { channel })

type Amounts = Map<string, Map<string, number>>

function put(amounts: Amounts, key: string, month: string, amount: number): void {
  const own = amounts.get(key) ?? new Map<string, number>()
  own.set(month, (own.get(month) ?? 0) + amount)
  amounts.set(key, own)
}

/** Sales and targets of every member alone, what is below it left out. */
async function readAmounts(context: CallContext, setting: Setting, axis: Axis) {
  const slice = { ...daysOfHistory(setting), ...channelOf(setting) }
  const { rows } = await computeMetric(context, { metric: METRIC, slice, by: [axis, 'month'] })
  const [actual, target]: [Amounts, Amounts] = [new Map(), new Map()]
  for (const { members, numerator } of rows)
    put(actual, String(members[0]?.id ?? 0), members[1]?.code ?? '', numerator)
  const { from, to } = setting.year
  const targets = await computeTargets(context, {
    metric: METRIC,
    slice: { from, to, ...channelOf(setting) },
    by: [axis, 'month'],
  })
  for (const { keys, amount } of targets ?? []) put(target, keys[0] ?? '', keys[1] ?? '', amount)
  return { actual, target, hasTarget: targets !== null }
}

/** A member's own series where the tree below it changed within the days: asked for with the tree of each day. */
async function readAlone(context: CallContext, setting: Setting, axis: Axis, id: number): Promise<Series> {
  const part = { ...placeAt(axis, id), ...channelOf(setting) }
  const { rows } = await computeMetric(context, {
    metric: METRIC,
    slice: { ...part, ...daysOfHistory(setting) },
    by: ['month'],
  })
  const { from, to } = setting.year
  const targets = await computeTargets(context, {
    metric: METRIC,
    slice: { ...part, from, to },
    by: ['month'],
  })
  return {
    actual: new Map(rows.map(({ members, numerator }) => [members[0]?.code ?? '', numerator])),
    target: new Map((targets ?? []).map(({ keys, amount }) => [keys[0] ?? '', amount])),
  }
}

function addedUp(amounts: Amounts, ids: readonly number[]): Map<string, number> {
  const sum = new Map<string, number>()
  for (const id of ids)
    for (const [month, amount] of amounts.get(String(id)) ?? [])
      sum.set(month, (sum.get(month) ?? 0) + amount)
  return sum
}

export type Ground = Setting & {
  readonly hasTarget: boolean
  /** of a member with all below it, as the tree stood on each day */
  readonly seriesOf: (id: number) => Promise<Series>
}

const TREES: Partial<Record<Axis, TreeName>> = { orgUnit: 'org_unit', region: 'region' }

/** Reads sales and targets of all members along an axis. */
export async function openGround(context: CallContext, setting: Setting, axis: Axis): Promise<Ground> {
  const { database, workspaceId } = context
  const { actual, target, hasTarget } = await readAmounts(context, setting, axis)
  const days = { from: daysOfHistory(setting).from, to: setting.year.to }
  const tree = TREES[axis]
  const seriesOf = async (id: number): Promise<Series> => {
    if (tree === undefined) return { actual: addedUp(actual, [id]), target: addedUp(target, [id]) }
    const spans = await readWorkspace(database, workspaceId, (tx) =>
      findDescendantSpans(tx, workspaceId, tree, id, days),
    )
    const isSteady = spans.every(({ from, to }) => from <= days.from && to >= days.to)
    if (!isSteady) return readAlone(context, setting, axis, id)
    const ids = spans.map((span) => span.id)
    return { actual: addedUp(actual, ids), target: addedUp(target, ids) }
  }
  return { ...setting, hasTarget, seriesOf }
}

/** The month under way on a day. */
export const monthUnderWay = ({ asOf, calendar }: Setting): string => periodMonthOf(asOf, calendar)
