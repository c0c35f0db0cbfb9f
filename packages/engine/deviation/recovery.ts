import { preciseSum } from '../money/index.ts'

/** One month of a measure; whole minor units. */
export type RecoveryMonth = {
  /** what the measure was expected to bring in the whole month */
  readonly expected: number
  /** what the slice was projected to come to when the measure began, over the days of the month that count */
  readonly projected: number
  /** what came on the slice in these days, up to today */
  readonly actual: number
  /** share of the days that count which are over, 0 to 1 */
  readonly elapsed: number
}

/** What a measure was to bring and what it brought; whole minor units. */
export type Recovery = {
  /** over all its months */
  readonly expected: number
  /** of that, due by today */
  readonly due: number
  /** actual − projected, up to today */
  readonly real: number
  /** real ÷ due; null while nothing is due */
  readonly share: number | null
  readonly months: readonly { readonly due: number; readonly real: number }[]
}

function checkMonth({ elapsed, ...amounts }: RecoveryMonth, i: number): void {
  if (!(elapsed >= 0 && elapsed <= 1)) throw new RangeError(`months[${i}].elapsed is ${elapsed}`)
  for (const [name, value] of Object.entries(amounts))
    if (!Number.isSafeInteger(value)) throw new RangeError(`months[${i}].${name} is ${value}`)
}

/**
 * Expected against real recovery of a measure: real is what came on its slice less what had been projected for it when it
 * began; a month under way counts by the days that are over. See docs/methods/recovery.md.
 *
 * @throws RangeError naming a figure that is none
 */
export function computeRecovery(months: readonly RecoveryMonth[]): Recovery {
  const parts = months.map((month, i) => {
    checkMonth(month, i)
    const { expected, projected, actual, elapsed } = month
    return {
      due: Math.round(expected * elapsed),
      real: elapsed > 0 ? actual - Math.round(projected * elapsed) : 0,
    }
  })
  const due = preciseSum(parts.map((part) => part.due))
  const real = preciseSum(parts.map((part) => part.real))
  return {
    expected: preciseSum(months.map(({ expected }) => expected)),
    due,
    real,
    share: due === 0 ? null : real / due,
    months: parts,
  }
}
