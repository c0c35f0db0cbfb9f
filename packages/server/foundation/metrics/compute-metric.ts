import type {
  BreakdownName,
  ComparisonName,
  InputReason,
  Measure,
  MetricContent,
  Slice,
} from '@salesloom/contract'
import { AppError } from '../../platform/app-error.ts'
import { civilToday } from '../../platform/clock/index.ts'
import { readWorkspace, type WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import { figuresUntil } from './actuals.ts'
import { type Ask, isTime, type Place, readSettings } from './ask.ts'
import { findMembers, type Member } from './breakdowns.ts'
import { getMetric, type Metric } from './definitions.store.ts'
import { breakdownsOf, slicePartsOf } from './describe-metric.ts'
import { evaluate, type Figure, measureKey, measuresOf } from './evaluate.ts'
import {
  joinKeys,
  type MeasureAnswer,
  type MeasureValue,
  measureSums,
  NOTHING,
  periodsBy,
  splitKeys,
} from './measure-query.ts'
import { metricGuard } from './metric-guard.ts'
import { comparedDays, comparedPeriods, type Days, daysIn, periodsOf } from './periods.ts'
import { comparedWithQuiet, findBegun, withQuietPeriods } from './quiet-periods.ts'
import { channelsOfTarget, targetOf } from './target-metric.ts'

export type OrgView = 'asWas' | 'asIs'

export type ComputeInput = {
  readonly metric: string
  readonly slice: Slice
  readonly by?: readonly BreakdownName[]
  readonly compare?: readonly ComparisonName[]
  /** how much of other days is compared with days that are not over */
  readonly comparedOver?: 'whole' | 'elapsed'
  readonly orgView?: OrgView
  /** of a breakdown by time also the quiet periods, see `withQuietPeriods` */
  readonly everyPeriod?: boolean
  /** never from a roll-up: for proving that both give the same */
  readonly raw?: boolean
}

const LONGEST_DAYS = 400
/** Years that a figure may be asked for: what it is compared with lies within what days can be written as. */
const [FIRST_YEAR, LAST_YEAR] = [1900, 2199]

/** Refuses what a metric cannot be asked for, instead of answering with something else. */
export function checkQuestion(content: MetricContent, slice: Slice, by: readonly BreakdownName[]): void {
  const refuse = (field: string, reason: InputReason, most = 0): never => {
    throw new AppError('invalidInput', { field, reason, most, first: FIRST_YEAR, last: LAST_YEAR })
  }
  const outside = (day: string) => Number(day.slice(0, 4)) < FIRST_YEAR || Number(day.slice(0, 4)) > LAST_YEAR
  if (outside(slice.from)) refuse('slice.from', 'outsideYears')
  if (outside(slice.to)) refuse('slice.to', 'outsideYears')
  if (slice.from > slice.to) refuse('slice.to', 'beforeFirst')
  const allowed = breakdownsOf(content)
  const wrong = by.find((name) => !allowed.includes(name))
  if (wrong !== undefined) refuse('by', 'noSuchBreakdown')
  if (new Set(by).size < by.length || by.filter(isTime).length > 1) refuse('by', 'breakdownTwice')
  if (by.includes('day') && daysIn(slice) > LONGEST_DAYS) refuse('by', 'tooManyDays', LONGEST_DAYS)
  const parts = slicePartsOf(content)
  const asked = (Object.keys(slice) as Array<keyof Slice>).filter(
    (part) => slice[part] !== undefined && part !== 'from' && part !== 'to',
  )
  const unknown = asked.find((part) => !parts.includes(part))
  if (unknown !== undefined) refuse(`slice.${unknown}`, 'notKeptByIt')
}

/** The question of a caller about some days. */
export async function askOf(
  tx: WorkspaceTransaction,
  context: CallContext,
  slice: Slice,
  rest: { by?: readonly BreakdownName[]; at?: readonly Place[]; orgView?: OrgView; raw?: boolean },
): Promise<Ask> {
  const { workspaceId, visibility, clock } = context
  const settings = await readSettings(tx, workspaceId)
  const asIs = rest.orgView === 'asIs' ? civilToday(clock, settings.timeZone) : null
  const { by = [], at = [], raw = false } = rest
  return { tx, workspaceId, visibility, settings, slice, by, at, asIs, raw }
}

/** Figures of a metric in total and by keys, with the rows that could not be converted. */
export type Figures = {
  readonly total: Figure
  readonly groups: ReadonlyMap<string, Figure>
  readonly unrated: number
}

/** Computes a metric for a question: each of its measures once, then ratios from their sums. */
export async function figuresOf(ask: Ask, content: MetricContent): Promise<Figures> {
  const { slice, by, settings } = ask
  const answers = new Map<string, MeasureAnswer>()
  for (const measure of measuresOf(content)) answers.set(measureKey(measure), await measureSums(ask, measure))
  const at =
    (pick: (answer: MeasureAnswer) => MeasureAnswer['total'] | undefined) =>
    (measure: Measure): MeasureValue => {
      const answer = answers.get(measureKey(measure))
      return (answer === undefined ? undefined : pick(answer)) ?? NOTHING
    }
  const time = by.findIndex(isTime)
  const grain = by.find(isTime)
  const lengths = new Map(
    grain === undefined ? [] : periodsBy(ask, grain).map((period) => [period.code, daysIn(period)]),
  )
  const daysOf = (key: string) => lengths.get(splitKeys(key)[time] ?? '') ?? daysIn(slice)
  const keys = new Set([...answers.values()].flatMap(({ groups }) => [...groups.keys()]))
  return {
    total: evaluate(
      content,
      at((answer) => answer.total),
      daysIn(slice),
      settings.digits,
    ),
    groups: new Map(
      [...keys].map((key) => [
        key,
        evaluate(
          content,
          at((answer) => answer.groups.get(key)),
          daysOf(key),
          settings.digits,
        ),
      ]),
    ),
    unrated: [...answers.values()].reduce((sum, { total }) => sum + total.unrated, 0),
  }
}

type Compared = {
  readonly name: ComparisonName
  readonly days: Days
  readonly figures: Figures
  /** whether its periods have the codes of those that they are compared with */
  readonly matched: boolean
}

/** The comparison of a metric: other days, or its approved target; null where it has none. */
async function compareWith(
  ask: Ask,
  metric: Metric,
  name: ComparisonName,
  elapsed: string | null,
): Promise<Compared | null> {
  const { calendar } = ask.settings
  const days = comparedDays(ask.slice, name, calendar, elapsed)
  const seen = elapsed !== null && elapsed < ask.slice.to ? { ...ask.slice, to: elapsed } : ask.slice
  const periods = comparedPeriods(seen, ask.by.find(isTime), name, calendar) ?? undefined
  const other = name === 'target' ? await targetOf(ask, metric) : metric
  if (other === null) return null
  const figures = await figuresOf({ ...ask, slice: { ...ask.slice, ...days }, periods }, other)
  return { name, days, figures, matched: periods !== undefined }
}

/** The key that stands for the same member in the compared days: periods are matched by their place in the row. */
function matchKeys(ask: Ask, { days, matched }: Compared): (key: string) => string {
  const grain = ask.by.find(isTime)
  if (grain === undefined || matched) return (key) => key
  const { calendar } = ask.settings
  const [ours, theirs] = [periodsOf(ask.slice, grain, calendar), periodsOf(days, grain, calendar)]
  const codes = new Map(ours.map(({ code }, i) => [code, theirs[i]?.code ?? '']))
  const time = ask.by.findIndex(isTime)
  return (key) => joinKeys(splitKeys(key).map((part, i) => (i === time ? (codes.get(part) ?? part) : part)))
}

type NamedMember = Member & { readonly breakdown: BreakdownName }

async function nameKeys(ask: Ask, keys: readonly string[]): Promise<(key: string) => NamedMember[]> {
  const parts = keys.map(splitKeys)
  const names = await Promise.all(
    ask.by.map((breakdown, i) =>
      findMembers(
        ask.tx,
        ask.workspaceId,
        breakdown,
        parts.map((each) => each[i] ?? ''),
      ),
    ),
  )
  return (key) =>
    splitKeys(key).map((part, i) => ({
      breakdown: ask.by[i] as BreakdownName,
      ...(names[i] as (key: string) => Member)(part),
    }))
}

/** Keys in the order of the breakdowns: ids as numbers, codes and periods as text. */
function inOrder(keys: readonly string[]): string[] {
  const read = keys.map((key) => {
    const parts = splitKeys(key)
    return { key, parts, numbers: parts.map(Number) }
  })
  read.sort((a, b) => {
    const i = a.parts.findIndex((part, at) => part !== b.parts[at])
    if (i < 0) return 0
    const byNumber = (a.numbers[i] ?? 0) - (b.numbers[i] ?? 0)
    return Number.isNaN(byNumber) ? ((a.parts[i] ?? '') < (b.parts[i] ?? '') ? -1 : 1) : byNumber
  })
  return read.map(({ key }) => key)
}

function comparedAt(comparisons: readonly Compared[], pick: (compared: Compared) => Figure | undefined) {
  return Object.fromEntries(
    comparisons.flatMap((compared) => {
      const found = pick(compared)
      return found === undefined ? [] : [[compared.name, found] as const]
    }),
  )
}

/** One metric for a slice, in total and broken down; the caller's subtree alone is counted. */
export async function computeMetric(context: CallContext, input: ComputeInput) {
  const { slice, by = [], compare = [], metric: code } = input
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const metric = await getMetric(tx, workspaceId, code)
    metricGuard(context, metric)
    checkQuestion(metric, slice, by)
    const ask = await askOf(tx, context, slice, { ...input, by })
    const { total, groups: found, unrated } = await figuresOf(ask, metric)
    const everyPeriod = input.everyPeriod === true
    const asOf =
      everyPeriod || input.comparedOver === 'elapsed'
        ? await figuresUntil(tx, context, ask.settings.timeZone)
        : slice.to
    const elapsed = input.comparedOver === 'elapsed' ? asOf : null
    const comparisons: Compared[] = []
    for (const name of compare) {
      const found = await compareWith(ask, metric, name, elapsed)
      if (found !== null) comparisons.push(found)
    }
    const matches = new Map(comparisons.map((compared) => [compared, matchKeys(ask, compared)]))
    const figureAt = (compared: Compared, key: string) =>
      compared.figures.groups.get(matches.get(compared)?.(key) ?? key)
    const isFilled = everyPeriod && by.some(isTime)
    const begunBefore = async (of: Omit<Parameters<typeof findBegun>[0], 'content'>) =>
      isFilled ? findBegun({ ...of, content: metric }, figuresOf) : new Set<string>()
    const course = {
      groups: found,
      begun: await begunBefore({ ask, groups: found, days: slice }),
      comparedAt: (key: string) => comparisons.map((compared) => figureAt(compared, key)),
      asOf,
    }
    const groups = everyPeriod ? withQuietPeriods(ask, metric, course) : found
    const nameOf = await nameKeys(ask, [...groups.keys()])
    const sorted = inOrder([...groups.keys()])
    const beside = new Map<Compared, Map<string, Figure>>()
    for (const compared of comparisons.filter(({ name }) => isFilled && name !== 'target')) {
      const { days, matched, figures } = compared
      const own = { ...ask, slice: { ...slice, ...days } }
      const begun = await begunBefore({ ask: own, groups: figures.groups, days: matched ? slice : days })
      const at = (key: string) => figureAt(compared, key)
      beside.set(compared, comparedWithQuiet(ask, metric, sorted, at, begun))
    }
    const rows = sorted.map((key) => ({
      members: nameOf(key),
      ...(groups.get(key) as Figure),
      compared: comparedAt(comparisons, (compared) =>
        beside.has(compared) ? beside.get(compared)?.get(key) : figureAt(compared, key),
      ),
    }))
    return {
      total: { ...total, compared: comparedAt(comparisons, ({ figures }) => figures.total) },
      unrated,
      targetChannels: compare.includes('target') ? await channelsOfTarget(ask, metric) : null,
      periods: Object.fromEntries(comparisons.map(({ name, days }) => [name, days])),
      rows,
    }
  })
}

/** The channels that a target is of where a question is of more than them, see `channelsOfTarget`. */
export async function findTargetChannels(
  context: CallContext,
  { metric: code, slice, by = [] }: Pick<ComputeInput, 'metric' | 'slice' | 'by'>,
): Promise<string[] | null> {
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const metric = await getMetric(tx, workspaceId, code)
    metricGuard(context, metric)
    return channelsOfTarget(await askOf(tx, context, slice, { by }), metric)
  })
}
