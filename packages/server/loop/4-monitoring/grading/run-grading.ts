import { type Grade, gradeCustomers } from '@salesloom/engine/grading'
import { recordAudit } from '../../../foundation/audit/index.ts'
import { todayOf } from '../../../foundation/entries/index.ts'
import { currencyDigits } from '../../../foundation/facts/index.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import { emit } from '../../../platform/events/outbox.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { saveSetting } from '../setting.store.ts'
import { chanceOfCustomers, type ModelQuality } from './chance-of-customers.ts'
import {
  type ComputedGrade,
  type GradeChange,
  insertGradingRun,
  noteChanges,
  putGrades,
  readStanding,
  type StandingGrade,
} from './grade.store.ts'
import { FIRST_RULE, firstBounds, type GradingRule, readRule } from './grading-rule.ts'
import { readBought } from './ground.store.ts'
import { valueOfCustomers } from './value-of-customers.ts'

type Ungraded = Omit<ComputedGrade, 'computed' | 'isAtBorder'>

/** Worth and chance of every customer; null where nobody has bought twice. */
export async function judge(
  tx: WorkspaceTransaction,
  workspaceId: number,
  today: string,
  rule: Omit<GradingRule, 'boundA' | 'boundB'>,
): Promise<{ customers: Ungraded[]; quality: ModelQuality } | null> {
  const bought = await readBought(tx, workspaceId, today, await currencyDigits(tx, workspaceId))
  const worth = valueOfCustomers(bought, rule, today)
  if (worth === null) return null
  const { chanceOf, quality } = await chanceOfCustomers(tx, workspaceId, today)
  const customers = bought.map(({ customerId, orders, lastOn }, place) => {
    const own = worth[place] as (typeof worth)[number]
    const chance = chanceOf(customerId)
    const expected = Math.round(own.value * chance.probability)
    return { customerId, ...own, ...chance, expected, orders, lastOrderOn: lastOn }
  })
  return { customers, quality }
}

/** Grades by the rule; at the border stands who has a grade only because they had it before. */
export function gradeAll(
  customers: readonly Ungraded[],
  { boundA, boundB, stability }: GradingRule,
  standing: ReadonlyMap<number, StandingGrade>,
): ComputedGrade[] {
  const judged = customers.map(({ customerId, value, probability }) => ({
    value,
    probability,
    previous: standing.get(customerId)?.computed ?? null,
  }))
  const bounds = { boundA, boundB, margin: stability }
  const grades = gradeCustomers(judged, bounds)
  const plain = gradeCustomers(
    judged.map((one) => ({ ...one, previous: null })),
    bounds,
  )
  return customers.map((customer, place) => ({
    ...customer,
    computed: grades[place] as Grade,
    isAtBorder: grades[place] !== plain[place],
  }))
}

/** What changes for each customer: another computed grade, or an override that is over. */
function changesOf(
  grades: readonly ComputedGrade[],
  standing: ReadonlyMap<number, StandingGrade>,
  today: string,
): GradeChange[] {
  return grades.flatMap(({ customerId, computed }): GradeChange[] => {
    const before = standing.get(customerId)
    const isOver = (before?.overrideUntil ?? today) < today
    if (before?.overrideGrade != null && isOver)
      return [{ customerId, from: before.overrideGrade, to: computed, cause: 'overrideEnded', reason: null }]
    if (before?.computed === computed) return []
    return [{ customerId, from: before?.computed ?? null, to: computed, cause: 'run', reason: null }]
  })
}

/** The rule in force, or a first one whose bounds come from the customers of today. */
async function ruleFor(
  tx: WorkspaceTransaction,
  context: CallContext,
  saved: GradingRule | null,
  customers: readonly Ungraded[],
): Promise<GradingRule> {
  if (saved !== null) return saved
  const rule = { ...FIRST_RULE, ...firstBounds(customers.map(({ expected }) => expected)) }
  await saveSetting(tx, context, 'grading', rule, 0)
  return rule
}

/**
 * Grades all customers of a workspace and notes what changed.
 * @returns null where there is nothing to grade by, or the night's run was made already
 */
export async function runGrading(context: CallContext, { byHand }: { readonly byHand: boolean }) {
  const { database, workspaceId, actor, clock } = context
  return inWorkspace(database, workspaceId, async (tx) => {
    const today = await todayOf(tx, context)
    const standing = await readStanding(tx, workspaceId, { held: true })
    const saved = (await readRule(tx, workspaceId))?.content ?? null
    const judged = await judge(tx, workspaceId, today, saved ?? FIRST_RULE)
    if (judged === null) return null
    const rule = await ruleFor(tx, context, saved, judged.customers)
    const grades = gradeAll(judged.customers, rule, standing)
    const changes = changesOf(grades, standing, today)
    const by = { name: actor.name, at: clock.now().toISOString() }
    const runId = await insertGradingRun(tx, workspaceId, {
      day: today,
      byHand,
      customers: grades.length,
      changed: changes.length,
      model: judged.quality,
      startedBy: by.name,
      startedAt: by.at,
    })
    if (runId === null) return null
    await putGrades(tx, workspaceId, runId, today, grades)
    await noteChanges(tx, workspaceId, runId, changes, by)
    const after = { customers: grades.length, changed: changes.length }
    await recordAudit(tx, context, {
      action: 'monitoring.gradeCustomers',
      subject: `gradingRun:${runId}`,
      after,
    })
    await emit(tx, workspaceId, { name: 'monitoring.gradesChanged', payload: { runId } }, clock.now())
    return { runId, ...after }
  })
}
