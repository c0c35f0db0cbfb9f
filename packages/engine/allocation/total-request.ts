import type { CellAddress } from './cube.ts'

/**
 * A total that cells must add up to, and how the change is shared: `proportional` to their values, or by weights onto
 * a base (0 where the base is replaced, the present value where something is added).
 */
export type TotalRequest = {
  readonly at: CellAddress
  readonly cells: Int32Array
  readonly total: number
  readonly share: 'proportional' | { readonly base: Float64Array; readonly weights: Float64Array }
}
