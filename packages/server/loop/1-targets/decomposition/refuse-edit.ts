import type { ErrorCode, ErrorDetail } from '@salesloom/contract'
import { formatMinorUnits } from '@salesloom/engine/money'
import { AppError } from '../../../platform/app-error.ts'
import type { PlanMeasure } from '../scenario.store.ts'
import type { Impossible } from './plan-state.ts'

const CODES: Readonly<Record<string, ErrorCode>> = {
  'holds-and-bounds': 'spreadHeld',
  'no-cells': 'spreadNoCells',
  'too-large': 'spreadTooLarge',
  'unknown-code': 'spreadCodeUnknown',
  'not-in-unit': 'spreadNotInUnit',
  'reference-shape': 'spreadNeedsReference',
  'conflicting-margins': 'marginsConflict',
  'no-integer-solution': 'marginsNotWhole',
  'limit-reached': 'marginsNotFound',
  'negative-cells': 'marginsNegative',
}

/** A figure of a measure as a person reads it; − ∞ and ∞ where there is no limit. */
function shown(value: unknown, measure: PlanMeasure, digits: number): string {
  if (typeof value !== 'number') return '∞'
  if (measure.kind === 'additive')
    return measure.unit === 'money' && Number.isSafeInteger(value)
      ? formatMinorUnits(value, digits)
      : String(value)
  return measure.unit === 'percent' ? `${Number((value * 100).toFixed(4))} %` : String(value / 10 ** digits)
}

function figuresOf(detail: Impossible, measure: PlanMeasure, digits: number): ErrorDetail {
  const figures: Record<string, string | number> = { detail: JSON.stringify(detail) }
  for (const name of ['asked', 'least', 'greatest', 'deviation'])
    if (name in detail) figures[name] = shown(detail[name], measure, digits)
  for (const name of ['text', 'amount', 'edit']) if (name in detail) figures[name] = String(detail[name])
  if (detail['least'] === null) figures['least'] = '−∞'
  if (Array.isArray(detail['release'])) figures['count'] = detail['release'].length
  return figures
}

/** Refuses an edit with the sentence of its reason, and with the places and amounts that stand in the way. */
export function refuseEdit(reason: string, detail: Impossible, measure: PlanMeasure, digits: number): never {
  const code = CODES[reason] ?? 'spreadImpossible'
  const explanation = typeof detail['explanation'] === 'string' ? detail['explanation'] : reason
  throw new AppError(code, { reason, explanation, ...figuresOf(detail, measure, digits) })
}
