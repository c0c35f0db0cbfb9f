import {
  answerFunnel,
  BOUNDS,
  type CycleReview,
  FUNNEL_RULE,
  findChanges,
  type RateReview,
  reviewCycle,
  reviewRate,
} from '@salesloom/engine/calibration'
import { monthsBetween } from '../weights/ramped-capacity.ts'
import { type Draft, type Evidence, metricFigure, plainFigure, remedyOf, wholeMonths } from './draft.ts'
import { type Ground, type MonthlyFigures, sumFigures } from './ground.ts'
import { daysOf, inThrees, monthsFrom, type Windows } from './plan-months.ts'
import type { PlanUnit } from './plan-units.ts'

type Rule = 'conversion' | 'leads'
const METRIC = { conversion: 'winRate', leads: 'leadConversion' } as const

/** Months that a funnel proposal is about: the next quarter. */
const AHEAD = 3

/** Deals count on the day they close, so the month under way counts as far as it has come. */
function winWindows({ windows, asOf }: Ground): Windows {
  const [first = ''] = windows.recent
  return { ...windows, recent: monthsFrom(first, monthsBetween(first, asOf.slice(0, 7)) + 1) }
}

function countOf(figures: MonthlyFigures, unit: PlanUnit, months: readonly string[]) {
  const { numerator, denominator } = sumFigures(figures, unit.units, months)
  return { wanted: numerator, cases: denominator }
}

function rateEvidence(
  {
    numeratorsOf,
    windows,
    rule,
  }: {
    numeratorsOf: (months: readonly string[]) => { wanted: number; cases: number }
    windows: Windows
    rule: Rule
  },
  unit: PlanUnit,
  review: RateReview,
  adjusted: number,
  elsewhere: number | null,
): Evidence {
  const metric = METRIC[rule]
  const slice = (months: readonly string[]) => ({ ...daysOf(months), orgUnitId: unit.id })
  const periods = [...inThrees(windows.history), [...windows.recent]]
  return {
    figures: [
      metricFigure('recent', 'percent', review.recent, metric, slice(windows.recent)),
      metricFigure('baseline', 'percent', review.baseline, metric, slice(windows.history)),
      plainFigure('recentCases', 'count', review.recentCases),
      plainFigure('elsewhere', 'percent', elsewhere, true),
      plainFigure('byChance', 'probability', adjusted),
    ],
    series: {
      code: metric,
      unit: 'percent',
      points: periods.map((months, i) => {
        const { wanted, cases } = numeratorsOf(months)
        return {
          label: months.at(-1) ?? '',
          value: cases === 0 ? null : wanted / cases,
          reference: review.baseline,
          recent: i === periods.length - 1,
        }
      }),
    },
  }
}

function draftOf(
  ground: Ground,
  unit: PlanUnit,
  rule: Draft['rule'],
  ratio: number,
  evidence: Evidence,
  counted: boolean,
): Draft {
  const { leadsPercent, restPercent, targetPercent } = answerFunnel(ratio)
  const days = daysOf(ground.windows.recent)
  const now = sumFigures(ground.leads, unit.units, ground.windows.recent).denominator
  const needed = Math.ceil(now * (1 + leadsPercent / 100))
  const figures = [
    ...evidence.figures,
    metricFigure('leadsNow', 'count', now, 'leads', { ...days, orgUnitId: unit.id }),
    plainFigure('leadsNeeded', 'count', needed),
  ]
  // What a market event explains is counted by its proposal; the leads alone are left.
  const leads = remedyOf('leads', counted ? 0 : restPercent, BOUNDS.down, leadsPercent)
  const target = counted || targetPercent === 0 ? [] : [remedyOf('target', targetPercent, BOUNDS.down)]
  return {
    kind: 'funnel',
    rule,
    subject: `${rule}:${unit.key}`,
    place: { organisation: unit.key },
    orgUnitId: unit.id,
    months: wholeMonths(ground.remaining.slice(0, AHEAD)),
    remedies: [leads, ...target],
    evidence: { ...evidence, figures },
    eventId: null,
  }
}

/** Units whose deals are won, or whose leads become deals, at another rate than before. */
function findRateChanges(ground: Ground, rule: Rule, explained: ReadonlySet<string>): Draft[] {
  const figures = rule === 'conversion' ? ground.wins : ground.leads
  const windows = rule === 'conversion' ? winWindows(ground) : ground.leadWindows
  const reviews = ground.units.map((unit) => ({
    key: unit.key,
    parent: unit.parent,
    review: reviewRate(
      inThrees(windows.history).map((months) => countOf(figures, unit, months)),
      countOf(figures, unit, windows.recent),
    ),
  }))
  return findChanges(reviews, FUNNEL_RULE).flatMap(({ key, review, adjusted }) => {
    const unit = ground.units.find((each) => each.key === key)
    if (unit === undefined) return []
    const others = [...figures.keys()].filter((other) => !unit.units.has(other))
    const rest = sumFigures(figures, others, windows.recent)
    const elsewhere = rest.denominator === 0 ? null : rest.numerator / rest.denominator
    const numeratorsOf = (months: readonly string[]) => countOf(figures, unit, months)
    const evidence = rateEvidence({ numeratorsOf, windows, rule }, unit, review, adjusted, elsewhere)
    // A rate of nothing cannot be answered by leads: what a hundredth of the old one would need is bounded anyway.
    const ratio = Math.max(0.01, review.recent / review.baseline)
    return [draftOf(ground, unit, rule, ratio, evidence, explained.has(key))]
  })
}

function cycleEvidence({ windows }: Ground, unit: PlanUnit, review: CycleReview, adjusted: number): Evidence {
  const slice = (months: readonly string[]) => ({ ...daysOf(months), orgUnitId: unit.id })
  return {
    figures: [
      metricFigure('recentDays', 'days', review.recent, 'salesCycleDays', slice(windows.recent)),
      metricFigure('baselineDays', 'days', review.baseline, 'salesCycleDays', slice(windows.history)),
      plainFigure('recentCases', 'count', review.recentCases),
      plainFigure('byChance', 'probability', adjusted),
    ],
    series: null,
  }
}

/** Units whose deals take another time than before. */
function findCycleChanges(ground: Ground, explained: ReadonlySet<string>): Draft[] {
  const { deals, windows, units } = ground
  const recentFrom = daysOf(windows.recent).from
  const reviews = units.map((unit) => {
    const own = deals.filter((deal) => unit.units.has(deal.unit))
    const days = (recent: boolean) =>
      own.filter(({ closedOn }) => closedOn >= recentFrom === recent).map((deal) => deal.days)
    return { key: unit.key, parent: unit.parent, review: reviewCycle(days(false), days(true)) }
  })
  return findChanges(reviews, FUNNEL_RULE).flatMap(({ key, review, adjusted }) => {
    const unit = units.find((each) => each.key === key)
    if (unit === undefined || review.recent <= 0) return []
    const evidence = cycleEvidence(ground, unit, review, adjusted)
    return [draftOf(ground, unit, 'cycle', review.baseline / review.recent, evidence, explained.has(key))]
  })
}

/**
 * (a) The funnel review. `explained` are units whose target a market event’s proposal changes already: they get leads
 * alone, so that one loss is not counted twice.
 */
export function findFunnelChanges(ground: Ground, explained: ReadonlySet<string>): Draft[] {
  return [
    ...findRateChanges(ground, 'conversion', explained),
    ...findRateChanges(ground, 'leads', explained),
    ...findCycleChanges(ground, explained),
  ]
}
