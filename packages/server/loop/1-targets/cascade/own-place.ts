import { mayDo } from '@salesloom/contract'
import { AppError } from '../../../platform/app-error.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { scopesOf } from '../decomposition/plan-rows.ts'
import type { CascadeStateName } from './cascade.store.ts'
import type { OpenCascade } from './open-cascade.ts'

/** What a caller is to the nodes of a cascade, by position. */
export type Place = {
  readonly sees: (position: number) => boolean
  /** the node is theirs: they received its target */
  readonly isOwn: (position: number) => boolean
  /** the node lies below one of theirs, or they decide for the whole organisation */
  readonly isAbove: (position: number) => boolean
}

/** States in which somebody still owes an answer. */
export const UNANSWERED: readonly CascadeStateName[] = ['open', 'proposed', 'disputed']

/** States in which a figure may be settled from above: also once more, until it is signed. */
export const SETTLEABLE: readonly CascadeStateName[] = [...UNANSWERED, 'settled']

/** States in which a target is agreed, so that it may be passed on and signed. */
export const AGREED: readonly CascadeStateName[] = ['accepted', 'settled', 'signed']

/** The caller's place: the units they lead and themselves; the roots where they see and plan everything. */
export function placeIn({ tree, plan }: Pick<OpenCascade, 'tree' | 'plan'>, context: CallContext): Place {
  const { visibility, actor } = context
  const scopes = scopesOf(plan.shape, visibility)
  const self = tree.keys.indexOf(`person:${actor.personId}`)
  const decides = scopes === null && mayDo(actor.role, 'targets.write')
  const ranges = (scopes ?? []).map((key) => {
    const from = tree.keys.indexOf(key)
    return [from, tree.ends[from]!] as const
  })
  return {
    sees: (position) => scopes === null || ranges.some(([from, to]) => position >= from && position < to),
    isOwn: (position) =>
      position === self ||
      ranges.some(([from]) => from === position) ||
      (decides && tree.depths[position] === 0),
    isAbove: (position) => decides || ranges.some(([from, to]) => position > from && position < to),
  }
}

/** Refuses what only the one who received a target may do. */
export function requireOwn(place: Place, position: number): void {
  if (!place.isOwn(position)) throw new AppError('cascadeOwnOnly')
}

/** Refuses what only those above may do. */
export function requireAbove(place: Place, position: number): void {
  if (!place.isAbove(position)) throw new AppError('cascadeAboveOnly')
}
