import type { Grade } from '@salesloom/engine/grading'
import { requireField } from '../../../foundation/access/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { inWorkspace, type WorkspaceTransaction } from '../../../platform/database/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { readSetting, saveSetting } from '../setting.store.ts'

export type FollowUp = { readonly who: 'senior' | 'owner' | 'inside'; readonly everyDays: number }

/** By what customers are graded, amounts in minor units, and what each grade asks for. */
export type GradingRule = {
  readonly boundA: number
  readonly boundB: number
  readonly stability: number
  readonly horizonMonths: number
  readonly discountRate: number
  readonly marginShare: number
  readonly followUp: Readonly<Record<Grade, FollowUp>>
}

/** Everything of a rule but its bounds, which are taken from the first run. */
export const FIRST_RULE: Omit<GradingRule, 'boundA' | 'boundB'> = {
  stability: 0.1,
  horizonMonths: 24,
  discountRate: 0.1,
  marginShare: 0.3,
  followUp: {
    A: { who: 'senior', everyDays: 14 },
    B: { who: 'owner', everyDays: 30 },
    C: { who: 'inside', everyDays: 90 },
  },
}

/** Share of customers that the first bounds leave below A, and below B. */
const FIRST_SHARES = [0.8, 0.5] as const

/** Two digits are enough for a bound that people talk about. */
function roundBound(value: number): number {
  if (value < 100) return Math.round(value)
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1)
  return Math.round(value / unit) * unit
}

/** Bounds for a beginning: a fifth of the customers is A, three tenths are B. */
export function firstBounds(expected: readonly number[]): Pick<GradingRule, 'boundA' | 'boundB'> {
  const ordered = expected.toSorted((a, b) => a - b)
  const [boundA, boundB] = FIRST_SHARES.map((share) =>
    roundBound(Math.max(0, ordered[Math.floor(ordered.length * share)] ?? 0)),
  ) as [number, number]
  return { boundA, boundB }
}

export async function readRule(tx: WorkspaceTransaction, workspaceId: number) {
  return readSetting<GradingRule>(tx, workspaceId, 'grading')
}

/** Value is a figure of margin: who does not read it sets no bounds. @throws AppError `forbidden`, `invalidInput` */
export function checkGradingRule(context: CallContext, rule: GradingRule): void {
  requireField(context, 'margin')
  if (rule.boundB > rule.boundA)
    throw new AppError('invalidInput', { field: 'boundB', reason: 'aboveBoundA' })
}

/** Sets the rule; grades follow with the next run. */
export async function setGradingRule(
  context: CallContext,
  { version, rule }: { readonly version: number; readonly rule: GradingRule },
) {
  checkGradingRule(context, rule)
  return inWorkspace(context.database, context.workspaceId, async (tx) => ({
    version: await saveSetting(tx, context, 'grading', rule, version),
  }))
}
