import { monthBounds } from '@salesloom/engine/calendar'
import { rampedCapacity } from '../weights/ramped-capacity.ts'
import type { Carrier } from './ground.store.ts'

export const carrierKey = ({ personId }: Carrier) => `person:${personId}`

/** Who carries a target in some units on a day. */
export function carriersOn(carriers: readonly Carrier[], units: Iterable<string>, day: string): Carrier[] {
  const keys = new Set(units)
  return carriers.filter(
    ({ orgUnitId, validFrom, validTo, leftOn }) =>
      keys.has(`orgUnit:${orgUnitId}`) &&
      validFrom <= day &&
      (validTo === null || validTo > day) &&
      (leftOn === null || leftOn > day),
  )
}

/** What somebody carries of a full target in a month by their ramp. */
function weightOf({ hireDate, validFrom, rampMonths, leftOn }: Carrier, month: string): number {
  return rampedCapacity({ hireDate: hireDate ?? validFrom, rampMonths, leftOn }, month)
}

/** What somebody counts beside a plan: its own people whole, as it counted them; those who came later by their ramp. */
export function plannedWeight(carrier: Carrier, planned: readonly string[], month: string): number {
  return planned.includes(carrierKey(carrier)) ? 1 : weightOf(carrier, month)
}

/** Full people in some units, mean over months, each as at the middle of the month. */
export function capacityIn(
  carriers: readonly Carrier[],
  units: ReadonlySet<string>,
  months: readonly string[],
): number {
  const total = months.reduce(
    (sum, month) =>
      sum +
      carriersOn(carriers, units, monthBounds(month).from.replace(/01$/, '15')).reduce(
        (people, carrier) => people + weightOf(carrier, month),
        0,
      ),
    0,
  )
  return total / months.length
}
