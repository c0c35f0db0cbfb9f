import type { CellAddress } from './cube.ts'
import type { CodeAction, HoldAction, PlanningCode } from './planning-code.ts'

/** Amounts are whole numbers of the unit for an additive measure, plain numbers for a ratio. */
export type SpreadMethod =
  | {
      readonly method: 'proportional' | 'equal' | 'equalLeaves'
      readonly action: CodeAction
      readonly value: number
    }
  | { readonly method: 'repeat' | 'repeatLeaves'; readonly action: CodeAction; readonly value: number }
  | {
      readonly method: 'relativeProportional'
      readonly action: CodeAction
      readonly value: number
      readonly reference: CellAddress
    }
  | { readonly method: 'percentChange'; readonly action: CodeAction; readonly percent: number }
  | {
      readonly method: 'straightLine'
      readonly action: CodeAction
      readonly value: number
      readonly to: number
      readonly axis: string
    }
  | {
      readonly method: 'growth'
      readonly action: CodeAction
      readonly value: number
      readonly percent: number
      readonly axis: string
    }
  | {
      readonly method: 'pattern'
      readonly action: CodeAction
      readonly value: number
      readonly weights: readonly number[]
      readonly axis: string
    }
  | { readonly method: 'clear' }

/** One step over a cube: a spread, or a hold set or released. */
export type SpreadOperation = { readonly at: CellAddress } & (
  | SpreadMethod
  | { readonly method: 'hold'; readonly hold: HoldAction }
)

/**
 * A code that was typed, as an operation.
 * @param amountOf turns decimal text into the number that the cube holds
 * @param axis along which lines and growth run
 * @param reference what `RP` is relative to
 * @throws RangeError for `RP` without a reference
 */
export function operationOfCode(
  at: CellAddress,
  code: PlanningCode,
  amountOf: (text: string) => number,
  axis: string,
  reference?: CellAddress,
): SpreadOperation {
  switch (code.method) {
    case 'hold':
    case 'clear':
    case 'percentChange':
      return { at, ...code }
    case 'straightLine':
      return { at, ...code, value: amountOf(code.amount), to: amountOf(code.to), axis }
    case 'growth':
      return { at, ...code, value: amountOf(code.amount), axis }
    case 'relativeProportional':
      if (reference === undefined) throw new RangeError('RP needs a reference')
      return { at, method: code.method, action: code.action, value: amountOf(code.amount), reference }
    default:
      return { at, method: code.method, action: code.action, value: amountOf(code.amount) }
  }
}
