import type { CellAddress, Cube } from './cube.ts'

/** A consolidation whose total may not change. */
export type ConsolidationHold = {
  readonly at: CellAddress
  readonly cells: Int32Array
  /** what it holds: the sum of its cells, or of value × denominator for a ratio */
  readonly total: number
}

/** A cube while operations run over it: current values, and what is held. */
export type SpreadState = {
  readonly cube: Cube
  readonly values: Float64Array
  /** 1 for a leaf that is held */
  readonly held: Uint8Array
  readonly consolidationHolds: Map<string, ConsolidationHold>
}

/** The start of a run: the cube's values, nothing held. */
export function openState(cube: Cube): SpreadState {
  return {
    cube,
    values: cube.values.slice(),
    held: new Uint8Array(cube.values.length),
    consolidationHolds: new Map(),
  }
}

/** One thing that stands in the way, and by how much its value would have to move once it is released. */
export type Release = {
  readonly kind: 'leafHold' | 'consolidationHold' | 'minimum' | 'maximum'
  readonly at: CellAddress
  readonly by: number
}

/** Why a total cannot be had: what was asked, what is possible, and the smallest set to release. */
export type Blocked = {
  readonly at: CellAddress
  readonly asked: number
  readonly least: number | null
  readonly greatest: number | null
  readonly release: readonly Release[]
  /** whether it is proved that no smaller set would do; false where the problem is too large to prove it */
  readonly smallest: boolean
}

/** The key of an address: the same place always reads the same, whatever the order of its dimensions. */
export function addressKey(cube: Cube, at: CellAddress): string {
  return JSON.stringify(cube.dimensions.map((dimension) => at[dimension.name] ?? null))
}

/** A bound as a figure of an answer: null where there is none. */
export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
