import type { CellAddress } from '@salesloom/contract'
import type { Visibility } from '../../../platform/http/call-context.ts'
import { baseOfMeasure, type OpenPlan } from '../decomposition/open-plan.ts'
import { shownBase, sumInScopes, unitBaseInScopes } from '../decomposition/plan-rows.ts'
import type { CascadeRow } from './cascade.store.ts'

/** Of a base year's figure, what people sold for the units of a place who are not planned in it; nothing where that is 0. */
export function soldByOthers(
  plan: OpenPlan,
  visibility: Visibility,
  measure: string,
  at: CellAddress,
): { readonly others?: number } {
  const sum = unitBaseInScopes(plan, visibility, baseOfMeasure(measure), at)
  return sum === 0 ? {} : { others: shownBase(plan, measure, sum, plan.state.digits) ?? 0 }
}

/**
 * Where a figure comes from for somebody who received it through a cascade: what was sold in the base year, and what was
 * passed on to them. The steps of the plan above, whose figures are others, are not among them.
 */
export function explainReceived(plan: OpenPlan, visibility: Visibility, row: CascadeRow, at: CellAddress) {
  const { measure, publishedBy, publishedAt } = row
  const names = [measure, baseOfMeasure(measure)]
  const figures = sumInScopes(plan, visibility, names, at)
  const value = figures[measure] ?? 0
  const base = shownBase(plan, measure, figures[baseOfMeasure(measure)] ?? 0, plan.state.digits) ?? 0
  const { baseYear, fiscalYear, channel } = plan.scenario
  return {
    value,
    steps: [
      {
        sequence: 0,
        kind: 'base' as const,
        by: null,
        at: null,
        params: { year: baseYear, channel, ...soldByOthers(plan, visibility, measure, at) },
        value: base,
      },
      {
        sequence: 1,
        kind: 'received' as const,
        by: publishedBy,
        at: publishedAt,
        params: { year: fiscalYear, difference: value - base },
        value,
      },
    ],
  }
}
