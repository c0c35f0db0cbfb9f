import { z } from 'zod'
import { ACTIONS, ROLES } from '../access.ts'
import { LOCALES } from '../locale.ts'
import { bilingual, civilDate, id } from '../primitives.ts'
import { procedure } from '../procedure.ts'
import { fiscalCalendar } from './calendar.ts'

/** As somebody gives it: a link that lost a part on its way is over like any other that opens nothing. */
const token = z.string().max(4000)

const workspace = z.object({
  workspaceId: id,
  code: z.string(),
  name: bilingual,
  currency: z.string().describe('ISO 4217 code'),
  currencyDigits: z.number().int().describe('decimal places of the minor unit'),
  timeZone: z.string(),
  fiscalStartMonth: z.number().int().min(1).max(12),
  calendar: fiscalCalendar,
  channels: z.array(z.object({ code: z.string(), name: bilingual })),
  dataFrom: civilDate.nullable().describe('day of the first order line'),
  dataUntil: civilDate.nullable().describe('day of the last order line; pages say so when it is in the past'),
  today: civilDate,
  invented: z
    .array(z.string())
    .describe('what of this workspace is made up: `team` for a sales team, `company` for all of it'),
})

export const session = {
  /** The signed-in person, their membership in the current workspace, and the others they may switch to. */
  getSession: procedure('signedIn', 'own')
    .route({ method: 'GET', path: '/session', tags: ['session'] })
    .output(
      z.object({
        user: z.object({
          userId: z.string(),
          email: z.string(),
          name: z.string(),
          twoFactorEnabled: z.boolean(),
        }),
        locale: z
          .enum(LOCALES)
          .nullable()
          .describe('language of mails to this member; null until a page said one'),
        role: z.enum(ROLES),
        person: z.object({ personId: id, name: bilingual, title: bilingual.nullable() }).nullable(),
        scope: z.object({
          wholeWorkspace: z.boolean(),
          orgUnits: z.array(z.object({ orgUnitId: id, name: bilingual })),
        }),
        actions: z.array(z.enum(ACTIONS)),
        standingInFor: z
          .object({ standInId: id, name: bilingual, lastDay: civilDate })
          .nullable()
          .describe('the person as whom the caller acts now'),
        standIns: z
          .array(z.object({ standInId: id, name: bilingual, lastDay: civilDate }))
          .describe('whom the caller may stand in for today'),
        workspace,
        workspaces: z.array(z.object({ code: z.string(), name: bilingual, role: z.enum(ROLES) })),
      }),
    ),

  /** The language that the caller's pages speak, so that mails to them speak it too. */
  setLocale: procedure('signedIn', 'own')
    .route({ method: 'POST', path: '/session/locale', tags: ['session'] })
    .input(z.object({ locale: z.enum(LOCALES) }))
    .output(z.object({ locale: z.enum(LOCALES) })),

  /** The sign-ins of a sample installation, empty in production. */
  findSampleSignIns: procedure('public', 'none')
    .route({ method: 'GET', path: '/sample-sign-ins', tags: ['session'] })
    .output(
      z.array(
        z.object({
          email: z.string(),
          password: z.string(),
          role: z.enum(ROLES),
          name: bilingual,
          workspace: bilingual,
        }),
      ),
    ),

  /** Ways to sign in besides the password: the identity provider, where one is set up. */
  getSignInMethods: procedure('public', 'none')
    .route({ method: 'GET', path: '/sign-in-methods', tags: ['session'] })
    .output(z.object({ provider: z.object({ providerId: z.string(), name: z.string() }).nullable() })),

  /** What a link is for, so that its page can say so: an invitation, or a new password. Null where it is over. */
  getLink: procedure('public', 'none')
    .route({ method: 'POST', path: '/links/read', tags: ['session'] })
    .input(z.object({ token }))
    .output(
      z
        .object({
          kind: z.enum(['invitation', 'passwordReset']),
          email: z.string(),
          workspace: bilingual,
          role: z.enum(ROLES),
          name: z.string(),
          hasSignIn: z.boolean(),
          signedInAs: z.string().nullable(),
          minimumLength: z.number().int(),
          expiresAt: z.iso.datetime(),
        })
        .nullable(),
    ),

  /**
   * Joins a workspace. Somebody new gives a name and a password; somebody who signs in already does so first and
   * joins with the session.
   */
  acceptInvitation: procedure('public', 'none')
    .route({ method: 'POST', path: '/links/accept', tags: ['session'] })
    .input(
      z.object({
        token,
        name: z.string().trim().min(1).max(80).optional(),
        password: z.string().max(256).optional(),
      }),
    )
    .output(z.object({ workspace: z.string(), email: z.string() })),

  /** Sets a new password with a link from an administrator, once; open sessions end. */
  resetPassword: procedure('public', 'none')
    .route({ method: 'POST', path: '/links/reset-password', tags: ['session'] })
    .input(z.object({ token, password: z.string().max(256) }))
    .output(z.object({ email: z.string() })),
}
