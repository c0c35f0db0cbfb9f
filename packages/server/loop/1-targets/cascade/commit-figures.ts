import { AppError } from '../../../platform/app-error.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { type CascadeRow, putCommitments } from './cascade.store.ts'
import { type AtNode, changeNode } from './change-node.ts'
import type { OpenCascade } from './open-cascade.ts'
import { requireOwn } from './own-place.ts'

type Commitment = AtNode & {
  readonly periods: ReadonlyArray<{ readonly period: string; readonly amount: number }>
  readonly note: string
}

/** The periods that people commit to: the plan's year, or its quarters. */
export function periodsOfCommitment(
  { commitPer }: Pick<CascadeRow, 'commitPer'>,
  { scenario, shape }: OpenCascade['plan'],
): readonly string[] {
  if (commitPer === 'year') return [`year:${scenario.fiscalYear}`]
  return Array.from({ length: Math.ceil(shape.months.length / 3) }, (_, q) => `quarter:${q + 1}`)
}

function checkPeriods(wanted: readonly string[], given: Commitment['periods']): void {
  const named = new Set(given.map(({ period }) => period))
  const complete = given.length === wanted.length && wanted.every((period) => named.has(period))
  if (given.length > 0 && !complete) throw new AppError('cascadePeriods', { periods: wanted.join(', ') })
}

/** Commits to figures bottom-up, or withdraws them: not answering is not the same as nothing. */
export async function commitFigures(context: CallContext, input: Commitment) {
  return changeNode(context, 'targets.commitFigures', input, async (cascade, node, place, tx) => {
    requireOwn(place, node.position)
    if (cascade.tree.ends[node.position] !== node.position + 1) throw new AppError('cascadeOwnOnly')
    checkPeriods(periodsOfCommitment(cascade.row, cascade.plan), input.periods)
    await putCommitments(tx, context.workspaceId, input.scenarioId, node.member, input.periods)
    const withdrawn = input.periods.length === 0
    const amount = input.periods.reduce((sum, period) => sum + period.amount, 0)
    return {
      nodes: [node],
      entries: [
        {
          member: node.member,
          kind: withdrawn ? 'withdrawn' : 'committed',
          amount: withdrawn ? null : amount,
          note: input.note,
        },
      ],
    }
  })
}
