import { AppError } from '../../../platform/app-error.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import type { CascadeStateName, EntryKind } from './cascade.store.ts'
import { type AtNode, changeNode, type Node, requireState } from './change-node.ts'
import { type Place, requireOwn } from './own-place.ts'

export type AnswerKind = 'accept' | 'dispute' | 'propose' | 'sign' | 'comment'
type Answer = AtNode & {
  readonly kind: AnswerKind
  readonly amount?: number | undefined
  readonly note?: string | undefined
}

type Step = {
  /** states that the answer follows on */
  readonly from: readonly CascadeStateName[]
  /** where it leads; null: it stays where it is */
  readonly to: CascadeStateName | null
  readonly entry: EntryKind
  readonly ownOnly: boolean
  readonly needs: readonly ('amount' | 'note')[]
}

const ALL: readonly CascadeStateName[] = [
  'waiting',
  'open',
  'proposed',
  'accepted',
  'disputed',
  'settled',
  'signed',
]

const STEPS: Readonly<Record<AnswerKind, Step>> = {
  accept: {
    from: ['open', 'proposed', 'disputed'],
    to: 'accepted',
    entry: 'accepted',
    ownOnly: true,
    needs: [],
  },
  dispute: {
    from: ['open', 'proposed', 'accepted', 'settled'],
    to: 'disputed',
    entry: 'disputed',
    ownOnly: true,
    needs: ['note'],
  },
  propose: {
    from: ['open', 'proposed', 'disputed'],
    to: 'proposed',
    entry: 'proposed',
    ownOnly: false,
    needs: ['amount'],
  },
  sign: { from: ['accepted', 'settled'], to: 'signed', entry: 'signed', ownOnly: true, needs: [] },
  comment: { from: ALL, to: null, entry: 'comment', ownOnly: false, needs: ['note'] },
}

function check(step: Step, node: Node, place: Place, input: Answer): void {
  if (step.ownOnly || !place.isAbove(node.position)) requireOwn(place, node.position)
  requireState(node, step.from, input.kind)
  for (const what of step.needs) {
    const value = input[what]
    if (value === undefined || value === '') throw new AppError('cascadeReason', { what })
  }
}

/** Answers at a node: accepts, disputes, proposes another figure, signs or comments. */
export async function answerTarget(context: CallContext, input: Answer) {
  return changeNode(context, 'targets.answerTarget', input, (cascade, node, place) => {
    const step = STEPS[input.kind]
    check(step, node, place, input)
    const own = cascade.targets.own[node.position]!
    const agrees = step.to === 'accepted' || step.to === 'signed'
    const answeredAmount = agrees ? own : step.to === null ? node.answeredAmount : null
    const amount = agrees ? own : (input.amount ?? null)
    return {
      nodes: [{ ...node, state: step.to ?? node.state, answeredAmount }],
      entries: [{ member: node.member, kind: step.entry, amount, note: input.note }],
    }
  })
}
