import type { Grade } from '@salesloom/engine/grading'
import { todayOf } from '../../../foundation/entries/index.ts'
import { readWorkspace } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { readStanding } from './grade.store.ts'
import { checkGradingRule, type GradingRule } from './grading-rule.ts'
import { gradeAll, judge } from './run-grading.ts'

/**
 * What the next run would make of the customers by a rule that is not saved: how many have each grade, and which grades of today
 * change. Nothing is written; null where there is nothing to grade by.
 */
export async function tryGradingRule(context: CallContext, { rule }: { readonly rule: GradingRule }) {
  checkGradingRule(context, rule)
  const { database, workspaceId } = context
  return readWorkspace(database, workspaceId, async (tx) => {
    const today = await todayOf(tx, context)
    const standing = await readStanding(tx, workspaceId, { held: false })
    const judged = await judge(tx, workspaceId, today, rule)
    if (judged === null) return null
    const grades = gradeAll(judged.customers, rule, standing)
    const countOf = (grade: Grade) => grades.filter(({ computed }) => computed === grade).length
    const moved = grades.filter(({ customerId, computed }) => standing.get(customerId)?.computed !== computed)
    const byMove = Map.groupBy(
      moved,
      ({ customerId, computed }) => `${standing.get(customerId)?.computed ?? ''}>${computed}`,
    )
    const moves = [...byMove]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([move, customers]) => {
        const [from, to] = move.split('>') as [Grade | '', Grade]
        return { from: from === '' ? null : from, to, customers: customers.length }
      })
    const isOverridden = (customerId: number) => (standing.get(customerId)?.overrideUntil ?? '') >= today
    return {
      counts: { A: countOf('A'), B: countOf('B'), C: countOf('C') },
      moves,
      overridden: moved.filter(({ customerId }) => isOverridden(customerId)).length,
    }
  })
}
