import type { MetricContent } from '@salesloom/contract'
import { addDays } from '@salesloom/engine/calendar'
import { type Ask, type Grain, isTime } from './ask.ts'
import { evaluate, type Figure } from './evaluate.ts'
import { joinKeys, NOTHING, splitKeys } from './measure-query.ts'
import { type Days, daysIn, type Period, periodsOf } from './periods.ts'

/** Cells that are filled at most: of more (customers by day) nobody looks at each quiet one. */
const MOST_CELLS = 6_000

/** Whether something happened: a figure, or one that it is compared with. */
const isBusy = (figure: Figure | undefined): boolean =>
  figure !== undefined && (figure.numerator !== 0 || (figure.denominator ?? 0) !== 0)

/** Members, as keys without their period, that had a figure before some days: their course does not begin in them. */
export type Begun = ReadonlySet<string>

export type Course = {
  readonly groups: ReadonlyMap<string, Figure>
  readonly begun: Begun
  /** figures that those of a key are compared with */
  readonly comparedAt: (key: string) => readonly (Figure | undefined)[]
  /** the day that figures are of: what is ahead of it is not quiet, it has not come yet */
  readonly asOf: string
}

/**
 * Periods of one course: from the first in which anything happened, or all of them where something did before, to the day that
 * figures are of, and what is there after it.
 */
function courseOf(
  periods: readonly Period[],
  keyOf: (period: Period) => string,
  { groups, comparedAt, asOf, begun }: Course,
  member: string,
): Period[] {
  const isFirst = (period: Period) =>
    isBusy(groups.get(keyOf(period))) || comparedAt(keyOf(period)).some(isBusy)
  const first = begun.has(member) ? 0 : periods.findIndex(isFirst)
  if (first < 0) return []
  return periods.slice(first).filter((period) => period.from <= asOf || isBusy(groups.get(keyOf(period))))
}

/**
 * Figures broken down by time with those of quiet periods: 0 of what is counted, no value of a ratio. A course begins with the
 * first period in which anything happened, also in what it is compared with, or with the days asked for where something happened
 * before them; it goes to the day that figures are of. With other breakdowns each of their members has its own course.
 */
export function withQuietPeriods(ask: Ask, content: MetricContent, course: Course): Course['groups'] {
  const time = ask.by.findIndex(isTime)
  const grain = ask.by.find(isTime)
  if (grain === undefined) return course.groups
  const { calendar, digits } = ask.settings
  const periods = periodsOf(ask.slice, grain, calendar)
  const nothing = new Map(
    periods.map((period) => [period.code, evaluate(content, () => NOTHING, daysIn(period), digits)]),
  )
  const inOrder = [...course.groups.keys()].map(splitKeys)
  // Time alone is one course, also where nothing happened in all of it.
  const lines = ask.by.length === 1 ? [['']] : inOrder
  const members = new Map(lines.map((keys) => [joinKeys(keys.with(time, '')), keys]))
  if (members.size * periods.length > MOST_CELLS) return course.groups
  const filled = [...members].flatMap(([member, keys]) => {
    const keyOf = (period: Period) => joinKeys(keys.with(time, period.code))
    return courseOf(periods, keyOf, course, member).map((period): [string, Figure] => [
      keyOf(period),
      course.groups.get(keyOf(period)) ?? (nothing.get(period.code) as Figure),
    ])
  })
  return new Map(filled)
}

/**
 * Figures of another time beside those of keys in order, with those of quiet periods: once a member had one, also before that time, a
 * period without is nothing and no gap; before it nothing is known.
 */
export function comparedWithQuiet(
  ask: Ask,
  content: MetricContent,
  keys: readonly string[],
  figureAt: (key: string) => Figure | undefined,
  begunBefore: Begun,
): Map<string, Figure> {
  const time = ask.by.findIndex(isTime)
  const { calendar, digits } = ask.settings
  const grain = ask.by[time]
  const lengths = new Map(
    grain === undefined || !isTime(grain)
      ? []
      : periodsOf(ask.slice, grain, calendar).map((period) => [period.code, daysIn(period)] as const),
  )
  const begun = new Set(begunBefore)
  const found = new Map<string, Figure>()
  // Only what is in the order of time tells which came first.
  const inTime = keys.toSorted((a, b) => ((splitKeys(a)[time] ?? '') < (splitKeys(b)[time] ?? '') ? -1 : 1))
  for (const key of inTime) {
    const member = joinKeys(splitKeys(key).with(time, ''))
    const own = figureAt(key)
    if (isBusy(own)) begun.add(member)
    const days = lengths.get(splitKeys(key)[time] ?? '') ?? 1
    if (own !== undefined) found.set(key, own)
    else if (begun.has(member))
      found.set(
        key,
        evaluate(content, () => NOTHING, days, digits),
      )
  }
  return found
}

type Groups = Course['groups']
type Reader = (
  ask: Ask,
  content: MetricContent,
) => Promise<{ readonly total: Figure; readonly groups: Groups }>

/** How far back it is looked whether a course began before the days asked for. */
const YEARS_BEFORE = 10

/** Whether some member has nothing in the first period of some days: only then it matters what was before them. */
function beginsQuiet({ by, settings }: Ask, days: Days, groups: Groups): boolean {
  const time = by.findIndex(isTime)
  const first = periodsOf(days, by[time] as Grain, settings.calendar)[0]?.code ?? ''
  const lines = by.length === 1 ? [['']] : [...groups.keys()].map(splitKeys)
  return lines.some((keys) => !isBusy(groups.get(joinKeys(keys.with(time, first)))))
}

/**
 * Which members of a question had a figure before its days, see `withQuietPeriods`: keys with an empty period, of time alone one.
 * @param days those whose periods the figures have
 */
export async function findBegun(
  { ask, content, groups, days }: { ask: Ask; content: MetricContent; groups: Groups; days: Days },
  read: Reader,
): Promise<Begun> {
  const time = ask.by.findIndex(isTime)
  if (time < 0 || !beginsQuiet(ask, days, groups)) return new Set()
  const { from: day } = ask.slice
  const from = `${Number(day.slice(0, 4)) - YEARS_BEFORE}${day.slice(4)}`.replace(/-02-29$/, '-02-28')
  const by = ask.by.toSpliced(time, 1)
  const slice = { ...ask.slice, from, to: addDays(day, -1) }
  const before = await read({ ...ask, by, periods: undefined, slice }, content)
  if (by.length === 0) return new Set(isBusy(before.total) ? [''] : [])
  const busy = [...before.groups].filter(([, figure]) => isBusy(figure))
  return new Set(busy.map(([key]) => joinKeys(splitKeys(key).toSpliced(time, 0, ''))))
}
