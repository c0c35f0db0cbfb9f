import {
  BOUNDS,
  CAPABILITY_RULE,
  rampShare,
  reviewAttainment,
  reviewRamp,
} from '@salesloom/engine/calibration'
import { sampleQuantile } from '@salesloom/engine/statistics'
import { monthsBetween } from '../weights/ramped-capacity.ts'
import { minorOf } from './capacity-amount.ts'
import { type Draft, metricFigure, plainFigure, remedyOf, wholeMonths } from './draft.ts'
import type { Carrier } from './ground.store.ts'
import { type Ground, sumFigures } from './ground.ts'
import { addMonths, daysOf, inThrees, monthsFrom, quarterStart } from './plan-months.ts'
import type { PlanUnit } from './plan-units.ts'

/** The target of a unit’s own people in a quarter: the approved plan’s, and quotas where there was none. */
function targetOf({ approved, quotas }: Ground, unit: PlanUnit, months: readonly string[]): number {
  const sum = (targets: Ground['approved']) =>
    targets
      .filter((target) => target.unit === unit.key && months.includes(target.month))
      .reduce((total, { amount }) => total + amount, 0)
  const planned = sum(approved)
  return planned > 0 ? planned : sum(quotas)
}

/** Teams that are steadily beyond their target. */
function findAttainment(ground: Ground): Draft[] {
  const now = quarterStart(ground.asOf.slice(0, 7), ground.plan.shape.months[0] ?? '')
  const quarters = inThrees(monthsFrom(addMonths(now, -3 * CAPABILITY_RULE.quarters), 12))
  return ground.units.flatMap((unit) => {
    if (unit.ownPeople.length === 0) return []
    const sums = quarters.map((months) => ({
      label: months.at(-1) ?? '',
      target: targetOf(ground, unit, months),
      actual: sumFigures(ground.sales, [unit.key], months).numerator,
    }))
    const review = reviewAttainment(sums)
    if (review === null) return []
    const slice = { ...daysOf(quarters.flat()), orgUnitId: unit.id, channel: ground.scenario.channel }
    const total = (pick: (sum: (typeof sums)[number]) => number) =>
      sums.reduce((sum, each) => sum + pick(each), 0)
    return [
      {
        kind: 'capability',
        rule: 'attainment',
        subject: `attainment:${unit.key}`,
        place: { organisation: unit.key },
        orgUnitId: unit.id,
        months: wholeMonths(ground.remaining),
        remedies: [remedyOf('target', review.percent, BOUNDS.up)],
        evidence: {
          figures: [
            plainFigure('pooled', 'percent', review.pooled),
            plainFigure('least', 'percent', review.least),
            metricFigure(
              'sales',
              'money',
              total(({ actual }) => actual),
              'sales',
              slice,
            ),
            plainFigure(
              'targets',
              'money',
              total(({ target }) => target),
            ),
          ],
          series: {
            code: 'attainment',
            unit: 'percent',
            points: sums.map(({ label, target, actual }) => ({
              label,
              value: actual / target,
              reference: 1,
              recent: true,
            })),
          },
        },
        eventId: null,
      } satisfies Draft,
    ]
  })
}

type NewPerson = Carrier & { readonly hireDate: string; readonly rampMonths: number }

/** People of the plan whose ramp reaches into its year. */
function newPeople({ carriers, plan, asOf }: Ground): NewPerson[] {
  const first = plan.shape.months[0] ?? ''
  return carriers.filter(
    (carrier): carrier is NewPerson =>
      carrier.hireDate !== null &&
      carrier.rampMonths !== null &&
      carrier.rampMonths > 0 &&
      carrier.hireDate <= asOf &&
      carrier.validFrom <= asOf &&
      (carrier.leftOn === null || carrier.leftOn > asOf) &&
      (carrier.validTo === null || carrier.validTo > asOf) &&
      addMonths(carrier.hireDate.slice(0, 7), carrier.rampMonths) > first,
  )
}

/** What a colleague without a ramp carries in each month: the median of the team, or the share of a stated capacity. */
function fullTargets(ground: Ground, person: NewPerson, colleagues: readonly string[]): number[] {
  const { remaining, plan, plannedOf, digits } = ground
  const medianOf = (month: string) =>
    sampleQuantile(
      colleagues.map((colleague) => plannedOf(colleague, month)),
      0.5,
    ) ?? 0
  if (person.quotaCapacity === null) return remaining.map((month) => Math.round(medianOf(month)))
  const year = plan.shape.months.reduce((sum, month) => sum + medianOf(month), 0)
  const capacity = minorOf(person.quotaCapacity, digits)
  return remaining.map((month) =>
    Math.round(year > 0 ? (capacity * medianOf(month)) / year : capacity / plan.shape.months.length),
  )
}

function rampDraft(ground: Ground, person: NewPerson, unit: PlanUnit, full: readonly number[]): Draft[] {
  const key = `person:${person.personId}`
  const shares = ground.remaining.map((month) =>
    rampShare(monthsBetween(person.hireDate, month), person.rampMonths),
  )
  const planned = ground.remaining.map((month) => ground.plannedOf(key, month))
  const review = reviewRamp(
    planned.map((value, i) => ({ planned: value, full: full[i] ?? 0, share: shares[i] ?? 0 })),
  )
  if (review === null) return []
  const expected = review.expected.reduce((sum, value) => sum + value, 0)
  return [
    {
      kind: 'capability',
      rule: 'ramp',
      subject: `ramp:${key}`,
      place: { organisation: key },
      orgUnitId: unit.id,
      months: ground.remaining.map((month, i) => ({ month, share: 1, full: review.expected[i] ?? 0 })),
      remedies: [remedyOf('ramp', 0, BOUNDS.resource)],
      evidence: {
        figures: [
          plainFigure('rampMonths', 'count', person.rampMonths),
          plainFigure('monthsDone', 'count', monthsBetween(person.hireDate, ground.asOf)),
          plainFigure('planned', 'money', review.planned),
          plainFigure('byRamp', 'money', expected),
          plainFigure(
            'fullTarget',
            'money',
            full.reduce((sum, value) => sum + value, 0),
          ),
        ],
        series: {
          code: 'ramp',
          unit: 'money',
          points: ground.remaining.map((month, i) => ({
            label: month,
            value: planned[i] ?? 0,
            reference: review.expected[i] ?? 0,
            recent: false,
          })),
        },
      },
      eventId: null,
    },
  ]
}

/** New people whose targets do not follow their ramp. */
function findRamps(ground: Ground): Draft[] {
  const fresh = newPeople(ground)
  const freshKeys = new Set(fresh.map(({ personId }) => `person:${personId}`))
  const gone = new Set(
    ground.carriers
      .filter(({ leftOn }) => leftOn !== null && leftOn <= ground.asOf)
      .map(({ personId }) => `person:${personId}`),
  )
  return fresh.flatMap((person) => {
    const key = `person:${person.personId}`
    const unit = ground.units.find(({ ownPeople }) => ownPeople.includes(key))
    const colleagues = (unit?.ownPeople ?? []).filter((other) => !freshKeys.has(other) && !gone.has(other))
    if (unit === undefined || (colleagues.length === 0 && person.quotaCapacity === null)) return []
    return rampDraft(ground, person, unit, fullTargets(ground, person, colleagues))
  })
}

/** (b) What teams and people have shown that they can do. */
export function findCapabilityChanges(ground: Ground): Draft[] {
  return ground.remaining.length === 0 ? [] : [...findAttainment(ground), ...findRamps(ground)]
}
