import type { CellAddress } from '@salesloom/contract'

/** A value or code that was typed at a place. */
export type Edit = {
  readonly at: CellAddress
  readonly code: string
  readonly reference?: CellAddress | undefined
}

/** Totals along one dimension that are wanted together with others: members that share no cell. */
export type MarginWish = {
  readonly dimension: 'organisation' | 'region' | 'product' | 'customerType' | 'time'
  readonly totals: ReadonlyArray<{ readonly member: string; readonly total: number }>
}

/** What can be done to the cells of a scenario, and all that is needed to do it again. */
export type PlanOperation =
  /** made the cells that the log starts from; the payload tells how, and the `start` chunks hold them */
  | { readonly kind: 'setTarget' | 'copy'; readonly measure: string; readonly payload: unknown }
  /** edits in the order given: spreads, holds and releases; `calibrate` are those of an accepted proposal */
  | {
      readonly kind: 'spread' | 'calibrate'
      readonly measure: string
      /** `together`: what an edit wrote stays what was written while the later ones are spread */
      readonly payload: { readonly edits: readonly Edit[]; readonly together?: true }
    }
  /** least and greatest value of every leaf below a place; null for none */
  | {
      readonly kind: 'bound'
      readonly measure: string
      readonly payload: {
        readonly at: CellAddress
        readonly low: number | null
        readonly high: number | null
      }
    }
  /** several sets of totals met at once */
  | {
      readonly kind: 'fit'
      readonly measure: string
      readonly payload: { readonly at: CellAddress; readonly margins: readonly MarginWish[] }
    }

export type OperationKind = PlanOperation['kind']

/** Operations that made a scenario's first cells. */
export function isStart(kind: OperationKind): kind is 'setTarget' | 'copy' {
  return kind === 'setTarget' || kind === 'copy'
}

/** The edits of a spread; operations of earlier versions held one edit without a list. */
export function editsOf(payload: { readonly edits?: readonly Edit[] } | Edit): readonly Edit[] {
  return 'edits' in payload && payload.edits !== undefined ? payload.edits : [payload as Edit]
}

const placeKey = (at: CellAddress): string =>
  Object.entries(at)
    .flatMap(([axis, key]) => (key === undefined ? [] : [`${axis}=${key}`]))
    .toSorted()
    .join()

/** What an operation wrote that tells of a place: its only edit, or of several the one that was made right there. */
export function editFor(operation: PlanOperation, at: CellAddress): Edit | undefined {
  if (operation.kind !== 'spread' && operation.kind !== 'calibrate') return undefined
  const edits = editsOf(operation.payload)
  return edits.length === 1 ? edits[0] : edits.find((edit) => placeKey(edit.at) === placeKey(at))
}

/** With more edits than this each is spread in its turn alone: every total that is kept makes the next one dearer. */
const MOST_TOGETHER = 100

/** The same amounts as one batch, of which none may move another; null where there are not several. */
export function writtenTogether(operation: PlanOperation): PlanOperation | null {
  if (operation.kind !== 'spread' || operation.payload.together) return null
  const edits = editsOf(operation.payload)
  if (edits.length < 2 || edits.length > MOST_TOGETHER) return null
  return { ...operation, payload: { edits, together: true } }
}

/** Where an operation was done: its place, or that of its first edit. */
export function placeOf(operation: PlanOperation): CellAddress {
  if (operation.kind === 'spread' || operation.kind === 'calibrate')
    return editsOf(operation.payload)[0]?.at ?? {}
  return operation.kind === 'bound' || operation.kind === 'fit' ? operation.payload.at : {}
}
