import { bandAt, type Ground } from './history-band.ts'

/** What a member came to in each period, oldest first; null where nothing is known. Money in minor units, ratios as such. */
export type Series = {
  readonly values: readonly (number | null)[]
  readonly targets: readonly (number | null)[]
  /** of the same member and periods by other metrics, where conditions compare those */
  readonly others?: ReadonlyMap<string, Series>
}

export type Direction = 'below' | 'above'

/** Of which metric a condition is: the rule's own where it says nothing, else one of the series' `others`. */
type Of = { readonly of?: string }

/** One condition. Every kind comes down to a threshold in the unit of the values; a value on it does not meet it. */
export type Condition = Of &
  (
    | { readonly kind: 'fixed'; readonly when: Direction; readonly threshold: number }
    /** `share` 0.9: below 90 % of the period's target */
    | { readonly kind: 'target'; readonly when: Direction; readonly share: number }
    /**
     * Outside the band of the member's own past: `width` robust standard deviations from its median, and at least `least`
     * (0.1 = 10 %) away from it. `season`: the changes against `seasonLength` periods earlier are compared; `recent`: values are.
     */
    | {
        readonly kind: 'history'
        readonly when: Direction
        readonly basis: 'season' | 'recent'
        readonly width: number
        readonly least: number
      }
    /** `share` −0.3: fallen by more than 30 % since `periods` periods before */
    | {
        readonly kind: 'change'
        readonly when: Direction
        readonly share: number
        readonly periods: number
      }
  )

/** What a condition compares a value with, and what would be usual; null where it cannot be told. */
export type Mark = { readonly threshold: number; readonly usual: number }

/** The threshold of a condition for one period of a series. */
export function markAt(condition: Condition, series: Series, at: number, ground: Ground): Mark | null {
  if (condition.kind === 'fixed') return { threshold: condition.threshold, usual: condition.threshold }
  if (condition.kind === 'target') {
    const target = series.targets[at] ?? null
    return target === null ? null : { threshold: target * condition.share, usual: target }
  }
  if (condition.kind === 'change') {
    const before = series.values[at - condition.periods] ?? null
    return before === null || before <= 0
      ? null
      : { threshold: before * (1 + condition.share), usual: before }
  }
  const band = bandAt(series.values, at, condition.basis, ground)
  if (band === null) return null
  const sign = condition.when === 'below' ? -1 : 1
  const away = Math.max(condition.width * band.spread, condition.least * Math.abs(band.middle))
  return { threshold: band.middle + sign * away, usual: band.middle }
}

/** `met`: beyond the threshold. `clear`: back by more than the hysteresis. `between`: neither. */
export type Verdict = 'met' | 'between' | 'clear' | 'noData'

/**
 * Compares a value with a threshold: strictly, so that 10 is not below 10. Back from it is a value that has passed the
 * threshold by a share of its size, so that one that wavers about it is not news each time.
 */
export function judge(value: number, { when }: Condition, { threshold }: Mark, hysteresis: number): Verdict {
  const beyond = when === 'below' ? threshold - value : value - threshold
  if (beyond > 0) return 'met'
  return -beyond >= hysteresis * Math.abs(threshold) ? 'clear' : 'between'
}
