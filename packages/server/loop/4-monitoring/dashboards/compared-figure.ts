import type { ComparisonName, Tile } from '@salesloom/contract'

export type Figure = {
  readonly numerator: number
  readonly denominator: number | null
  readonly value: number | null
}

/** What a tile compares with, of all comparisons that were computed. */
export function comparedOf(
  compared: Readonly<Partial<Record<ComparisonName, Figure>>>,
  wanted: Tile['compare'],
): Figure | null {
  return wanted === 'none' ? null : (compared[wanted] ?? null)
}
