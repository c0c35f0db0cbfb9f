import { DAY } from './stage-courses.ts'

/** What was believed from a moment on: when the deal would close (a day number) and for how much. */
export type DueRevision = { readonly at: number; readonly dueDay: number; readonly amount: number }

/** A deal with every expected close date that it has had; moments are milliseconds. */
export type DueHistory = {
  readonly revisions: readonly DueRevision[]
  /** when it was won or lost; null while open */
  readonly closedAt: number | null
  /** a team, a salesperson: 0 to groups − 1 */
  readonly group: number
}

/** How often and how far a deal’s date was moved within the period, up to the day looked at. */
export type DateMoves = {
  readonly pushes: number
  readonly pulls: number
  readonly daysPushed: number
  readonly daysPulled: number
}

export type DealSlippage = DateMoves & {
  /** due in the period as it was believed at its beginning */
  readonly wasDue: boolean
  /** it was due, and is now due after the period without having been closed in it */
  readonly isSlipped: boolean
}

export type SlippageFigures = DateMoves & {
  readonly deals: number
  /** deals with at least one push */
  readonly pushedDeals: number
  readonly due: { readonly deals: number; readonly amount: number }
  readonly slipped: { readonly deals: number; readonly amount: number }
  /** slipped ÷ due by amount and by count; null where nothing was due */
  readonly rate: number | null
  readonly rateByCount: number | null
  /** Σ days pushed ÷ pushes; null without a push */
  readonly daysPerPush: number | null
}

export type Slippage = {
  readonly all: SlippageFigures
  readonly groups: readonly SlippageFigures[]
  readonly deals: readonly DealSlippage[]
}

/** Day numbers, the second no longer part of it. */
export type DuePeriod = { readonly fromDay: number; readonly untilDay: number }

function checkHistories(histories: readonly DueHistory[], groups: number): void {
  const refuse = (path: string, expected: string, got: unknown) => {
    throw new RangeError(`${path}: expected ${expected}, got ${String(got)}`)
  }
  for (const [d, { revisions, closedAt, group }] of histories.entries()) {
    if (!(Number.isInteger(group) && group >= 0 && group < groups))
      refuse(`deals[${d}].group`, `0 to ${groups - 1}`, group)
    if (closedAt !== null && !Number.isFinite(closedAt)) refuse(`deals[${d}].closedAt`, 'a moment', closedAt)
    for (const [r, { at, dueDay, amount }] of revisions.entries()) {
      const path = `deals[${d}].revisions[${r}]`
      if (!Number.isFinite(at)) refuse(`${path}.at`, 'a moment', at)
      if (!Number.isSafeInteger(dueDay)) refuse(`${path}.dueDay`, 'a day number', dueDay)
      if (!(Number.isFinite(amount) && amount >= 0)) refuse(`${path}.amount`, '0 or more', amount)
    }
  }
}

/** Moves of a date after a moment and until another; from which date is believed before it. */
function movesOf(revisions: readonly DueRevision[], start: number, end: number): DateMoves {
  const steps = revisions
    .slice(1)
    .flatMap(({ at, dueDay }, r) => (at > start && at <= end ? [dueDay - revisions[r]!.dueDay] : []))
  const [out, back] = [steps.filter((days) => days > 0), steps.filter((days) => days < 0)]
  return {
    pushes: out.length,
    pulls: back.length,
    daysPushed: out.reduce((sum, days) => sum + days, 0),
    daysPulled: back.reduce((sum, days) => sum - days, 0),
  }
}

type Judged = DealSlippage & { readonly amount: number; readonly group: number }

function judge(history: DueHistory, { fromDay, untilDay }: DuePeriod, asOf: number): Judged {
  const revisions = history.revisions.filter(({ at }) => at <= asOf).toSorted((a, b) => a.at - b.at)
  const [start, end] = [fromDay * DAY, Math.min(asOf, untilDay * DAY)]
  const closed = history.closedAt ?? Number.POSITIVE_INFINITY
  const believed = revisions.findLast(({ at }) => at <= start)
  const wasDue =
    believed !== undefined && closed > start && believed.dueDay >= fromDay && believed.dueDay < untilDay
  const last = revisions.findLast(({ at }) => at <= end)
  const isSlipped = wasDue && closed >= end && last!.dueDay >= untilDay
  return {
    ...movesOf(revisions, start, end),
    wasDue,
    isSlipped,
    amount: believed?.amount ?? 0,
    group: history.group,
  }
}

function figuresOf(deals: readonly Judged[]): SlippageFigures {
  const sum = (of: (deal: Judged) => number) => deals.reduce((total, deal) => total + of(deal), 0)
  const counted = (is: (deal: Judged) => boolean) => ({
    deals: deals.filter(is).length,
    amount: sum((deal) => (is(deal) ? deal.amount : 0)),
  })
  const [due, slipped] = [counted(({ wasDue }) => wasDue), counted(({ isSlipped }) => isSlipped)]
  const [pushes, daysPushed] = [sum((deal) => deal.pushes), sum((deal) => deal.daysPushed)]
  return {
    deals: deals.length,
    pushedDeals: deals.filter((deal) => deal.pushes > 0).length,
    pushes,
    pulls: sum((deal) => deal.pulls),
    daysPushed,
    daysPulled: sum((deal) => deal.daysPulled),
    due,
    slipped,
    rate: due.amount === 0 ? null : slipped.amount / due.amount,
    rateByCount: due.deals === 0 ? null : slipped.deals / due.deals,
    daysPerPush: pushes === 0 ? null : daysPushed / pushes,
  }
}

/**
 * Slippage: how often and how far expected close dates were moved within a period, and what share of the amount believed due at the
 * beginning of a period has been moved out of it. Amounts are those of the beginning, so that a deal that shrank while
 * it slipped does not hide what was promised. The groups add up to all.
 *
 * @param asOf milliseconds; what is later has not happened. Within the period: what has slipped so far
 * @param groups how many groups the deals name
 * @throws RangeError naming the field that is wrong
 */
export function computeSlippage(
  histories: readonly DueHistory[],
  period: DuePeriod,
  asOf: number,
  groups = 1,
): Slippage {
  checkHistories(histories, groups)
  if (!(Number.isSafeInteger(period.fromDay) && Number.isSafeInteger(period.untilDay)))
    throw new RangeError('period: expected day numbers')
  if (period.untilDay <= period.fromDay) throw new RangeError('period.untilDay: expected after fromDay')
  if (!Number.isFinite(asOf)) throw new RangeError(`asOf: expected a moment, got ${asOf}`)
  const judged = histories.map((history) => judge(history, period, asOf))
  return {
    all: figuresOf(judged),
    groups: Array.from({ length: groups }, (_, at) => figuresOf(judged.filter(({ group }) => group === at))),
    deals: judged.map(({ amount: _amount, group: _group, ...deal }) => deal),
  }
}
