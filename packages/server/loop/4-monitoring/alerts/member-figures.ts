import type { AlertPart, AlertRule, MetricContent } from '@salesloom/contract'
import { addDays } from '@salesloom/engine/calendar'
import {
  askOf,
  channelsOfTarget,
  type Figures,
  figuresOf,
  type Metric,
  moneyPower,
  type Period,
  periodsOf,
  splitKeys,
  targetOf,
} from '../../../foundation/metrics/index.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { BREAKDOWNS, isSummable, type Tree } from './alert-rule.ts'
import type { Member } from './watched-tree.ts'

/** What one query answers: a metric by the members of a tree and by periods, within a part that is not of the tree. */
export type Question = {
  readonly metric: Metric
  readonly tree: Tree
  readonly grain: AlertRule['grain']
  readonly part: AlertPart
  readonly channel: string | undefined
}

/** Sums of both sides by period; a denominator of null is that of a sum. */
export type Sums = { readonly above: Float64Array; readonly below: Float64Array | null }

export type MemberFigures = {
  /** the last one may end today and be under way */
  readonly periods: readonly Period[]
  readonly isLastWhole: boolean
  readonly actual: ReadonlyMap<string, Sums>
  readonly target: ReadonlyMap<string, Sums> | null
  /** the channels that both are of: the question’s, or those that the target is of; none for all */
  readonly channels: readonly string[]
}

/** How many days of history are read, in whole years with the season before them. */
const HISTORY_DAYS = 4 * 366
/** Ledger places: sums are made in them and rounded once. */
const PLACES = 4

const PREFIX: Readonly<Record<string, string>> = {
  orgUnit: 'orgUnit',
  person: 'person',
  region: 'region',
  product: 'product',
  customerType: 'customerType',
}

type Scales = { readonly above: number; readonly below: number }

/** Which members a group of facts counts for: the member itself and all above it; a person’s also for the unit of then. */
function countedFor(
  tree: Tree,
  keys: readonly string[],
  parents: ReadonlyMap<string, string | null>,
): string[] {
  if (tree === 'whole') return ['whole']
  const names = BREAKDOWNS[tree].map((name, i) => `${PREFIX[name] ?? name}:${keys[i]}`)
  const [first = '', person] = names
  const line: string[] = []
  for (let at: string | null = first; at !== null && parents.has(at); at = parents.get(at) ?? null)
    line.push(at)
  return person === undefined ? line : [...line, person]
}

type Group = readonly [string, Pick<Figures['total'], 'numerator' | 'denominator'>]

function addUp(
  question: Question,
  members: readonly Member[],
  places: ReadonlyMap<string, number>,
  groups: readonly Group[],
  scales: Scales,
): Map<string, Sums> {
  const parents = new Map(members.map(({ key, parent }) => [key, parent]))
  const sums = new Map<string, Sums>()
  const isRatio = question.metric.denominator !== null
  const sumsOf = (key: string) => {
    const known = sums.get(key)
    if (known !== undefined) return known
    const made = {
      above: new Float64Array(places.size),
      below: isRatio ? new Float64Array(places.size) : null,
    }
    sums.set(key, made)
    return made
  }
  for (const [joined, { numerator, denominator }] of groups) {
    const keys = splitKeys(joined)
    const place = places.get(keys.at(-1) ?? '')
    if (place === undefined) continue
    for (const key of countedFor(question.tree, keys.slice(0, -1), parents)) {
      if (!parents.has(key)) continue
      const { above, below } = sumsOf(key)
      above[place] = (above[place] ?? 0) + numerator
      if (below !== null) below[place] = (below[place] ?? 0) + (denominator ?? 0)
    }
  }
  for (const { above, below } of sums.values()) {
    for (let i = 0; i < above.length; i++) above[i] = rounded((above[i] ?? 0) * scales.above)
    if (below !== null)
      for (let i = 0; i < below.length; i++) below[i] = rounded((below[i] ?? 0) * scales.below)
  }
  return sums
}

/** Takes off what binary fractions leave of a decimal. */
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6

function scalesOf({ numerator, denominator }: MetricContent, digits: number): Scales {
  const scale = (side: MetricContent['numerator']) => 10 ** ((digits - PLACES) * moneyPower(side))
  return { above: scale(numerator), below: denominator === null ? 1 : scale(denominator) }
}

type Asked = Awaited<ReturnType<typeof askOf>>

type LikeWithLike = {
  readonly channels: readonly string[]
  /** the questions whose figures add up to those of the channels */
  readonly asks: readonly Asked[]
  readonly target: MetricContent | null
}

/**
 * The questions of a metric beside its target: of the channels that the target is of, so that an attainment is of like and like.
 * Where it is of several but not all, their figures are added up; what does not add up (customers of two channels) has no target then.
 */
async function likeWithLike(ask: Asked, metric: Metric): Promise<LikeWithLike> {
  const { channel } = ask.slice
  const own = channel === undefined ? [] : [channel]
  const [target, channels] = [await targetOf(ask, metric), await channelsOfTarget(ask, metric)]
  if (channels === null) return { channels: own, asks: [ask], target }
  if (channels.length > 1 && !isSummable(metric)) return { channels: own, asks: [ask], target: null }
  return {
    channels,
    asks: channels.map((each) => ({ ...ask, slice: { ...ask.slice, channel: each } })),
    target,
  }
}

/** Reads a metric by members and periods up to a day, with its target where one is asked for and published. */
export async function readMemberFigures(
  tx: WorkspaceTransaction,
  context: CallContext,
  question: Question,
  members: readonly Member[],
  { today, withTarget }: { readonly today: string; readonly withTarget: boolean },
): Promise<MemberFigures> {
  const { metric, grain, part, channel, tree } = question
  const days = { from: addDays(today, -HISTORY_DAYS), to: today }
  const slice = { ...days, ...part, ...(channel === undefined ? {} : { channel }) }
  const found = await askOf(tx, context, slice, { by: [...BREAKDOWNS[tree], grain] })
  const { calendar, digits } = found.settings
  const exact = { ...found, settings: { ...found.settings, digits: PLACES } }
  const own = { channels: channel === undefined ? [] : [channel], asks: [exact], target: null }
  const { channels, asks, target } = withTarget ? await likeWithLike(exact, metric) : own
  const all = periodsOf(days, grain, calendar)
  // The first one is cut by the beginning of the days.
  const periods = all.slice(1)
  const places = new Map(periods.map(({ code }, i) => [code, i]))
  const next = periodsOf({ from: today, to: addDays(today, 1) }, grain, calendar)
  const read = async (content: MetricContent, of: readonly Asked[]) => {
    const groups: Group[] = []
    for (const ask of of) groups.push(...(await figuresOf(ask, content)).groups)
    return addUp(question, members, places, groups, scalesOf(content, digits))
  }
  return {
    periods,
    isLastWhole: next.length > 1,
    actual: await read(metric, asks),
    target: target === null ? null : await read(target, [exact]),
    channels,
  }
}
