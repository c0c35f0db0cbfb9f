import { parsePlanningCode } from '@salesloom/engine/allocation'
import { readCell } from '@salesloom/engine/plan-cube'
import { AppError } from '../../../platform/app-error.ts'
import type { Bilingual } from '../member-names.ts'
import type { PlanMeasure } from '../scenario.store.ts'
import type { OpenPlan } from './open-plan.ts'
import { engineAddress } from './plan-address.ts'
import { type Edit, editsOf, type PlanOperation } from './plan-operation.ts'
import { selectionOf } from './plan-rows.ts'
import { amountReader } from './plan-state.ts'
import { placeDetail, shownFigure, whichEdit } from './refuse-edit.ts'

/** Commas that do not part thousands: “12,34” may be meant as 12.34, so nobody guesses. */
const UNEVEN_COMMAS = /(^|\D)\d{4,},|,\d{1,2}(\D|$)|,\d{4,}|,(\D|$)/

/**
 * Refuses amounts whose commas could mean two things, with the place where several were written. What stands in the log
 * already is read as it was.
 */
export function checkTyped(operation: PlanOperation, nameOf: (key: string) => Bilingual): void {
  if (operation.kind !== 'spread') return
  for (const [edit, { code }] of editsOf(operation.payload).entries())
    if (UNEVEN_COMMAS.test(code.normalize('NFKC')))
      throw new AppError('spreadCodeUnknown', { text: code, ...whichEdit(operation, edit, nameOf) })
}

/** The amount that an edit wants its place to come to; null for codes that say something else. */
function wantedBy({ code }: Edit, measure: PlanMeasure, digits: number): number | null {
  const read = parsePlanningCode(code)
  if (!read.ok || read.value.method !== 'proportional' || read.value.action !== 'replace') return null
  return amountReader(measure, digits)(read.value.amount)
}

/**
 * Refuses amounts written together that do not hold together: each is spread in its turn, and one that comes later may
 * move what an earlier one wrote (three people of a team whose total is held, or a total and its parts).
 * @throws AppError `editsContradict` naming the first place, with what was asked and what it came to
 */
export function checkAllHold(
  { state, shape }: OpenPlan,
  operation: PlanOperation,
  measure: PlanMeasure,
  nameOf: (key: string) => Bilingual,
): void {
  if (operation.kind !== 'spread' || measure.kind !== 'additive') return
  const edits = editsOf(operation.payload)
  if (edits.length < 2) return
  for (const edit of edits) {
    const wanted = wantedBy(edit, measure, state.digits)
    if (wanted === null) continue
    const place = selectionOf(shape, engineAddress(shape, edit.at))
    const got = readCell(state.cube, [measure.code], place)[measure.code] ?? 0
    if (got !== wanted)
      throw new AppError('editsContradict', {
        ...placeDetail('member', edit.at, nameOf),
        asked: shownFigure(wanted, measure, state.digits),
        value: shownFigure(got, measure, state.digits),
      })
  }
}
