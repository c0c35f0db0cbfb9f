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
  /** of the rule's own metric, by the condition that decides; null where none can be told */
  readonly mark: Mark | null
  /** how far the value is from the usual one in the bad direction; negative where it is better */
  readonly gap: number
  /** what each condition says, in their order */
  readonly judged: readonly Judged[]
}

/** What one condition says of a period, by the value of its metric. */
export type Judged = {
  readonly condition: Condition
  readonly value: number | null
  readonly mark: Mark | null
  readonly verdict: Verdict
}

/** All: one that is clear clears; any: one that is met is enough. What cannot be told leaves it open (Kleene). */
function combined(verdicts: readonly Verdict[], combine: Rule['combine']): Verdict {
  const [strong, weak]: readonly Verdict[] = combine === 'all' ? ['clear', 'met'] : ['met', 'clear']
  if (verdicts.includes(strong as Verdict)) return strong as Verdict
  // Between is not met: a rule of all is then surely not met, whatever the unknown ones say.
  if (combine === 'all' && verdicts.includes('between')) return 'between'
  if (verdicts.includes('noData')) return 'noData'
  return verdicts.every((verdict) => verdict === weak) ? (weak as Verdict) : 'between'
}

function gapOf({ condition, value, mark }: Judged): number {
  if (value === null || mark === null) return 0
  return condition.when === 'below' ? mark.usual - value : value - mark.usual
}

function judgeAt(
  condition: Condition,
  series: Series,
  at: number,
  hysteresis: number,
  ground: Ground,
): Judged {
  const own = condition.of === undefined ? series : series.others?.get(condition.of)
  const value = own?.values[at] ?? null
  const mark = own === undefined || value === null ? null : markAt(condition, own, at, ground)
  const verdict = value === null || mark === null ? 'noData' : judge(value, condition, mark, hysteresis)
  return { condition, value, mark, verdict }
}

/** The condition of the rule's own metric that decides: gaps of one metric can be added up over members, those of several cannot. */
function decidingOf(judged: readonly Judged[]): Judged | undefined {
  const isOwn = ({ condition }: Judged) => condition.of === undefined
  return (
    judged.find((each) => isOwn(each) && each.verdict === 'met') ??
    judged.find((each) => isOwn(each) && each.mark !== null)
  )
}

/** Reads one period of a series by a rule. */
export function readAt(rule: Rule, series: Series, at: number, ground: Ground): Reading {
  const judged = rule.conditions.map((condition) => judgeAt(condition, series, at, rule.hysteresis, ground))
  const verdict = combined(
    judged.map((each) => each.verdict),
    rule.combine,
  )
  const value = series.values[at] ?? null
  const deciding = decidingOf(judged)
  return {
    verdict,
    value,
    mark: deciding?.mark ?? null,
    gap: deciding === undefined ? 0 : gapOf(deciding),
    judged,
  }
}
