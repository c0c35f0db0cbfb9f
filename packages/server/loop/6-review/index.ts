import { quotaAttainment } from '../../foundation/metrics/index.ts'
import { readWorkspace } from '../../platform/database/index.ts'
import { callerOf, procedures } from '../../platform/http/procedures.ts'
import { getAttainment } from './get-attainment.ts'

export { asOfDay, loadAttainmentCells } from './attainment-cells.ts'
export { attainmentOfUnit } from './attainment-of-unit.ts'
export { attainmentOfRow, attainmentRows, getAttainment } from './get-attainment.ts'

/** Part 6: what was reached, and why. */
export const review = {
  getAttainment: procedures.review.getAttainment.handler(({ input, context }) =>
    getAttainment(callerOf(context), input),
  ),
  getQuotaAttainment: procedures.review.getQuotaAttainment.handler(({ input, context }) => {
    const { database, workspaceId, visibility } = callerOf(context)
    return readWorkspace(database, workspaceId, (tx) =>
      quotaAttainment(tx, workspaceId, visibility, input.period ?? null),
    )
  }),
}
