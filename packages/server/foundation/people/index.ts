import { PROVIDER_ID } from '../../platform/config/read-provider.ts'
import { callerOf, procedures } from '../../platform/http/procedures.ts'
import { localeOf } from '../../platform/http/wire-errors.ts'
import type { Mailer } from '../mail/index.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { arrangeStandIn, revokeStandIn } from './arrange-stand-in.ts'
import { changeMember, deactivateMember, reactivateMember } from './change-member.ts'
import { addPosition, changePosition, endPosition } from './change-position.ts'
import { departPerson, getDuties } from './depart-person.ts'
import { endMemberSessions } from './end-member-sessions.ts'
import { findInvitations } from './find-invitations.ts'
import { findPositions } from './find-positions.ts'
import { findStandIns } from './find-stand-ins.ts'
import { getLink } from './get-link.ts'
import { inviteMember, renewInvitation, revokeInvitation } from './invite-member.ts'
import { createPasswordReset, resetPassword } from './reset-password.ts'
import { findFieldLimits, setFieldLimit } from './set-field-limit.ts'
import { getSignInRules, setPasswordLength } from './sign-in-rules.ts'

export { changePosition } from './change-position.ts'
export { joinInvited, mayEnter } from './join-invited.ts'
export { noteSignIn, startSignInClearing } from './note-sign-in.ts'
export { minimumOfUser } from './password-minimum.ts'

const { people, session } = procedures

/** What sends a link: it is mailed too where a mail server is set up. */
function linkProcedures(mailer: Mailer) {
  return {
    inviteMember: people.inviteMember.handler(({ input, context }) =>
      inviteMember(callerOf(context), mailer, {
        ...input,
        locale: input.locale ?? localeOf(context.headers),
      }),
    ),
    renewInvitation: people.renewInvitation.handler(({ input, context }) =>
      renewInvitation(callerOf(context), mailer, input, localeOf(context.headers)),
    ),
    createPasswordReset: people.createPasswordReset.handler(({ input, context }) =>
      createPasswordReset(callerOf(context), mailer, input, localeOf(context.headers)),
    ),
  }
}

/** Procedures about people: who enters, in which role, position and stead. */
export const peopleProcedures = (mailer: Mailer) => ({
  links: {
    getLink: session.getLink.handler(async ({ input, context }) => {
      const { database, clock } = context.publicContext
      return getLink(database, clock, input, await context.signedIn())
    }),
    acceptInvitation: session.acceptInvitation.handler(async ({ input, context }) => {
      const { database, clock } = context.publicContext
      return acceptInvitation(database, clock, input, await context.signedIn())
    }),
    resetPassword: session.resetPassword.handler(({ input, context }) =>
      resetPassword(context.publicContext.database, context.publicContext.clock, input),
    ),
    getSignInMethods: session.getSignInMethods.handler(({ context }) => {
      const { provider } = context.publicContext
      return { provider: provider === null ? null : { providerId: PROVIDER_ID, name: provider.name } }
    }),
  },
  people: {
    ...linkProcedures(mailer),
    revokeInvitation: people.revokeInvitation.handler(({ input, context }) =>
      revokeInvitation(callerOf(context), input),
    ),
    findInvitations: people.findInvitations.handler(({ context }) => findInvitations(callerOf(context))),
    changeMember: people.changeMember.handler(({ input, context }) => changeMember(callerOf(context), input)),
    deactivateMember: people.deactivateMember.handler(({ input, context }) =>
      deactivateMember(callerOf(context), input),
    ),
    reactivateMember: people.reactivateMember.handler(({ input, context }) =>
      reactivateMember(callerOf(context), input),
    ),
    endMemberSessions: people.endMemberSessions.handler(({ input, context }) =>
      endMemberSessions(callerOf(context), input),
    ),
    findPositions: people.findPositions.handler(({ context }) => findPositions(callerOf(context))),
    addPosition: people.addPosition.handler(({ input, context }) => addPosition(callerOf(context), input)),
    changePosition: people.changePosition.handler(({ input, context }) =>
      changePosition(callerOf(context), input),
    ),
    endPosition: people.endPosition.handler(({ input, context }) => endPosition(callerOf(context), input)),
    getDuties: people.getDuties.handler(({ input, context }) => getDuties(callerOf(context), input)),
    departPerson: people.departPerson.handler(({ input, context }) => departPerson(callerOf(context), input)),
    findStandIns: people.findStandIns.handler(({ context }) => findStandIns(callerOf(context))),
    arrangeStandIn: people.arrangeStandIn.handler(({ input, context }) =>
      arrangeStandIn(callerOf(context), input),
    ),
    revokeStandIn: people.revokeStandIn.handler(({ input, context }) =>
      revokeStandIn(callerOf(context), input),
    ),
    findFieldLimits: people.findFieldLimits.handler(({ context }) => findFieldLimits(callerOf(context))),
    setFieldLimit: people.setFieldLimit.handler(({ input, context }) =>
      setFieldLimit(callerOf(context), input),
    ),
    getSignInRules: people.getSignInRules.handler(({ context }) => {
      const { provider, origin } = context.publicContext
      return getSignInRules(callerOf(context), provider, `${origin}/api/auth/callback/${PROVIDER_ID}`)
    }),
    setPasswordLength: people.setPasswordLength.handler(({ input, context }) =>
      setPasswordLength(callerOf(context), input),
    ),
  },
})
