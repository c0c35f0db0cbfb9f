import { z } from 'zod'
import { FIELD_ROLES, FIELDS, ROLES } from '../access.ts'
import { LOCALES } from '../locale.ts'
import { bilingual, civilDate, id } from '../primitives.ts'
import { procedure } from '../procedure.ts'

const membership = z.object({ membershipId: id })

/** A link that is shown once: only a hash of its token is kept. */
const oneTimeLink = z.object({
  token: z.string(),
  path: z.string().describe('path of the page that takes the token, the token behind its #'),
  expiresAt: z.iso.datetime(),
  mailed: z.boolean().describe('whether the link is on its way by mail too'),
})

const role = z.enum(ROLES)
const fieldLimit = z.object({ role: z.enum(FIELD_ROLES), field: z.enum(FIELDS), readable: z.boolean() })

/** A position is named by person, unit and first day. */
const positionKey = z.object({ personId: id, orgUnitId: id, from: civilDate })
const positionKind = z.object({
  titleZh: z.string().max(80).nullable(),
  titleEn: z.string().max(80).nullable(),
  leads: z.boolean().describe('whether the person leads the unit, and so sees what is below it'),
  carriesTarget: z.boolean(),
})

/** What somebody else has to look after once a person is gone. */
const duties = z.object({
  customers: z.number().int(),
  opportunities: z.number().int().describe('open ones'),
  leads: z.number().int().describe('open ones'),
})

