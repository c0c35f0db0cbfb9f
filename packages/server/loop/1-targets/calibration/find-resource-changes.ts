import { BOUNDS, reviewCapacity, reviewSpend } from '@salesloom/engine/calibration'
import { carrierKey, carriersOn, plannedWeight } from './capacity.ts'
import { type Draft, metricFigure, plainFigure, remedyOf, wholeMonths } from './draft.ts'
import { type Ground, sumFigures } from './ground.ts'
import { addMonths, daysOf, inThrees } from './plan-months.ts'
import type { PlanUnit } from './plan-units.ts'

/** Teams with more or fewer people than the plan counted with. */
function findPeopleChanges(ground: Ground): Draft[] {
  return ground.units.flatMap((unit) => {
    const planned = unit.ownPeople
    const present = carriersOn(ground.carriers, [unit.key], ground.asOf)
    const added = present.filter((carrier) => !planned.includes(carrierKey(carrier)))
    const removed = planned.filter((key) => !present.some((carrier) => carrierKey(carrier) === key))
    if (planned.length === 0 || added.length + removed.length === 0) return []
    const months = ground.remaining.map((month) => ({
      label: month,
      planned: planned.length,
      present: present.reduce((sum, carrier) => sum + plannedWeight(carrier, planned, month), 0),
      target: ground.plannedOf(unit.key, month),
    }))
    const review = reviewCapacity(months)
    if (review === null) return []
    return [
      {
        kind: 'resource',
        rule: 'people',
        subject: `people:${unit.key}:${[...added.map(carrierKey), ...removed].toSorted().join(',')}`,
        place: { organisation: unit.key },
        orgUnitId: unit.id,
        months: wholeMonths(ground.remaining),
        remedies: [remedyOf('target', review.percent, BOUNDS.resource)],
        evidence: {
          figures: [
            plainFigure('plannedPeople', 'count', planned.length),
            plainFigure('presentPeople', 'count', present.length),
            plainFigure('addedPeople', 'count', added.length),
            plainFigure('removedPeople', 'count', removed.length),
            plainFigure('unbounded', 'factor', review.unbounded / 100),
          ],
          series: {
            code: 'capacity',
            unit: 'factor',
            points: months.map((month) => ({
              label: month.label,
              value: month.present / month.planned,
              reference: 1,
              recent: false,
            })),
          },
        },
        eventId: null,
      } satisfies Draft,
    ]
  })
}

/** Spend of the same three months in several years is compared; beyond all it was, so that a lumpy year is no change. */
function spendReview({ spend, windows }: Ground, keys: readonly string[]) {
  const sum = (months: readonly string[]) => sumFigures(spend, keys, months).numerator
  const lastYear = windows.recent.map((month) => addMonths(month, -12))
  const past = inThrees(windows.history).map(sum)
  const now = sum(windows.recent)
  const unusual = now > Math.max(...past) || now < Math.min(...past)
  return { review: unusual ? reviewSpend(sum(lastYear), now) : null, now, before: sum(lastYear), lastYear }
}

function spendDraft(ground: Ground, unit: PlanUnit | null): Draft[] {
  const keys = unit === null ? [...ground.spend.keys()] : [...unit.units]
  const { review, now, before, lastYear } = spendReview(ground, keys)
  if (review === null) return []
  const part = unit === null ? {} : { orgUnitId: unit.id }
  const { windows } = ground
  return [
    {
      kind: 'resource',
      rule: 'spend',
      subject: `spend:${unit?.key ?? 'all'}`,
      place: unit === null ? {} : { organisation: unit.key },
      orgUnitId: unit?.id ?? null,
      months: wholeMonths(ground.remaining.slice(0, 3)),
      remedies: [remedyOf('target', review.percent, BOUNDS.resource)],
      evidence: {
        figures: [
          metricFigure('spendNow', 'money', now, 'marketingSpend', { ...daysOf(windows.recent), ...part }),
          metricFigure('spendBefore', 'money', before, 'marketingSpend', { ...daysOf(lastYear), ...part }),
          plainFigure('unbounded', 'factor', review.unbounded / 100),
        ],
        series: {
          code: 'marketingSpend',
          unit: 'money',
          points: [...inThrees(windows.history), [...windows.recent]].map((months, i, all) => ({
            label: months.at(-1) ?? '',
            value: sumFigures(ground.spend, keys, months).numerator,
            reference: null,
            recent: i === all.length - 1,
          })),
        },
      },
      eventId: null,
    },
  ]
}

/** (d) People who came or went, and other advertising. */
export function findResourceChanges(ground: Ground): Draft[] {
  if (ground.remaining.length === 0) return []
  const spends = ground.units
    .filter(({ parent }) => parent === null)
    .flatMap((unit) => spendDraft(ground, unit))
  return [...findPeopleChanges(ground), ...(spends.length > 0 ? spends : spendDraft(ground, null))]
}
