import { type CivilDate, civilDateOf, dayNumber } from '../calendar/index.ts'
import { type Due, dueOn, lastVisitOf, lossOfWaiting } from './due.ts'
import { explainUnplaced, explainUnwanted, type UnpickedReason } from './explain-unpicked.ts'
import { Placement, slotsOf, type Visit } from './place-visits.ts'
import { checkFrequencyProblem, type FrequencyProblem, type RecurringCustomer } from './problem.ts'

export type PlannedVisit = {
  readonly customer: number
  readonly date: CivilDate
  readonly person: string
  readonly reason: Visit['reason']
  /** value lost by visiting a week later: the score of the visit when the day's route is planned */
  readonly lossOfWaiting: number
}

export type UnpickedCustomer = { readonly customer: number; readonly reason: UnpickedReason }

export type WeekPlan = {
  readonly monday: CivilDate
  /** by date and person */
  readonly visits: readonly PlannedVisit[]
  /** everyone who is not visited in the week */
  readonly unpicked: readonly UnpickedCustomer[]
  readonly minutes: number
}

export type VisitPlan = {
  readonly weeks: readonly WeekPlan[]
  /** minutes a week that the frequencies ask for: Σ minutes × 7 ÷ interval */
  readonly evenMinutes: number
}

const RANKS: readonly Visit['reason'][] = ['required', 'overdue', 'due', 'brought-forward']

type Wish = Visit & { readonly due: number }

/** One week under work. */
class Week {
  private readonly problem: FrequencyProblem
  private readonly monday: number
  private readonly today: number
  private readonly placement: Placement
  private readonly last: (number | null)[]
  private readonly refused = new Map<number, UnpickedReason>()

  constructor(problem: FrequencyProblem, monday: number, last: (number | null)[]) {
    this.problem = problem
    this.monday = monday
    this.today = dayNumber(problem.start)
    this.last = last
    this.placement = new Placement(slotsOf(problem.workingDays, monday), problem.customers)
  }

  private dueOf(c: number): Due {
    return dueOn(this.problem.customers[c]!, this.last[c]!, this.today, this.problem.rule)
  }

  private minutes(): number {
    return this.placement.slots.reduce(
      (sum, { visits }) => sum + visits.reduce((part, visit) => part + visit.minutes, 0),
      0,
    )
  }

  private reasonFor(customer: RecurringCustomer, due: Due, isAgain: boolean): Visit['reason'] | null {
    if (due.from >= this.monday + 7) return null
    // required is one visit in the first week; more follow only when they are due
    if (customer.required && !isAgain && this.monday === this.today) return 'required'
    if (due.due < this.monday) return 'overdue'
    return due.due < this.monday + 7 ? 'due' : null
  }

  private wishes(isAgain: boolean): Wish[] {
    return this.problem.customers
      .flatMap((customer, c): Wish[] => {
        if (this.refused.has(c)) return []
        const due = this.dueOf(c)
        const hasVisit = this.last[c] !== null && this.last[c]! >= this.monday
        const reason = isAgain && !hasVisit ? null : this.reasonFor(customer, due, hasVisit)
        if (reason === null) return []
        const from = hasVisit ? due.due : due.from
        const loss = lossOfWaiting(customer, due, this.monday)
        return [{ customer: c, minutes: customer.minutes, loss, from, reason, due: due.due }]
      })
      .toSorted((a, b) => {
        const rank = RANKS.indexOf(a.reason) - RANKS.indexOf(b.reason)
        const worth = b.loss * Math.max(1, a.minutes) - a.loss * Math.max(1, b.minutes)
        return rank || worth || a.customer - b.customer
      })
  }

  private place(wish: Wish): void {
    if (this.placement.place(wish) !== null) return
    const { slots } = this.placement
    const isFirst = this.last[wish.customer] === null || this.last[wish.customer]! < this.monday
    if (isFirst)
      this.refused.set(
        wish.customer,
        explainUnplaced(this.problem.customers[wish.customer]!, slots, wish.from),
      )
    else this.refused.set(wish.customer, { code: 'not-due', until: civilDateOf(wish.due) })
  }

  /** Days of the last visits; a visit may have been moved to an earlier day. */
  private note(): void {
    const { slots } = this.placement
    for (const { visits } of slots) for (const { customer } of visits) this.last[customer] = null
    for (const { day, visits } of slots)
      for (const { customer } of visits) this.last[customer] = Math.max(this.last[customer] ?? day, day)
  }

  /** Required, overdue and due visits; those of less than a week apart several times. */
  fill(): void {
    for (let pass = 0; pass < 7; pass++) {
      const wishes = this.wishes(pass > 0)
      if (wishes.length === 0) return
      for (const wish of wishes) this.place(wish)
      this.note()
    }
  }

  /** Brings visits forward, those due soonest first, while the week is below the even load. */
  level(evenMinutes: number): void {
    const wishes = this.problem.customers
      .flatMap((customer, c): Wish[] => {
        const due = this.dueOf(c)
        const isPossible = due.due >= this.monday + 7 && due.early < this.monday + 7 && !this.refused.has(c)
        if (!isPossible || (this.last[c] ?? -Infinity) >= this.monday) return []
        const loss = lossOfWaiting(customer, due, this.monday)
        const parts = { customer: c, minutes: customer.minutes, loss, due: due.due }
        return [{ ...parts, from: due.early, reason: 'brought-forward' }]
      })
      .toSorted((a, b) => a.due - b.due || b.loss - a.loss || a.customer - b.customer)
    let minutes = this.minutes()
    for (const wish of wishes) {
      if (minutes + wish.minutes > evenMinutes) continue
      if (this.placement.place(wish) !== null) minutes += wish.minutes
    }
    this.note()
  }

  private unpicked(): UnpickedCustomer[] {
    return this.problem.customers.flatMap((_, c) => {
      if ((this.last[c] ?? -Infinity) >= this.monday && this.isVisited(c)) return []
      return [{ customer: c, reason: this.refused.get(c) ?? explainUnwanted(this.dueOf(c), this.monday + 7) }]
    })
  }

  private isVisited(customer: number): boolean {
    return this.placement.slots.some(({ visits }) => visits.some((visit) => visit.customer === customer))
  }

  result(): WeekPlan {
    const visits = this.placement.slots.flatMap(({ working: { date, person }, visits: inSlot }) =>
      inSlot.map(({ customer, reason, loss }) => ({ customer, date, person, reason, lossOfWaiting: loss })),
    )
    return { monday: civilDateOf(this.monday), visits, unpicked: this.unpicked(), minutes: this.minutes() }
  }
}

/**
 * Picks who is visited in which week, on which day and by whom: required ones first, then overdue, then due, each by
 * the value lost by waiting for every minute; a week that is below the even load takes visits of the next weeks forward.
 * Every week builds on the ones before. Nobody is visited twice a day or in the cooldown; everyone who is not visited
 * in a week has a reason. The same input gives the same plan.
 *
 * @throws RangeError with the path of a field that cannot be meant
 */
export function planVisits(problem: FrequencyProblem): VisitPlan {
  checkFrequencyProblem(problem)
  const { customers, rule, start, weeks } = problem
  const evenMinutes = customers.reduce((sum, { minutes, grade }) => sum + minutes / rule.weeks[grade]!, 0)
  const last = customers.map(lastVisitOf)
  const monday = dayNumber(start)
  return {
    evenMinutes,
    weeks: Array.from({ length: weeks }, (_, w) => {
      const week = new Week(problem, monday + 7 * w, last)
      week.fill()
      week.level(evenMinutes)
      return week.result()
    }),
  }
}
