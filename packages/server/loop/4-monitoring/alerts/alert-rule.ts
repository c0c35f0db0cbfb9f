import type { AlertPart, AlertRule, BreakdownName, InputReason, MetricContent } from '@salesloom/contract'
import type { Rule } from '@salesloom/engine/alerts'
import {
  breakdownsOf,
  findAllMetrics,
  isAdditive,
  type Metric,
  mayReadMetric,
  slicePartsOf,
} from '../../../foundation/metrics/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import type { WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'

export type Tree = AlertRule['by']

/** By what facts are grouped for the members of a tree. */
export const BREAKDOWNS: Readonly<Record<Tree, readonly BreakdownName[]>> = {
  whole: [],
  units: ['orgUnit'],
  people: ['orgUnit', 'person'],
  region: ['region'],
  product: ['product'],
  customerType: ['customerType'],
}

/** The part of a slice that names a member of a tree. */
export const PART_OF: Readonly<Record<Exclude<Tree, 'whole'>, keyof AlertPart>> = {
  units: 'orgUnitId',
  people: 'orgUnitId',
  region: 'regionId',
  product: 'productId',
  customerType: 'customerTypeId',
}

/** Which members an override may name. */
const NAMED: Readonly<Record<Tree, readonly string[]>> = {
  whole: [],
  units: ['orgUnitId'],
  people: ['orgUnitId', 'personId'],
  region: ['regionId'],
  product: ['productId'],
  customerType: ['customerTypeId'],
}

/** Whether the figures of members and periods may be added up: plain sums and counts of what happened, on both sides. */
export function isSummable({ numerator, denominator }: Pick<MetricContent, 'numerator' | 'denominator'>) {
  const side = (of: MetricContent['numerator']) => isAdditive({ numerator: of, denominator: null })
  return side(numerator) && (denominator === null || side(denominator))
}

function refuse(field: string, reason: InputReason): never {
  throw new AppError('invalidInput', { field, reason })
}

function checkParts(rule: AlertRule, metric: Metric): void {
  const kept = breakdownsOf(metric)
  const missing = BREAKDOWNS[rule.by].find((name) => !kept.includes(name))
  if (missing !== undefined) refuse('by', 'notKeptByIt')
  const parts = slicePartsOf(metric)
  const unknown = Object.keys(rule.part).find((part) => !(parts as readonly string[]).includes(part))
  if (unknown !== undefined) refuse(`part.${unknown}`, 'notKeptByIt')
  const named = rule.overrides.flatMap(({ part }) => Object.keys(part))
  const foreign = named.find((part) => !NAMED[rule.by].includes(part))
  if (foreign !== undefined) refuse(`overrides.${foreign}`, 'notWatched')
  if (rule.channel !== undefined && !parts.includes('channel')) refuse('channel', 'notKeptByIt')
}

/** All sets of conditions of a rule: its own, and those of its overrides. */
const setsOf = ({ conditions, overrides }: AlertRule) => [
  conditions,
  ...overrides.map((each) => each.conditions),
]

/** The metric that a condition of a rule is of. */
const metricCodeOf = (rule: AlertRule, { metric }: AlertRule['conditions'][number]) => metric ?? rule.metric

/** The conditions of a rule that are of one metric. */
export function conditionsOf(rule: AlertRule, code: string): AlertRule['conditions'] {
  return setsOf(rule)
    .flat()
    .filter((condition) => metricCodeOf(rule, condition) === code)
}

/** The metrics that a rule looks at: its own first, then those of which only conditions are. */
export function metricCodesOf(rule: AlertRule): string[] {
  const codes = setsOf(rule)
    .flat()
    .map((condition) => metricCodeOf(rule, condition))
  return [...new Set([rule.metric, ...codes])]
}

export type Catalogue = ReadonlyMap<string, Metric>

/** The metrics of a workspace by their codes. */
export async function readCatalogue(tx: WorkspaceTransaction, workspaceId: number): Promise<Catalogue> {
  return new Map((await findAllMetrics(tx, workspaceId)).map((metric) => [metric.code, metric]))
}

/** The metrics that a rule looks at, from the catalogue. @throws AppError `notFound` */
export function metricsOf(rule: AlertRule, catalogue: Catalogue): Metric[] {
  return metricCodesOf(rule).map((code) => {
    const metric = catalogue.get(code)
    if (metric === undefined) throw new AppError('notFound', { what: 'metric', id: code })
    return metric
  })
}

function checkFigures(rule: AlertRule, metric: Metric): void {
  if (!isSummable(metric) && (rule.by !== 'whole' || rule.window > 1)) refuse('by', 'watchedWhole')
  const past = conditionsOf(rule, metric.code).some(({ kind }) => kind === 'history' || kind === 'change')
  if (rule.running && metric.denominator === null && past) refuse('running', 'runningSum')
}

/**
 * Causes are named by gaps of the rule's own metric, so that each set of conditions has one of it; and days of an override that end
 * before they begin would never hold.
 */
function checkSets(rule: AlertRule): void {
  const isOwn = (condition: AlertRule['conditions'][number]) => metricCodeOf(rule, condition) === rule.metric
  if (setsOf(rule).some((conditions) => !conditions.some(isOwn))) refuse('conditions', 'ownMetric')
  const isTurned = ({ from, to }: AlertRule['overrides'][number]) =>
    from !== undefined && to !== undefined && to < from
  if (rule.overrides.some(isTurned)) refuse('overrides.to', 'beforeFirst')
}

/** Refuses a rule that cannot be evaluated, or that the caller may not make. @param metrics those that it looks at */
export function checkRule(context: CallContext, rule: AlertRule, metrics: readonly Metric[]): void {
  if (!metrics.every((metric) => mayReadMetric(context, metric)))
    throw new AppError('forbidden', { action: 'fields.margin' })
  const { visibility } = context
  if (!visibility.whole && !visibility.orgUnitIds.includes(rule.part.orgUnitId ?? 0))
    throw new AppError('outsideSubtree')
  checkSets(rule)
  for (const metric of metrics) {
    checkParts(rule, metric)
    checkFigures(rule, metric)
  }
}

/** The rule of the engine that a rule says with some of its conditions. */
export function engineRule(rule: AlertRule, conditions: AlertRule['conditions']): Rule {
  const { combine, hysteresis, pendingPeriods, keepFiringPeriods } = rule
  return {
    combine,
    conditions: conditions.map(({ metric = rule.metric, leastBase: _, ...condition }) =>
      metric === rule.metric ? condition : { ...condition, of: metric },
    ),
    hysteresis,
    pendingPeriods,
    keepFiringPeriods,
  }
}
