/** Where a quotient that is not whole goes: halves away from zero, to the even neighbour or towards zero; or always. */
export const ROUNDING_MODES = [
  'half-away',
  'half-even',
  'half-towards',
  'away',
  'towards',
  'ceiling',
  'floor',
] as const
export type RoundingMode = (typeof ROUNDING_MODES)[number]

/** Whether a magnitude is rounded up. @param twice 2 × remainder, to be held against the denominator */
function goesUp(
  mode: RoundingMode,
  isNegative: boolean,
  quotient: bigint,
  twice: bigint,
  denominator: bigint,
): boolean {
  switch (mode) {
    case 'half-away':
      return twice >= denominator
    case 'half-even':
      return twice > denominator || (twice === denominator && quotient % 2n === 1n)
    case 'half-towards':
      return twice > denominator
    case 'away':
      return twice > 0n
    case 'towards':
      return false
    case 'ceiling':
      return twice > 0n && !isNegative
    case 'floor':
      return twice > 0n && isNegative
  }
}

/**
 * A quotient as a whole number.
 * @param mode halves away from zero, as accountants round, unless another is asked for
 * @throws RangeError for a denominator that is not positive
 */
export function divideRounded(
  numerator: bigint,
  denominator: bigint,
  mode: RoundingMode = 'half-away',
): bigint {
  if (denominator <= 0n) throw new RangeError('the denominator must be positive')
  const isNegative = numerator < 0n
  const magnitude = isNegative ? -numerator : numerator
  const quotient = magnitude / denominator
  const twice = 2n * (magnitude % denominator)
  const rounded = goesUp(mode, isNegative, quotient, twice, denominator) ? quotient + 1n : quotient
  return isNegative ? -rounded : rounded
}
