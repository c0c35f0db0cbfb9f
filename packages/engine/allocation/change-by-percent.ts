import { divideRounded } from '../money/index.ts'

/** A value changed by so many percent, rounded to the unit, halves away from zero. Exact to six decimals of the percent. */
export function changedByPercent(value: number, percent: number): number {
  const scaled = BigInt(Math.round((100 + percent) * 1_000_000))
  return Number(divideRounded(BigInt(value) * scaled, 100_000_000n))
}
