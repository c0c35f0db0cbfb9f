import type { AlertPart, AlertRule } from '@salesloom/contract'
import { type Ground, type Rule, replayRules, type WatchedMember } from '@salesloom/engine/alerts'
import type { Period } from '../../../foundation/metrics/index.ts'
import { conditionsOf, engineRule, PART_OF } from './alert-rule.ts'
import type { MemberFigures, Sums } from './member-figures.ts'
import type { Member } from './watched-tree.ts'

const SEASON_LENGTH: Readonly<Record<AlertRule['grain'], number>> = { week: 52, month: 12, quarter: 4 }

/** Sums over the last `window` periods, up to and with each. */
function rolled(values: Float64Array, window: number): Float64Array {
  const result = new Float64Array(values.length)
  let sum = 0
  for (let i = 0; i < values.length; i++) {
    sum += (values[i] ?? 0) - (i >= window ? (values[i - window] ?? 0) : 0)
    result[i] = Math.round(sum * 1e6) / 1e6
  }
  return result
}

function makeValues({ above, below }: Sums, window: number, leastBase: number): (number | null)[] {
  const first = above.findIndex((value, i) => value !== 0 || (below?.[i] ?? 0) !== 0)
  if (first === -1) return Array.from(above, () => null)
  const [tops, bottoms] = [rolled(above, window), below === null ? null : rolled(below, window)]
  return Array.from(tops, (top, i) => {
    if (i < first + window - 1) return null
    if (bottoms === null) return top
    const bottom = bottoms[i] ?? 0
    return bottom <= 0 || bottom < leastBase ? null : top / bottom
  })
}

const knownValues = new WeakMap<Sums, Map<string, (number | null)[]>>()

/** Values of a member: unknown before its first figure, and where a ratio has too little below it. Rules share them. */
function valuesOf(sums: Sums, window: number, leastBase: number, length: number): (number | null)[] {
  const known = knownValues.get(sums) ?? new Map<string, (number | null)[]>()
  knownValues.set(sums, known)
  const key = `${window} ${leastBase} ${length}`
  const values = known.get(key) ?? makeValues(sums, window, leastBase).slice(0, length)
  known.set(key, values)
  return values
}

/** A target of nothing is none. */
function targetsOf(sums: Sums | undefined, window: number, length: number): (number | null)[] {
  if (sums === undefined) return Array.from({ length }, () => null)
  return valuesOf(sums, window, 0, length).map((value) => (value === 0 ? null : value))
}

/** Members that stand at or below one, itself first. */
function below(members: readonly Member[], key: string): Set<string> {
  const found = new Set([key])
  for (const { key: own, parent } of members) if (parent !== null && found.has(parent)) found.add(own)
  return found
}

const PREFIXES: Readonly<Record<keyof AlertPart, string>> = {
  orgUnitId: 'orgUnit',
  personId: 'person',
  regionId: 'region',
  productId: 'product',
  customerTypeId: 'customerType',
}

type Override = { readonly keys: ReadonlySet<string> | null; readonly rule: Rule } & Pick<
  AlertRule['overrides'][number],
  'from' | 'to'
>

/** Whose thresholds an override sets: those at or below the members that it names; null for all. */
function overridesOf(content: AlertRule, members: readonly Member[]): Override[] {
  return content.overrides.map(({ part, from, to, conditions }) => {
    const named = (Object.entries(part) as [keyof AlertPart, number][]).map(([name, id]) =>
      below(members, `${PREFIXES[name]}:${id}`),
    )
    const keys =
      named.length === 0
        ? null
        : new Set([...(named[0] ?? [])].filter((key) => named.every((each) => each.has(key))))
    return { keys, rule: engineRule(content, conditions), from, to }
  })
}

function ruleFor(
  content: AlertRule,
  overrides: readonly Override[],
  key: string,
  periods: readonly Period[],
) {
  const usual = engineRule(content, content.conditions)
  const own = overrides.filter(({ keys }) => keys === null || keys.has(key))
  if (own.length === 0) return () => usual
  return (at: number): Rule => {
    const day = periods[at]?.to ?? ''
    const fits = own.findLast(({ from = '', to = '9999' }) => from <= day && day <= to)
    return fits?.rule ?? usual
  }
}

