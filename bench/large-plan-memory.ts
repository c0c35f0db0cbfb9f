/** Prints the most memory that a process with the plan of the bars ever had, in MB: run by the benchmark of the cube. */
import {
  openHistory,
  recordChange,
  redoNewest,
  rollUp,
  spreadPlan,
  undoNewest,
} from '../packages/engine/plan-cube/index.ts'
import { largePlan } from './large-plan.ts'

const { plan } = largePlan()
const history = openHistory(0)
rollUp(plan, {
  measures: ['target'],
  axes: [{ dimension: 'organisation', level: 'all' }],
  period: 'quarter',
})
for (const total of [600_000_000_007, 500_000_000_009]) {
  const change = spreadPlan(plan, 'target', {}, total)
  if (!change.ok) throw new Error(change.reason)
  recordChange(plan, history, change.value)
}
undoNewest(plan, history)
redoNewest(plan, history)
process.stdout.write(`${Math.round(process.resourceUsage().maxRSS / 1_000)}\n`)
