import { type Condition, judge, type Mark, markAt, type Series, type Verdict } from './condition.ts'
import type { Ground } from './history-band.ts'

/** How conditions are combined, and when an alert is over. */
export type Rule = {
  readonly combine: 'all' | 'any'
  readonly conditions: readonly Condition[]
  /** share of the threshold by which a value must be back, 0.05 = 5 % */
  readonly hysteresis: number
  /** further periods in which the conditions must be met before it alerts */
  readonly pendingPeriods: number
  /** further periods in which they must be clear before it is over */
  readonly keepFiringPeriods: number
}

/** What a rule says of one period of a member. */
export type Reading = {
  readonly verdict: Verdict
  readonly value: number | null
  /** of the condition that decides; null where none can be told */
  readonly mark: Mark | null
  /** how far the value is from the usual one in the bad direction; negative where it is better */
  readonly gap: number
}

type Judged = { readonly condition: Condition; readonly mark: Mark | null; readonly verdict: Verdict }

/** All: one that is clear clears; any: one that is met is enough. What cannot be told leaves it open (Kleene). */
function combined(verdicts: readonly Verdict[], combine: Rule['combine']): Verdict {
  const [strong, weak]: readonly Verdict[] = combine === 'all' ? ['clear', 'met'] : ['met', 'clear']
  if (verdicts.includes(strong as Verdict)) return strong as Verdict
  // Between is not met: a rule of all is then surely not met, whatever the unknown ones say.
  if (combine === 'all' && verdicts.includes('between')) return 'between'
  if (verdicts.includes('noData')) return 'noData'
  return verdicts.every((verdict) => verdict === weak) ? (weak as Verdict) : 'between'
}

function gapOf(value: number | null, { condition, mark }: Judged): number {
  if (value === null || mark === null) return 0
  return condition.when === 'below' ? mark.usual - value : value - mark.usual
}

/** Reads one period of a series by a rule. */
export function readAt(rule: Rule, series: Series, at: number, ground: Ground): Reading {
  const value = series.values[at] ?? null
  const judged = rule.conditions.map((condition): Judged => {
    const mark = value === null ? null : markAt(condition, series, at, ground)
    const verdict =
      value === null || mark === null ? 'noData' : judge(value, condition, mark, rule.hysteresis)
    return { condition, mark, verdict }
  })
  const verdict = combined(
    judged.map((each) => each.verdict),
    rule.combine,
  )
  const deciding =
    judged.find((each) => each.verdict === 'met') ?? judged.find(({ mark }) => mark !== null) ?? judged[0]
  if (deciding === undefined) return { verdict: 'noData', value, mark: null, gap: 0 }
  return { verdict, value, mark: deciding.mark, gap: gapOf(value, deciding) }
}
