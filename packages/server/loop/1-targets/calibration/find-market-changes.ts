import type { CellAddress } from '@salesloom/contract'
import { positionOf } from '@salesloom/engine/allocation'
import { dayNumber, monthBounds } from '@salesloom/engine/calendar'
import {
  activeShare,
  answerEvent,
  BOUNDS,
  findChanges,
  reviewShift,
  SHIFT_RULE,
  type ShiftReview,
  unexplainedShift,
} from '@salesloom/engine/calibration'
import { capacityIn } from './capacity.ts'
import { type Draft, type Evidence, metricFigure, plainFigure, remedyOf } from './draft.ts'
import { type Ground, sumFigures } from './ground.ts'
import type { MarketEventRow } from './market-event.store.ts'
import { addMonths, daysOf } from './plan-months.ts'
import type { PlanUnit } from './plan-units.ts'

type Shifted = { readonly unit: PlanUnit; readonly review: ShiftReview | null }

/** Each unit’s sales beside those of the rest of the company. */
function reviewUnits({ units, sales, windows }: Ground): Shifted[] {
  const months = [...windows.history, ...windows.recent]
  return units.map((unit) => {
    const others = [...sales.keys()].filter((key) => !unit.units.has(key))
    const course = (keys: Iterable<string>) => {
      const all = [...keys]
      return months.map((month) => sumFigures(sales, all, [month]).numerator)
    }
    return { unit, review: reviewShift(course(unit.units), course(others)) }
  })
}

function shiftEvidence(ground: Ground, unit: PlanUnit, review: ShiftReview): Evidence {
  const { windows, scenario } = ground
  const months = [...windows.history, ...windows.recent]
  const slice = { ...daysOf(windows.recent), orgUnitId: unit.id, channel: scenario.channel }
  const sold = sumFigures(ground.sales, unit.units, windows.recent).numerator
  return {
    figures: [
      plainFigure('shift', 'factor', review.change),
      metricFigure('sales', 'money', sold, 'sales', slice),
      plainFigure('byChance', 'probability', review.pValue),
    ],
    series: {
      code: 'index',
      unit: 'factor',
      points: months.map((month, i) => ({
        label: month,
        value: review.index[i] ?? null,
        reference: 1,
        recent: i >= windows.history.length,
      })),
    },
  }
}

/** The place of an event in the plan; null where the plan has no such member. */
function placeOf({ plan }: Ground, event: MarketEventRow): CellAddress | null {
  const place: Record<string, string> = {}
  const parts = [
    ['organisation', 'orgUnit', event.orgUnitId],
    ['region', 'region', event.regionId],
    ['product', 'product', event.productId],
  ] as const
  for (const [axis, kind, member] of parts) {
    if (member === null) continue
    const dimension = plan.shape.dimensions.find(({ name }) => name === axis)
    if (dimension === undefined || positionOf(dimension, `${kind}:${member}`) < 0) return null
    place[axis] = `${kind}:${member}`
  }
  return place
}

/** Months in which an event acts, with the share of their days. */
function monthsOf({ remaining }: Ground, { day, untilDay }: MarketEventRow): Draft['months'] {
  const event = { first: dayNumber(day), last: untilDay === null ? null : dayNumber(untilDay) }
  return remaining.flatMap((month) => {
    const { from, to } = monthBounds(month)
    const share = activeShare({ first: dayNumber(from), last: dayNumber(to) }, event)
    return share > 0 ? [{ month, share, full: null }] : []
  })
}

function eventDraft(ground: Ground, event: MarketEventRow, shifts: readonly Shifted[]): Draft[] {
  const place = placeOf(ground, event)
  const months = monthsOf(ground, event)
  if (place === null || months.length === 0) return []
  const shifted = shifts.find(({ unit }) => unit.key === place.organisation)
  // Sales of the whole unit say nothing about one region or product of it.
  const alone = event.regionId === null && event.productId === null
  const review =
    alone && shifted?.review != null && shifted.review.pValue < SHIFT_RULE.level ? shifted.review : null
  const answer = answerEvent(event.effectPercent, review === null ? null : review.change * 100)
  const bound = answer.targetPercent < 0 ? BOUNDS.down : BOUNDS.up
  const promotion =
    answer.promotionPercent > 0
      ? [remedyOf('promotion', answer.restPercent, BOUNDS.down, answer.promotionPercent)]
      : []
  const seen = review === null || shifted === undefined ? null : shiftEvidence(ground, shifted.unit, review)
  return [
    {
      kind: 'market',
      rule: 'event',
      subject: `event:${event.eventId}`,
      place,
      orgUnitId: event.orgUnitId,
      months,
      remedies: [remedyOf('target', answer.targetPercent, bound), ...promotion],
      evidence: {
        figures: [
          plainFigure('expectedEffect', 'factor', event.effectPercent / 100),
          ...(seen?.figures ?? []),
        ],
        series: seen?.series ?? null,
      },
      eventId: event.eventId,
    },
  ]
}

/** People of the newest months ÷ those of the months before, new ones by their ramp. */
function capacityRatio({ carriers, windows }: Ground, unit: PlanUnit): number {
  const before = capacityIn(carriers, unit.units, windows.history)
  return before > 0 ? capacityIn(carriers, unit.units, windows.recent) / before : 1
}

/** Whether an event explains what happened in a unit lately. */
function explains({ windows, asOf }: Ground, unit: PlanUnit, event: MarketEventRow): boolean {
  const since = `${addMonths(windows.recent[0] ?? '', -3)}-01`
  if (event.day > asOf || event.day < since) return false
  if (event.orgUnitId === null) return event.regionId === null && event.productId === null
  const key = `orgUnit:${event.orgUnitId}`
  return unit.key === key || unit.units.has(key) || unit.parent === key
}

function questionDraft(ground: Ground, unit: PlanUnit, review: ShiftReview): Draft {
  return {
    kind: 'market',
    rule: 'shift',
    subject: `shift:${unit.key}`,
    place: { organisation: unit.key },
    orgUnitId: unit.id,
    months: ground.remaining.slice(0, 3).map((month) => ({ month, share: 1, full: null })),
    remedies: [remedyOf('ask', 0, 0)],
    evidence: shiftEvidence(ground, unit, review),
    eventId: null,
  }
}

/** (c) What happened in the market as it was recorded, and levels that shifted without anybody having said why. */
export function findMarketChanges(ground: Ground): Draft[] {
  const shifts = reviewUnits(ground)
  const events = ground.events.filter(({ day }) => day <= ground.asOf)
  const found = findChanges(
    shifts.map(({ unit, review }) => ({ key: unit.key, parent: unit.parent, review })),
    SHIFT_RULE,
  )
  const questions = found.flatMap(({ key, review }) => {
    const unit = ground.units.find((each) => each.key === key)
    if (unit === undefined || events.some((event) => explains(ground, unit, event))) return []
    if (unexplainedShift(review.change, capacityRatio(ground, unit)) === 0) return []
    return [questionDraft(ground, unit, review)]
  })
  return [...events.flatMap((event) => eventDraft(ground, event, shifts)), ...questions]
}

/** Units whose target the proposals of events change, with all below them. */
export function explainedUnits(ground: Ground, drafts: readonly Draft[]): Set<string> {
  const keys = drafts.filter(({ rule }) => rule === 'event').map(({ place }) => place.organisation)
  return new Set(ground.units.filter((unit) => keys.includes(unit.key)).flatMap(({ units }) => [...units]))
}