/** Who enters the workspace, what they hold there, and who stands in for whom. */
export const people = {
  /** Invites somebody by e-mail. The link is shown once and mailed where a mail server is set up, lasts seven days and can be revoked or made anew. */
  inviteMember: procedure('members.write', 'workspace')
    .route({ method: 'POST', path: '/invitations', tags: ['people'] })
    .input(
      z.object({
        email: z.email().max(254),
        role,
        personId: id.nullable().default(null),
        locale: z
          .enum(LOCALES)
          .optional()
          .describe("language of the mail; the caller's where it is left out"),
      }),
    )
    .output(oneTimeLink.extend({ invitationId: id })),

  /** A new link for an open or expired invitation; the old one stops working. */
  renewInvitation: procedure('members.write', 'workspace')
    .route({ method: 'POST', path: '/invitations/{invitationId}/renew', tags: ['people'] })
    .input(z.object({ invitationId: id }))
    .output(oneTimeLink.extend({ invitationId: id })),

  /** Takes an invitation back. */
  revokeInvitation: procedure('members.write', 'workspace')
    .route({ method: 'POST', path: '/invitations/{invitationId}/revoke', tags: ['people'] })
    .input(z.object({ invitationId: id }))
    .output(z.object({ revoked: z.boolean() })),

  /** Invitations that were neither accepted nor revoked, newest first. */
  findInvitations: procedure('members.read', 'workspace')
    .route({ method: 'GET', path: '/invitations', tags: ['people'] })
    .output(
      z.array(
        z.object({
          invitationId: id,
          email: z.string(),
          role,
          person: bilingual.nullable(),
          invitedBy: z.string(),
          sentAt: z.iso.datetime(),
          expiresAt: z.iso.datetime(),
          expired: z.boolean(),
        }),
      ),
    ),

  /** Changes a member's role or person. The last administrator stays one. */
  changeMember: procedure('members.write', 'workspace')
    .route({ method: 'POST', path: '/members/{membershipId}', tags: ['people'] })
    .input(membership.extend({ role, personId: id.nullable() }))
    .output(membership),

  /** Ends a member's access and sessions; what they did stays. Reactivating gives it back. */
  deactivateMember: procedure('members.write', 'workspace')
    .route({ method: 'POST', path: '/members/{membershipId}/deactivate', tags: ['people'] })
    .input(membership)
    .output(membership),

  reactivateMember: procedure('members.write', 'workspace')
    .route({ method: 'POST', path: '/members/{membershipId}/reactivate', tags: ['people'] })
    .input(membership)
    .output(membership),

  /** Signs a member out everywhere, within seconds also on open pages. */
  endMemberSessions: procedure('members.write', 'workspace')
    .route({ method: 'POST', path: '/members/{membershipId}/end-sessions', tags: ['people'] })
    .input(membership)
    .output(z.object({ ended: z.number().int() })),

  /** A link with which a member sets a new password, once, within a day. */
  createPasswordReset: procedure('members.write', 'workspace')
    .route({ method: 'POST', path: '/members/{membershipId}/password-reset', tags: ['people'] })
    .input(membership)
    .output(oneTimeLink),

  /** People with all their positions, past and future ones included. */
  findPositions: procedure('members.read', 'workspace')
    .route({ method: 'GET', path: '/positions', tags: ['people'] })
    .output(
      z.array(
        z.object({
          personId: id,
          code: z.string(),
          name: bilingual,
          member: z.boolean().describe('whether an active member is this person'),
          positions: z.array(
            positionKind.extend({
              orgUnitId: id,
              orgUnit: bilingual,
              from: civilDate,
              lastDay: civilDate.nullable(),
            }),
          ),
        }),
      ),
    ),

  /** Gives a person a further position. The same position on overlapping days is refused. */
  addPosition: procedure('positions.write', 'workspace')
    .route({ method: 'POST', path: '/positions', tags: ['people'] })
    .input(positionKey.extend(positionKind.shape).extend({ lastDay: civilDate.nullable().default(null) }))
    .output(positionKey),

  /** Changes a position from a day on: until the day before it stays as it was, and so do the figures of that time. */
  changePosition: procedure('positions.write', 'workspace')
    .route({ method: 'POST', path: '/positions/change', tags: ['people'] })
    .input(
      positionKey
        .extend(positionKind.shape)
        .extend({ effectiveFrom: civilDate, newOrgUnitId: id.describe('the same unit where it stays') }),
    )
    .output(positionKey),

  /** Ends a position with its last day. */
  endPosition: procedure('positions.write', 'workspace')
    .route({ method: 'POST', path: '/positions/end', tags: ['people'] })
    .input(positionKey.extend({ lastDay: civilDate }))
    .output(positionKey),

  /** What a person holds that somebody has to take over, and whether they still sign in. */
  getDuties: procedure('positions.write', 'workspace')
    .route({ method: 'GET', path: '/people/{personId}/duties', tags: ['people'] })
    .input(z.object({ personId: id }))
    .output(duties.extend({ member: z.boolean(), positions: z.number().int() })),

  /**
   * A person leaves after their last day: their positions end with it, and customers, open opportunities and open leads
   * go to a successor at once. What happened before stays credited to them.
   */
  departPerson: procedure('positions.write', 'workspace')
    .route({ method: 'POST', path: '/people/{personId}/departure', tags: ['people'] })
    .input(
      z.object({
        personId: id,
        lastDay: civilDate,
        successorId: id.nullable().describe('null: customers and deals stay as they are'),
      }),
    )
    .output(duties),

  /** Stand-ins that the caller may know of: their own, and those of the people below them. */
  findStandIns: procedure('standIns.write', 'subtree')
    .route({ method: 'GET', path: '/stand-ins', tags: ['people'] })
    .output(
      z.object({
        rows: z.array(
          z.object({
            standInId: id,
            covered: z.object({ personId: id, name: bilingual }),
            standing: z.object({ personId: id, name: bilingual }),
            from: civilDate,
            lastDay: civilDate,
            arrangedBy: z.string(),
            state: z.enum(['planned', 'running', 'ended', 'revoked']),
            mayRevoke: z.boolean(),
          }),
        ),
        coverable: z
          .array(z.object({ personId: id, name: bilingual }))
          .describe('for whom the caller may arrange a stand-in'),
        candidates: z
          .array(z.object({ personId: id, name: bilingual }))
          .describe('who can stand in: everybody with an active sign-in'),
      }),
    ),

  /** Lets a person stand in for another on some days: they may then enter as that person, never with more. */
  arrangeStandIn: procedure('standIns.write', 'subtree')
    .route({ method: 'POST', path: '/stand-ins', tags: ['people'] })
    .input(z.object({ coveredPersonId: id, standingPersonId: id, from: civilDate, lastDay: civilDate }))
    .output(z.object({ standInId: id })),

  /** Ends a stand-in at once. */
  revokeStandIn: procedure('standIns.write', 'subtree')
    .route({ method: 'POST', path: '/stand-ins/{standInId}/revoke', tags: ['people'] })
    .input(z.object({ standInId: id }))
    .output(z.object({ revoked: z.boolean() })),

  /** Which role reads which limited field, and what can be changed. */
  findFieldLimits: procedure('members.read', 'workspace')
    .route({ method: 'GET', path: '/field-limits', tags: ['people'] })
    .output(
      z.array(z.object({ role, field: z.enum(FIELDS), readable: z.boolean(), configurable: z.boolean() })),
    ),

  /** Opens or closes a field for a role. */
  setFieldLimit: procedure('members.write', 'workspace')
    .route({ method: 'POST', path: '/field-limits', tags: ['people'] })
    .input(fieldLimit)
    .output(fieldLimit),

  /** How people sign in here: the rule for passwords, and the identity provider where one is set up. */
  getSignInRules: procedure('members.read', 'workspace')
    .route({ method: 'GET', path: '/sign-in-rules', tags: ['people'] })
    .output(
      z.object({
        minimumLength: z.number().int(),
        shortest: z.number().int(),
        longest: z.number().int(),
        provider: z
          .object({ name: z.string(), issuer: z.string(), clientId: z.string(), callback: z.string() })
          .nullable(),
      }),
    ),

  /** The least number of characters that new passwords of this workspace's members have. */
  setPasswordLength: procedure('members.write', 'workspace')
    .route({ method: 'POST', path: '/sign-in-rules/password-length', tags: ['people'] })
    .input(z.object({ minimumLength: z.number().int().min(10).max(64) }))
    .output(z.object({ minimumLength: z.number().int() })),
}
