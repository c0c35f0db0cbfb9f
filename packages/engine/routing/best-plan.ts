import { Plan } from './plan.ts'

/** The best plan so far: its stops, and what it is measured by. */
export class BestPlan {
  private readonly plan: Plan
  private readonly next: Int32Array
  private score = 0
  private visited = 0
  private distance = 0
  private requiredMissing = 0

  constructor(plan: Plan) {
    this.plan = plan
    this.next = new Int32Array(plan.nodes)
    this.take()
  }

  private isBetter(): boolean {
    const { plan } = this
    if (plan.requiredMissing !== this.requiredMissing) return plan.requiredMissing < this.requiredMissing
    const gain = plan.problem.objective === 'score' ? plan.score - this.score : plan.visited - this.visited
    return Math.abs(gain) > 1e-9 ? gain > 0 : plan.distance < this.distance - 1e-9
  }

  private take(): void {
    const { plan } = this
    this.next.set(plan.next)
    this.score = plan.score
    this.visited = plan.visited
    this.distance = plan.distance
    this.requiredMissing = plan.requiredMissing
  }

  figures(): { readonly visited: number; readonly score: number; readonly distance: number } {
    return { visited: this.visited, score: this.score, distance: this.distance }
  }

  /** @returns whether the plan was better */
  takeIfBetter(): boolean {
    if (!this.isBetter()) return false
    this.take()
    return true
  }

  /** The best plan, built anew from its stops. */
  rebuilt(): Plan {
    const { compiled, lastFixed, problem } = this.plan
    const plan = new Plan(problem, compiled)
    for (let day = 0; day < compiled.days; day++) {
      const stops: number[] = []
      for (let at = this.next[plan.startOf(day)]!; at !== plan.endOf(day); at = this.next[at]!) stops.push(at)
      plan.setDay(day, stops)
      plan.lastFixed[day] = lastFixed[day]!
    }
    plan.recount()
    return plan
  }
}
