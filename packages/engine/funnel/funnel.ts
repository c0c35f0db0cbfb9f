import { cumulativeIncidence, type Incidence, survivalQuantile } from '../survival/index.ts'
import { checkDeals, type Deal, type DealPath, pathsOf } from './deal-path.ts'
import { conversionCourse, daysIn, dwellSpan, hasBeenIn, isBeyond } from './stage-courses.ts'

export type { Deal } from './deal-path.ts'

export type StageFigures = {
  /** distinct deals that were ever in the stage = advanced + lost + open */
  readonly entered: number
  /** reached a later stage, or were won */
  readonly advanced: number
  /** lost with this stage the furthest that they reached */
  readonly lost: number
  /** neither: still under way with this stage the furthest */
  readonly open: number
  /** reached a later stage, or were won, without ever being here */
  readonly skipped: number
  /** came back here from a later stage at least once */
  readonly returned: number
  /** share that advances, open deals censored, being lost competing; null without a deal */
  readonly conversion: Incidence | null
  /** days in the stage, all visits of a deal together, open ones censored; null where it is too early to know */
  readonly dwellDays: {
    readonly median: number | null
    readonly p75: number | null
    readonly p90: number | null
  }
  /** Σ amount of the deals lost here × win rate of those that advanced; null where none that advanced is closed yet */
  readonly lostValue: number | null
  /** Σ amount of the deals lost here */
  readonly lostAmount: number
  /** days that deals which were lost in the end, here or later, spent in this stage: effort without a return */
  readonly wastedDays: number
}

export type Funnel = {
  readonly stages: readonly StageFigures[]
  readonly won: number
  readonly lost: number
  readonly open: number
  /** won ÷ (won + lost), by count and by amount; null without a closed deal */
  readonly winRate: number | null
  readonly winRateByValue: number | null
  /** the stage with the greatest lost value; null where no stage lost any */
  readonly bottleneck: { readonly stage: number; readonly lostValue: number } | null
}

function winRateOf(paths: readonly DealPath[], weigh: (path: DealPath) => number): number | null {
  const sum = (state: DealPath['state']) =>
    paths.reduce((total, path) => (path.state === state ? total + weigh(path) : total), 0)
  const [won, lost] = [sum('won'), sum('lost')]
  return won + lost === 0 ? null : won / (won + lost)
}

function conversionOf(paths: readonly DealPath[], stage: number): Incidence | null {
  return cumulativeIncidence(paths.map((path) => conversionCourse(path, stage)))
}

function dwellOf(paths: readonly DealPath[], stage: number): StageFigures['dwellDays'] {
  const spans = paths.map((path) => dwellSpan(path, stage))
  const at = (share: number) => survivalQuantile(spans, share)
  return { median: at(0.5), p75: at(0.75), p90: at(0.9) }
}

function amountOf(paths: readonly DealPath[]): number {
  return paths.reduce((sum, { amount }) => sum + amount, 0)
}

function lostValueOf(advanced: readonly DealPath[], lost: readonly DealPath[]): number | null {
  if (lost.length === 0) return 0
  const rate = winRateOf(advanced, () => 1)
  return rate === null ? null : amountOf(lost) * rate
}

function stageFigures(paths: readonly DealPath[], stage: number): StageFigures {
  const isHere = (path: DealPath) => hasBeenIn(path, stage)
  const here = paths.filter(isHere)
  const advanced = here.filter((path) => isBeyond(path, stage))
  const rest = here.filter((path) => !isBeyond(path, stage))
  const lost = rest.filter(({ state }) => state === 'lost')
  return {
    entered: here.length,
    advanced: advanced.length,
    lost: lost.length,
    open: rest.length - lost.length,
    skipped: paths.filter((path) => !isHere(path) && isBeyond(path, stage)).length,
    returned: here.filter(({ visits }) =>
      visits.some((visit, i) => visit.stage === stage && i > 0 && visits[i - 1]!.stage > stage),
    ).length,
    conversion: conversionOf(here, stage),
    dwellDays: dwellOf(here, stage),
    lostValue: lostValueOf(advanced, lost),
    lostAmount: amountOf(lost),
    wastedDays: here.reduce((sum, path) => (path.state === 'lost' ? sum + daysIn(path, stage) : sum), 0),
  }
}

/**
 * A funnel from stage histories, as it stood at a moment: distinct deals, the lost ones included, skips and returns
 * explicit, open ones censored.
 *
 * @param stageCount stages are 0 to stageCount − 1, in the order of the funnel
 * @param asOf milliseconds; what is later has not happened
 * @throws RangeError naming the first field that is no stage, no moment or no amount
 */
export function computeFunnel(stageCount: number, deals: readonly Deal[], asOf: number): Funnel {
  checkDeals(stageCount, deals, asOf)
  return funnelOf(
    stageCount,
    pathsOf(deals, asOf).map(({ path }) => path),
  )
}

/** The same from paths that have been worked out. */
export function funnelOf(stageCount: number, paths: readonly DealPath[]): Funnel {
  const stages = Array.from({ length: stageCount }, (_, stage) => stageFigures(paths, stage))
  const count = (state: DealPath['state']) => paths.filter((path) => path.state === state).length
  const worst = stages.reduce(
    (at, { lostValue }, stage) => ((lostValue ?? 0) > (stages[at]?.lostValue ?? 0) ? stage : at),
    0,
  )
  const most = stages[worst]?.lostValue ?? 0
  return {
    stages,
    won: count('won'),
    lost: count('lost'),
    open: count('open'),
    winRate: winRateOf(paths, () => 1),
    winRateByValue: winRateOf(paths, ({ amount }) => amount),
    bottleneck: most > 0 ? { stage: worst, lostValue: most } : null,
  }
}
