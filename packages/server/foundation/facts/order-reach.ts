import { AppError } from '../../platform/app-error.ts'
import type { CallContext } from '../../platform/http/call-context.ts'

/** Only sales of one's own part of the organisation may be recorded or changed. */
export function checkReach(context: CallContext, personId: number | null, orgUnitId: number | null): void {
  const { visibility } = context
  if (visibility.whole) return
  const own = personId !== null && visibility.personIds.includes(personId)
  const led = orgUnitId !== null && visibility.orgUnitIds.includes(orgUnitId)
  if (!own && !led) throw new AppError('outsideSubtree')
}
