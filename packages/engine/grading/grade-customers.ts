export const GRADES = ['A', 'B', 'C'] as const
export type Grade = (typeof GRADES)[number]

export type GradedCustomer = {
  /** what the customer is worth if won, in any money unit */
  readonly value: number
  /** of winning or keeping the customer, 0 to 1 */
  readonly probability: number
  /** grade so far; null for a new customer */
  readonly previous: Grade | null
}

export type GradingRule = {
  /** expected value (value × probability) from which a customer is A, and from which B */
  readonly boundA: number
  readonly boundB: number
  /** share of a bound by which it must be crossed before a grade changes: 0.1 is ten percent */
  readonly margin: number
}

function plainGrade(expected: number, { boundA, boundB }: GradingRule): Grade {
  if (expected >= boundA) return 'A'
  return expected >= boundB ? 'B' : 'C'
}

/** Bounds as the holder of a grade meets them: to rise one must be clearly above, to fall clearly below. */
function boundsFor(previous: Grade, { boundA, boundB, margin }: GradingRule): GradingRule {
  const [up, down] = [1 + margin, 1 - margin]
  return {
    margin,
    boundA: boundA * (previous === 'A' ? down : up),
    boundB: boundB * (previous === 'C' ? up : down),
  }
}

/**
 * Grades customers by expected value, steadily: a grade changes only where a bound is crossed by more than the margin,
 * so that a customer at the border does not flip with every order.
 *
 * @throws RangeError for bounds that are not boundA ≥ boundB ≥ 0, a margin outside 0 to 1, a value that is no finite
 * number or a probability outside 0 to 1, by its place
 */
export function gradeCustomers(customers: readonly GradedCustomer[], rule: GradingRule): Grade[] {
  const { boundA, boundB, margin } = rule
  if (!(boundA >= boundB && boundB >= 0 && boundA < Number.POSITIVE_INFINITY))
    throw new RangeError(`bounds ${boundA} and ${boundB} are not in order`)
  if (!(margin >= 0 && margin < 1)) throw new RangeError(`the margin ${margin} is not from 0 to below 1`)
  return customers.map(({ value, probability, previous }, c) => {
    if (!Number.isFinite(value))
      throw new RangeError(`customers[${c}].value: expected a finite number, got ${value}`)
    if (!(probability >= 0 && probability <= 1))
      throw new RangeError(`customers[${c}].probability: expected 0 to 1, got ${probability}`)
    const expected = value * probability
    return plainGrade(expected, previous === null ? rule : boundsFor(previous, rule))
  })
}