/** The members that a rule watches, of those of its tree. */
export function watchedBy(content: AlertRule, members: readonly Member[]): Member[] {
  const { by, part } = content
  const [name, id] = (Object.entries(part) as [keyof AlertPart, number][]).find(
    ([each]) => by === 'whole' || each === PART_OF[by],
  ) ?? [null, null]
  if (name === null) return [...members]
  const key = `${PREFIXES[name]}:${id}`
  if (by !== 'whole') {
    const keys = below(members, key)
    return members.filter((member) => keys.has(member.key))
  }
  const own = members.filter((member) => member.key === key || member.key === 'whole')
  return own.map((member) => ({ ...member, parent: null }))
}

/** What a member weighs: its denominators, or its own sums. */
function weightOf(sums: Sums | undefined): number {
  const weights = sums?.below ?? sums?.above ?? new Float64Array()
  return weights.reduce((total, value) => total + value, 0)
}

/** Tells which members are large enough beside all of them together, that is beside those with nothing above. */
function largeMembers(members: readonly Member[], { actual }: MemberFigures, leastShare: number) {
  const known = new Set(members.map(({ key }) => key))
  const tops = members.filter(({ parent }) => parent === null || !known.has(parent))
  const whole = tops.reduce((sum, { key }) => sum + weightOf(actual.get(key)), 0)
  return (key: string): boolean => leastShare === 0 || weightOf(actual.get(key)) >= leastShare * whole
}

export type Watch = {
  readonly watched: readonly WatchedMember[]
  readonly periods: readonly Period[]
  readonly ground: Ground
  /** the channels that the figures of a metric are of; none for all of them */
  readonly channels: ReadonlyMap<string, readonly string[]>
}

/** Denominator of a ratio below which a rule says nothing of a metric. */
function leastBaseOf(content: AlertRule, code: string): number {
  if (code === content.metric) return content.leastBase
  return Math.max(0, ...conditionsOf(content, code).map(({ leastBase = 0 }) => leastBase))
}

/** A member's values and targets by one metric. */
function seriesOf(content: AlertRule, code: string, figures: MemberFigures, key: string, length: number) {
  const sums = figures.actual.get(key)
  const { window } = content
  return {
    values:
      sums === undefined
        ? Array.from({ length }, () => null)
        : valuesOf(sums, window, leastBaseOf(content, code), length),
    targets: targetsOf(figures.target?.get(key), window, length),
  }
}

/**
 * Series and thresholds of a rule, ready for the engine.
 * @param read figures by the codes of the rule's metrics, its own first: its own tell who is watched
 */
export function watchRule(
  content: AlertRule,
  members: readonly Member[],
  read: ReadonlyMap<string, MemberFigures>,
): Watch {
  const { window, grain, running } = content
  const [[code, figures] = [], ...more] = read
  if (code === undefined || figures === undefined) throw new RangeError('a rule looks at a metric')
  const length = figures.periods.length - (running || figures.isLastWhole ? 0 : 1)
  const periods = figures.periods.slice(0, length)
  const own = watchedBy(content, members)
  const overrides = overridesOf(content, members)
  const isLarge = largeMembers(own, figures, content.leastShare)
  const watched = own.flatMap(({ key, parent }): WatchedMember[] => {
    const sums = figures.actual.get(key)
    if (sums === undefined || !isLarge(key)) return []
    const others = more.map(([other, its]) => [other, seriesOf(content, other, its, key, length)] as const)
    return [
      {
        id: key,
        parent,
        series: { ...seriesOf(content, code, figures, key, length), others: new Map(others) },
        weights: sums.below === null ? null : [...rolled(sums.below, window)],
        ruleAt: ruleFor(content, overrides, key, periods),
      },
    ]
  })
  const channels = new Map([...read].map(([metric, its]) => [metric, its.channels]))
  return { watched, periods, ground: { seasonLength: SEASON_LENGTH[grain], overlap: window - 1 }, channels }
}

/** Runs a rule over its history. */
export function replayWatch({ watched, periods, ground }: Watch) {
  return replayRules(watched, periods.length, ground)
}
