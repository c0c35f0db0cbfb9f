import type { AlertPart, AlertRule, BreakdownName, MetricContent } from '@salesloom/contract'
import type { Rule } from '@salesloom/engine/alerts'
import {
  breakdownsOf,
  isAdditive,
  type Metric,
  mayReadMetric,
  slicePartsOf,
} from '../../../foundation/metrics/index.ts'
import { AppError } from '../../../platform/app-error.ts'
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

function refuse(field: string, reason: string): never {
  throw new AppError('invalidInput', { field, reason })
}

function checkParts(rule: AlertRule, metric: Metric): void {
  const kept = breakdownsOf(metric)
  const missing = BREAKDOWNS[rule.by].find((name) => !kept.includes(name))
  if (missing !== undefined) refuse('by', `${rule.metric} is not kept by ${missing}`)
  const parts = slicePartsOf(metric)
  const unknown = Object.keys(rule.part).find((part) => !(parts as readonly string[]).includes(part))
  if (unknown !== undefined) refuse(`part.${unknown}`, `${rule.metric} is not kept by it`)
  const named = rule.overrides.flatMap(({ part }) => Object.keys(part))
  const foreign = named.find((part) => !NAMED[rule.by].includes(part))
  if (foreign !== undefined) refuse(`overrides.${foreign}`, `the rule does not watch it`)
  if (rule.channel !== undefined && !parts.includes('channel'))
    refuse('channel', `${rule.metric} is not kept by it`)
}

function checkFigures(rule: AlertRule, metric: Metric): void {
  if (!isSummable(metric) && (rule.by !== 'whole' || rule.window > 1))
    refuse(
      'by',
      `${rule.metric} does not add up over members and periods: watch it whole, one period at a time`,
    )
  const conditions = [rule.conditions, ...rule.overrides.map((each) => each.conditions)].flat()
  const past = conditions.some(({ kind }) => kind === 'history' || kind === 'change')
  if (rule.running && metric.denominator === null && past)
    refuse('running', 'a sum to date cannot be compared with whole periods')
}

/** Refuses a rule that cannot be evaluated, or that the caller may not make. */
export function checkRule(context: CallContext, rule: AlertRule, metric: Metric): void {
  if (!mayReadMetric(context, metric)) throw new AppError('forbidden', { action: 'fields.margin' })
  const { visibility } = context
  if (!visibility.whole && !visibility.orgUnitIds.includes(rule.part.orgUnitId ?? 0))
    throw new AppError('outsideSubtree')
  checkParts(rule, metric)
  checkFigures(rule, metric)
}

/** The rule of the engine that a rule says with some of its conditions. */
export function engineRule(rule: AlertRule, conditions: AlertRule['conditions']): Rule {
  const { combine, hysteresis, pendingPeriods, keepFiringPeriods } = rule
  return { combine, conditions, hysteresis, pendingPeriods, keepFiringPeriods }
}
