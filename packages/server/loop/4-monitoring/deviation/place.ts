import type { DeviationPlace } from '@salesloom/contract'
import { AppError } from '../../../platform/app-error.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'

export type Axis = 'orgUnit' | 'region' | 'person'

/** Which of the three a place names, with its id. */
export function axisOf(place: DeviationPlace): { readonly axis: Axis; readonly id: number } {
  if (place.orgUnitId !== undefined) return { axis: 'orgUnit', id: place.orgUnitId }
  if (place.regionId !== undefined) return { axis: 'region', id: place.regionId }
  return { axis: 'person', id: place.personId ?? 0 }
}

/** The place of a member. */
export function placeAt(axis: Axis, id: number): DeviationPlace {
  if (axis === 'orgUnit') return { orgUnitId: id }
  return axis === 'region' ? { regionId: id } : { personId: id }
}

/**
 * Whether a unit or person belongs to the caller's part. A region shows what the caller sees of it; what is written about
 * one is of those who see the whole.
 */
export function isSeen({ visibility }: CallContext, place: DeviationPlace, isWritten = false): boolean {
  if (visibility.whole) return true
  const { axis, id } = axisOf(place)
  if (axis === 'region') return !isWritten
  return (axis === 'orgUnit' ? visibility.orgUnitIds : visibility.personIds).includes(id)
}

/** Refuses a place outside of the caller's part. @throws AppError `outsideSubtree` */
export function checkPlace(context: CallContext, place: DeviationPlace, isWritten = false): void {
  if (!isSeen(context, place, isWritten)) throw new AppError('outsideSubtree')
}
