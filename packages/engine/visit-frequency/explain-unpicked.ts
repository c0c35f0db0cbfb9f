import { type CivilDate, civilDateOf } from '../calendar/index.ts'
import type { Due } from './due.ts'
import { isOpenIn, type Slot } from './place-visits.ts'
import type { RecurringCustomer } from './problem.ts'

/** Why a customer is not visited in a week. */
export type UnpickedReason =
  | { readonly code: 'not-due'; readonly until: CivilDate }
  | { readonly code: 'cooldown'; readonly until: CivilDate }
  /** nobody who may visit works in the week */
  | { readonly code: 'no-working-day' }
  /** the customer is closed on all these days */
  | { readonly code: 'closed'; readonly dates: readonly CivilDate[] }
  /** longer than any day that is possible */
  | { readonly code: 'too-long'; readonly minutes: number; readonly longest: number }
  /** on the day with most room these visits come first; without them it would fit */
  | {
      readonly code: 'no-capacity'
      readonly date: CivilDate
      readonly person: string
      readonly minutes: number
      readonly free: number
      readonly displacedBy: readonly number[]
    }

/** The fewest least valuable visits of a slot that would make room. */
function displacersOf({ visits, free }: Slot, minutes: number): number[] {
  let room = free
  const displacers: number[] = []
  for (const visit of visits.toSorted((a, b) => a.loss - b.loss || a.customer - b.customer)) {
    if (room >= minutes) break
    room += visit.minutes
    displacers.push(visit.customer)
  }
  return displacers
}

/** Why a customer could not be placed in a week in which a visit was wanted. */
export function explainUnplaced(
  customer: RecurringCustomer,
  slots: readonly Slot[],
  from: number,
): UnpickedReason {
  const mayVisit = slots.filter(
    ({ working }) => customer.person === null || customer.person === working.person,
  )
  if (mayVisit.length === 0) return { code: 'no-working-day' }
  const cool = mayVisit.filter(({ day }) => day >= from)
  if (cool.length === 0) return { code: 'cooldown', until: civilDateOf(from) }
  const open = cool.filter((slot) => isOpenIn(slot, customer, from))
  if (open.length === 0)
    return { code: 'closed', dates: [...new Set(cool.map(({ working }) => working.date))] }
  const longest = open.reduce((most, { working }) => Math.max(most, working.minutes), 0)
  if (customer.minutes > longest) return { code: 'too-long', minutes: customer.minutes, longest }
  const fitting = open.filter(({ working }) => working.minutes >= customer.minutes)
  const roomiest = fitting.reduce((best, slot) => (slot.free > best.free ? slot : best))
  const { date, person } = roomiest.working
  const displacedBy = displacersOf(roomiest, customer.minutes)
  return { code: 'no-capacity', date, person, minutes: customer.minutes, free: roomiest.free, displacedBy }
}

/** Why a customer was not wanted in a week that ends before `end`. */
export function explainUnwanted({ due, from }: Due, end: number): UnpickedReason {
  if (from >= end) return { code: 'cooldown', until: civilDateOf(from) }
  return { code: 'not-due', until: civilDateOf(due) }
}
