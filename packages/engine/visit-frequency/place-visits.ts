import { dayNumber } from '../calendar/index.ts'
import { type RecurringCustomer, type WorkingDay, weekdayOf } from './problem.ts'

/** A working day of the week with what is on it. */
export type Slot = {
  readonly day: number
  readonly weekday: number
  readonly working: WorkingDay
  free: number
  readonly visits: Visit[]
}

/** A customer picked for the week, who may be moved between slots while others are placed. */
export type Visit = {
  readonly customer: number
  readonly minutes: number
  readonly loss: number
  /** days on which the visit may be */
  readonly from: number
  readonly reason: 'required' | 'overdue' | 'due' | 'brought-forward'
}

/** Weight of a full day beside an empty one: of two days alike in value the emptier is taken. */
const FULL_DAY = 0.5

export function slotsOf(workingDays: readonly WorkingDay[], monday: number): Slot[] {
  return workingDays
    .map((working): Slot => {
      const day = dayNumber(working.date)
      return { day, weekday: weekdayOf(day), working, free: working.minutes, visits: [] }
    })
    .filter(({ day }) => day >= monday && day < monday + 7)
    .toSorted((a, b) => a.day - b.day)
}

/** Whether a customer can be visited in a slot, its room left aside. */
export function isOpenIn(slot: Slot, customer: RecurringCustomer, from: number): boolean {
  if (slot.day < from || customer.weekdays[slot.weekday] === 0) return false
  return customer.person === null || customer.person === slot.working.person
}

/** Puts visits into the slots of one week. */
export class Placement {
  readonly slots: readonly Slot[]
  private readonly customers: readonly RecurringCustomer[]

  constructor(slots: readonly Slot[], customers: readonly RecurringCustomer[]) {
    this.slots = slots
    this.customers = customers
  }

  /** A customer is visited once a day, by whomever, and not in the cooldown of the other visits of the week. */
  private canTake(slot: Slot, visit: Visit): boolean {
    return slot.free >= visit.minutes && isOpenIn(slot, this.customers[visit.customer]!, visit.from)
  }

  private worthIn(slot: Slot, { customer, minutes }: Visit): number {
    const used = slot.working.minutes === 0 ? 1 : 1 - (slot.free - minutes) / slot.working.minutes
    return this.customers[customer]!.weekdays[slot.weekday]! * (1 - FULL_DAY * used)
  }

  private bestSlot(visit: Visit, except: Slot | null = null): Slot | null {
    let best: Slot | null = null
    for (const slot of this.slots)
      if (slot !== except && this.canTake(slot, visit))
        if (best === null || this.worthIn(slot, visit) > this.worthIn(best, visit)) best = slot
    return best
  }

  private put(slot: Slot, visit: Visit): void {
    slot.visits.push(visit)
    slot.free -= visit.minutes
  }

  private take(slot: Slot, visit: Visit): void {
    slot.visits.splice(slot.visits.indexOf(visit), 1)
    slot.free += visit.minutes
  }

  /** Makes room in a slot by moving one visit to another; a customer with several visits in the week is not moved. */
  private makeRoom(slot: Slot, minutes: number): boolean {
    for (const visit of slot.visits) {
      if (slot.free + visit.minutes < minutes || this.countOf(visit.customer) > 1) continue
      const other = this.bestSlot(visit, slot)
      if (other === null) continue
      this.take(slot, visit)
      this.put(other, visit)
      return true
    }
    return false
  }

  private countOf(customer: number): number {
    return this.slots.reduce(
      (sum, { visits }) => sum + visits.filter((visit) => visit.customer === customer).length,
      0,
    )
  }

  /** @returns the day of the visit; null where no slot has room, not even after moving another visit */
  place(visit: Visit): number | null {
    let slot = this.bestSlot(visit)
    if (slot === null) {
      const customer = this.customers[visit.customer]!
      slot =
        this.slots.find((one) => isOpenIn(one, customer, visit.from) && this.makeRoom(one, visit.minutes)) ??
        null
    }
    if (slot === null) return null
    this.put(slot, visit)
    return slot.day
  }
}
