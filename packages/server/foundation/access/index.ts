import { callerOf, procedures } from '../../platform/http/procedures.ts'
import { findMembers } from './find-members.ts'
import { findSampleSignIns } from './samples.ts'
import { getSession, setLocale } from './session.ts'

export { callerFor, findMemberships, visibilityOf } from './caller.ts'
export { mayReadField, readableFields, requireField } from './read-field.ts'
export { findSampleSignIns, putSampleMembers, SAMPLE_PASSWORD } from './samples.ts'
export { SCHEDULE, scheduleCaller } from './schedule-caller.ts'

/** Session and membership procedures. */
export const accessProcedures = {
  session: {
    getSession: procedures.session.getSession.handler(({ context }) => getSession(callerOf(context))),
    setLocale: procedures.session.setLocale.handler(({ input, context }) =>
      setLocale(callerOf(context), input),
    ),
    findSampleSignIns: procedures.session.findSampleSignIns.handler(({ context }) =>
      findSampleSignIns(context.publicContext.database, context.publicContext.offersSamples),
    ),
  },
  findMembers: procedures.administration.findMembers.handler(({ context }) => findMembers(callerOf(context))),
}
