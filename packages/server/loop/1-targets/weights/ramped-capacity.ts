/** What is known of a person's start and end. */
export type Ramp = {
  readonly hireDate: string | null
  readonly leftOn: string | null
  /** months from the first day to full strength; null or 0: at once */
  readonly rampMonths: number | null
}

function monthsBetween(from: string, month: string): number {
  const [year = 0, number = 0] = month.split('-').map(Number)
  const [fromYear = 0, fromMonth = 0] = from.split('-').map(Number)
  return (year - fromYear) * 12 + number - fromMonth
}

/**
 * The part of full strength that a person has in a month, 0 to 1: nothing before they come and after they leave, then a
 * straight line over the months of their ramp, taken at the middle of the month: (months since the first + ½) ÷ ramp.
 *
 * @param month `2026-03`
 */
export function rampedCapacity({ hireDate, leftOn, rampMonths }: Ramp, month: string): number {
  if (leftOn !== null && leftOn.slice(0, 7) < month) return 0
  if (hireDate === null) return 1
  const since = monthsBetween(hireDate, month)
  if (since < 0) return 0
  return rampMonths === null || rampMonths <= 0 ? 1 : Math.min(1, (since + 0.5) / rampMonths)
}
