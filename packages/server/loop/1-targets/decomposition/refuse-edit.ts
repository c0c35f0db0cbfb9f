import type { CellAddress, ErrorDetail, PlainErrorCode } from '@salesloom/contract'
import { overlap, planDimensions } from '@salesloom/engine/allocation'
import { groupMinorUnits } from '@salesloom/engine/money'
import { AppError } from '../../../platform/app-error.ts'
import type { Bilingual } from '../member-names.ts'
import type { PlanMeasure } from '../scenario.store.ts'
import { editsOf, type PlanOperation } from './plan-operation.ts'
import type { Impossible, PlanBound, PlanHold, PlanState } from './plan-state.ts'

type Names = (key: string) => Bilingual
type Release = { readonly kind: string; readonly at: Readonly<Record<string, string>> }

const CODES: Readonly<Record<string, PlainErrorCode>> = {
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

/** Holds that a refusal names; the list of holds shows all. */
const MOST_NAMED = 3

/** A figure of a measure as a person reads it; ∞ where there is no limit. */
export function shownFigure(value: unknown, measure: PlanMeasure, digits: number): string {
  if (typeof value !== 'number') return '∞'
  if (measure.kind === 'additive')
    return measure.unit === 'money' && Number.isSafeInteger(value)
      ? groupMinorUnits(value, digits)
      : String(value)
  return measure.unit === 'percent' ? `${Number((value * 100).toFixed(4))} %` : String(value / 10 ** digits)
}

function inWords(at: Readonly<Record<string, string | undefined>>, nameOf: Names, language: 'zh' | 'en') {
  const keys = Object.values(at).filter((key) => key !== undefined)
  return (keys.length === 0 ? ['total'] : keys).map((key) => nameOf(key)[language]).join(' · ')
}

/** A place of a plan in both languages, as a detail of a refusal. */
export function placeDetail(name: string, at: CellAddress, nameOf: Names): ErrorDetail {
  return { [`${name}Zh`]: inWords(at, nameOf, 'zh'), [`${name}En`]: inWords(at, nameOf, 'en') }
}

const KINDS = {
  leafHold: (hold: PlanHold | PlanBound) => 'kind' in hold && hold.kind === 'leaf',
  consolidationHold: (hold: PlanHold | PlanBound) => 'kind' in hold && hold.kind === 'consolidation',
  minimum: (hold: PlanHold | PlanBound) => 'low' in hold && hold.low !== null,
  maximum: (hold: PlanHold | PlanBound) => 'high' in hold && hold.high !== null,
} as const

/** What would have to be released, as somebody set it: the place, who, and why. */
function holdDetail(detail: Impossible, measure: PlanMeasure, state: PlanState, nameOf: Names): ErrorDetail {
  const dimensions = planDimensions(state.cube.shape)
  const cells = measure.kind === 'ratio' ? measure.numerator : measure.code
  const releases = Array.isArray(detail['release']) ? (detail['release'] as Release[]) : []
  const set = [...state.holds, ...state.bounds].filter((each) => each.measure === cells)
  const named = set.filter((each) =>
    releases.some(
      ({ kind, at }) =>
        KINDS[kind as keyof typeof KINDS]?.(each) === true && overlap(dimensions, each.at, at),
    ),
  )
  const told = (language: 'zh' | 'en') => {
    const texts = named.slice(0, MOST_NAMED).map(({ at, byName, reason }) => {
      const why = reason === null ? '' : `: ${reason}`
      return `“${inWords(at, nameOf, language)}” (${byName}${why})`
    })
    return texts.join('; ') + (named.length > MOST_NAMED ? ' …' : '')
  }
  return { count: releases.length, holdsZh: told('zh'), holdsEn: told('en') }
}

/** Which of several edits was refused; nothing where there is only one. */
export function whichEdit(operation: PlanOperation, edit: unknown, nameOf: Names): ErrorDetail {
  const edits = operation.kind === 'spread' ? editsOf(operation.payload) : []
  const at = typeof edit === 'number' ? edits[edit]?.at : undefined
  if (edits.length < 2 || at === undefined) return { whereZh: '', whereEn: '' }
  return { whereZh: ` (${inWords(at, nameOf, 'zh')})`, whereEn: ` (${inWords(at, nameOf, 'en')})` }
}

function figuresOf(detail: Impossible, measure: PlanMeasure, digits: number): ErrorDetail {
  const figures: Record<string, string | number> = { detail: JSON.stringify(detail) }
  for (const name of ['asked', 'least', 'greatest', 'deviation'])
    if (name in detail) figures[name] = shownFigure(detail[name], measure, digits)
  for (const name of ['text', 'amount', 'edit']) if (name in detail) figures[name] = String(detail[name])
  if (detail['least'] === null) figures['least'] = '−∞'
  return figures
}

type Refused = {
  readonly state: PlanState
  readonly operation: PlanOperation
  readonly measure: PlanMeasure
  readonly nameOf: Names
}

/** Refuses an edit with the sentence of its reason, and with the places, people and amounts that stand in the way. */
export function refuseEdit(
  reason: string,
  detail: Impossible,
  { state, operation, measure, nameOf }: Refused,
): never {
  const isTotal = reason === 'holds-and-bounds' && detail['least'] === null && detail['greatest'] === null
  const code = isTotal ? 'spreadTotalHeld' : (CODES[reason] ?? 'spreadImpossible')
  const explanation = typeof detail['explanation'] === 'string' ? detail['explanation'] : reason
  throw new AppError(code, {
    reason,
    explanation,
    ...figuresOf(detail, measure, state.digits),
    ...whichEdit(operation, detail['edit'], nameOf),
    ...(reason === 'holds-and-bounds' ? holdDetail(detail, measure, state, nameOf) : {}),
  })
}
