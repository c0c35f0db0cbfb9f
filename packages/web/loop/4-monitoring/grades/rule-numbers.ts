import type { Inputs } from '../../../api/client.ts'

export type Rule = Inputs['monitoring']['setGradingRule']['rule']
export const GRADES = ['A', 'B', 'C'] as const
export const WHO = ['senior', 'owner', 'inside'] as const

export type NumberName = 'boundA' | 'boundB' | 'stability' | 'horizonMonths' | 'discountRate' | 'marginShare'
/** What a figure is typed in: money in major units, shares in percent, months as they are. */
export const TYPED: readonly {
  name: NumberName
  kind: 'money' | 'percent' | 'months'
  min: number
  max: number
}[] = [
  { name: 'boundA', kind: 'money', min: 0, max: 1e12 },
  { name: 'boundB', kind: 'money', min: 0, max: 1e12 },
  { name: 'stability', kind: 'percent', min: 0, max: 50 },
  { name: 'horizonMonths', kind: 'months', min: 3, max: 60 },
  { name: 'discountRate', kind: 'percent', min: 0, max: 100 },
  { name: 'marginShare', kind: 'percent', min: 1, max: 100 },
]

/** What one of a figure is in the rule: a minor unit, a hundredth, a month. */
export const unitOf = (kind: (typeof TYPED)[number]['kind'], digits: number): number =>
  ({ money: 10 ** digits, percent: 0.01, months: 1 })[kind]
