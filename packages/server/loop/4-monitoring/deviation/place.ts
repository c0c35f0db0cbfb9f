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
 * Refuses units and people outside of the caller's part. A region shows what the caller sees of it; what is written about
 * one is of those who see the whole.
 * @throws AppError `outsideSubtree`
 */
export function checkPlace({ visibility }: CallContext, place: DeviationPlace, isWritten = false): void {
  if (visibility.whole) return
  const { axis, id } = axisOf(place)
  const isSeen =
    axis === 'orgUnit'
      ? visibility.orgUnitIds.includes(id)
      : axis === 'person'
        ? visibility.personIds.includes(id)
        : !isWritten
  if (!isSeen) throw new AppError('outsideSubtree')
}
