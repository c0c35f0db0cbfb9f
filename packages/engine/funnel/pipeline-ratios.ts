/**
 * Sales velocity: money a day = opportunities × win rate × average deal ÷ cycle days.
 * @returns null where the cycle is not above 0 days
 */
export function velocity(parts: {
  readonly opportunities: number
  readonly winRate: number
  readonly averageDeal: number
  readonly cycleDays: number
}): number | null {
  const { opportunities, winRate, averageDeal, cycleDays } = parts
  return cycleDays > 0 ? (opportunities * winRate * averageDeal) / cycleDays : null
}

/**
 * Pipeline coverage: open pipeline due in the period ÷ (target − won). The field prints it both ways round: show this
 * formula beside the figure. @returns null where the target is reached, because nothing is left to cover
 */
export function coverage(openPipeline: number, target: number, won: number): number | null {
  const left = target - won
  return left > 0 ? openPipeline / left : null
}
