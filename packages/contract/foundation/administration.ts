import { z } from 'zod'
import { ROLES } from '../access.ts'
import { bilingual, civilDate, id, page } from '../primitives.ts'
import { procedure } from '../procedure.ts'

export const administration = {
  /** Who changed what: every write, newest first. */
  findAuditEntries: procedure('audit.read', 'workspace')
    .route({ method: 'GET', path: '/audit', tags: ['administration'] })
    .input(
      page.extend({
        search: z.string().max(100).optional(),
        actor: z.string().max(200).optional(),
        action: z.string().max(80).optional(),
        subject: z.string().max(200).optional(),
        from: civilDate.optional(),
        to: civilDate.optional(),
      }),
    )
    .output(
      z.object({
        total: z.number().int(),
        rows: z.array(
          z.object({
            auditEntryId: id,
            at: z.iso.datetime(),
            actor: z.string(),
            standingInFor: z.string().nullable().describe('for whom the actor stood in'),
            action: z.string().describe('use case, e.g. targets.spreadTarget'),
            subject: z.string(),
            before: z.unknown(),
            after: z.unknown(),
          }),
        ),
      }),
    ),

  /** Who acted and which actions there are: the choices of the trail's filters. */
  findAuditChoices: procedure('audit.read', 'workspace')
    .route({ method: 'GET', path: '/audit/choices', tags: ['administration'] })
    .output(z.object({ actors: z.array(z.string()), actions: z.array(z.string()) })),

  /** Members of the workspace with their roles, deactivated ones last. */
  findMembers: procedure('members.read', 'workspace')
    .route({ method: 'GET', path: '/members', tags: ['administration'] })
    .output(
      z.array(
        z.object({
          membershipId: id,
          email: z.string(),
          name: z.string(),
          role: z.enum(ROLES),
          personId: id.nullable(),
          person: bilingual.nullable(),
          active: z.boolean(),
          sessions: z.number().int().describe('open sign-ins'),
          lastUsedAt: z.iso.datetime().nullable(),
          twoFactorEnabled: z.boolean(),
        }),
      ),
    ),
}
