import { mayDo } from '@salesloom/contract'
import { ratioOf } from '@salesloom/engine/attainment'
import { periodBounds, periodMonthOf, yearEarlier } from '@salesloom/engine/calendar'
import { divideRounded } from '@salesloom/engine/money'
import { currencyDigits } from '../../foundation/facts/index.ts'
import { readWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { loadMemberNames, visibleCombinations } from '../1-targets/index.ts'
import { attainmentOfRow, attainmentRows, loadAttainmentCells } from '../6-review/index.ts'
import { type CurrentPeriod, currentPeriod } from './period.ts'
import { type Days, salesByPeriod, salesByPerson, salesFigures } from './sales-figures.ts'

type Cells = Awaited<ReturnType<typeof loadAttainmentCells>>
type Names = Awaited<ReturnType<typeof loadMemberNames>>

/** Pace below which somebody is worth a look. */
export const BEHIND = 0.9

function monthTargets(cells: Cells | null, context: CallContext): (number | null)[] {
  if (cells === null) return Array.from({ length: 12 }, () => null)
  const combinations = visibleCombinations(cells.shape, context.visibility, {})
  return cells.shape.months.map((_, m) => attainmentOfRow(cells, { combinations, months: [m] }, 2).target)
}

async function courseOf(
  tx: WorkspaceTransaction,
  context: CallContext,
  period: CurrentPeriod,
  cells: Cells | null,
  digits: number,
) {
  const { channel, calendar, asOf } = period
  const periods = period.months.map((code) => ({ code, ...periodBounds(code, calendar) }))
  const sales = (of: typeof periods) => salesByPeriod(tx, context, channel, of, digits)
  const now = await sales(
    periods
      .filter(({ from }) => from <= asOf)
      .map((each) => ({ ...each, to: each.to < asOf ? each.to : asOf })),
  )
  const before = await sales(
    periods.map(({ code, from, to }) => ({
      code,
      from: yearEarlier(from, calendar),
      to: yearEarlier(to, calendar),
    })),
  )
  const targets = monthTargets(cells, context)
  return period.months.map((month, m) => ({
    month,
    actual: month <= periodMonthOf(asOf, calendar) ? (now.get(month) ?? 0) : null,
    target: targets[m] ?? null,
    lastYear: before.get(month) ?? 0,
  }))
}

function inQuarter(cells: Cells, context: CallContext, period: CurrentPeriod, digits: number) {
  return attainmentRows(cells, context, { rows: ['organisation'], at: {} }, period.quarterMonths, digits)
}

/** The quarter so far, a year earlier. */
function quarterBefore({ channel, calendar, quarterDays, asOf }: CurrentPeriod): Days {
  return { channel, from: yearEarlier(quarterDays.from, calendar), to: yearEarlier(asOf, calendar) }
}

/** Units and people directly below the caller's top row; a single person has nobody below. */
async function belowOf(
  tx: WorkspaceTransaction,
  context: CallContext,
  period: CurrentPeriod,
  cells: Cells | null,
  names: Names,
  digits: number,
) {
  if (cells === null) return []
  const rows = inQuarter(cells, context, period, digits)
  const lastYear = await salesByPerson(tx, context, quarterBefore(period), digits)
  const peopleBelow = (key: string) =>
    rows.filter((row) => row.key.startsWith(key) && row.memberKey.startsWith('person:'))
  return rows
    .filter((row) => row.level === 1)
    .map(({ memberKey, key, target, due, actual, attainment, pace, gap }) => ({
      ...{ target, due, actual, attainment, pace, gap },
      key: memberKey,
      name: names(memberKey),
      title: null,
      isPerson: memberKey.startsWith('person:'),
      lastYear: peopleBelow(key).reduce(
        (sum, row) => sum + (lastYear.get(Number(row.memberKey.slice(7))) ?? 0),
        0,
      ),
    }))
    .toSorted((a, b) => (b.attainment ?? 0) - (a.attainment ?? 0))
}

type Waiting = {
  kind: 'approveScenario' | 'submitScenario' | 'behindPace' | 'noTarget'
  subject: { zh: string; en: string }
  scenarioId: number | null
  values: Record<string, number | null>
}

/** What waits for the caller: decisions on scenarios by role, people behind their pace, a year without a target. */
function waitingFor(
  context: CallContext,
  period: CurrentPeriod,
  cells: Cells | null,
  names: Names,
  digits: number,
): Waiting[] {
  const waiting: Waiting[] = []
  const { role } = context.actor
  for (const scenario of period.open) {
    const kind = scenario.state === 'submitted' ? 'approveScenario' : 'submitScenario'
    const action = kind === 'approveScenario' ? 'targets.approve' : 'targets.write'
    if (mayDo(role, action))
      waiting.push({
        kind,
        subject: { zh: scenario.name, en: scenario.name },
        scenarioId: scenario.scenarioId,
        values: { year: scenario.fiscalYear },
      })
  }
  if (cells === null) {
    if (period.open.length === 0)
      waiting.push({
        kind: 'noTarget',
        subject: { zh: `${period.fiscalYear}`, en: `${period.fiscalYear}` },
        scenarioId: null,
        values: { year: period.fiscalYear },
      })
    return waiting
  }
  const behind = inQuarter(cells, context, period, digits)
    .filter((row) => row.memberKey.startsWith('person:') && row.pace !== null && row.pace < BEHIND)
    .toSorted((a, b) => a.gap - b.gap)
    .slice(0, 4)
  const own = context.actor.personId
  for (const row of behind.filter(
    (candidate) => candidate.memberKey !== `person:${own}` || behind.length === 1,
  )) {
    waiting.push({
      kind: 'behindPace',
      subject: names(row.memberKey),
      scenarioId: period.approved?.scenarioId ?? null,
      values: { gap: row.gap, pace: row.pace, due: row.due, actual: row.actual },
    })
  }
  return waiting
}

/** The units at the top of a caller's part: one a position that they lead. */
async function topUnits(tx: WorkspaceTransaction, workspaceId: number, orgUnitIds: readonly number[]) {
  if (orgUnitIds.length < 2) return orgUnitIds
  const rows = await tx
    .selectFrom('org_unit_placement')
    .select(['org_unit_id', 'parent_id'])
    .where('workspace_id', '=', workspaceId)
    .where('org_unit_id', 'in', [...orgUnitIds])
    .where('valid_to', 'is', null)
    .orderBy('org_unit_id')
    .execute()
  return rows
    .filter((row) => row.parent_id === null || !orgUnitIds.includes(row.parent_id))
    .map((row) => row.org_unit_id)
}

/** The name of what the caller sees: their top units, themselves, or the whole workspace. */
async function scopeName(tx: WorkspaceTransaction, context: CallContext, names: Names) {
  const { visibility, workspaceId, actor } = context
  if (!visibility.whole) {
    const units = (await topUnits(tx, workspaceId, visibility.orgUnitIds)).map((id) => names(`orgUnit:${id}`))
    if (units.length > 0)
      return {
        zh: units.map((unit) => unit.zh).join('、'),
        en: units.map((unit) => unit.en).join(', '),
      }
    return actor.personId === null ? { zh: actor.name, en: actor.name } : names(`person:${actor.personId}`)
  }
  const row = await tx
    .selectFrom('workspace')
    .select(['name_zh', 'name_en'])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  return { zh: row.name_zh, en: row.name_en }
}

/** The person's day in figures. */
export async function getHome(context: CallContext) {
  return readWorkspace(context.database, context.workspaceId, async (tx) => {
    const digits = await currencyDigits(tx, context.workspaceId)
    const period = await currentPeriod(tx, context)
    const cells = period.approved === null ? null : await loadAttainmentCells(tx, context, period.approved)
    const names = await loadMemberNames(tx, context.workspaceId)
    const figures = await salesFigures(
      tx,
      context,
      { channel: period.channel, from: period.quarterDays.from, to: period.asOf },
      digits,
    )
    const before = await salesFigures(tx, context, quarterBefore(period), digits)
    const combinations = cells === null ? null : visibleCombinations(cells.shape, context.visibility, {})
    const attained = (months: readonly number[]) =>
      cells === null || combinations === null
        ? null
        : attainmentOfRow(cells, { combinations, months }, digits)
    return {
      asOf: period.asOf,
      dataUntil: period.dataUntil,
      quarter: { fiscalYear: period.fiscalYear, quarter: period.quarter, ...period.quarterDays },
      scope: await scopeName(tx, context, names),
      channel: period.channel,
      scenarioId: period.approved?.scenarioId ?? null,
      quarterFigures: attained(period.quarterMonths),
      yearFigures: attained(period.months.map((_, m) => m)),
      sales: { quarter: figures.sales, lastYear: before.sales },
      orders: figures.orders,
      activeCustomers: figures.activeCustomers,
      averageOrder:
        figures.orders === 0 ? null : Number(divideRounded(BigInt(figures.sales), BigInt(figures.orders))),
      discountRate: ratioOf(figures.listAmount - figures.sales, figures.listAmount),
      course: await courseOf(tx, context, period, cells, digits),
      below: await belowOf(tx, context, period, cells, names, digits),
      waiting: waitingFor(context, period, cells, names, digits),
    }
  })
}
