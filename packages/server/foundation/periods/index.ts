import { callerOf, procedures } from '../../platform/http/procedures.ts'
import { closePeriod, reopenPeriod } from './close-period.ts'
import { findPeriods, findRestatements } from './find-periods.ts'

export { closePeriod } from './close-period.ts'

const { periods } = procedures

/** Procedures of closed periods. */
export const periodProcedures = {
  findPeriods: periods.findPeriods.handler(({ context }) => findPeriods(callerOf(context))),
  closePeriod: periods.closePeriod.handler(({ input, context }) => closePeriod(callerOf(context), input)),
  reopenPeriod: periods.reopenPeriod.handler(({ input, context }) => reopenPeriod(callerOf(context), input)),
  findRestatements: periods.findRestatements.handler(({ input, context }) =>
    findRestatements(callerOf(context), input),
  ),
}
