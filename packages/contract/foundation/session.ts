import { z } from 'zod'
import { ACTIONS, ROLES } from '../access.ts'
import { bilingual, civilDate, id } from '../primitives.ts'
import { procedure } from '../procedure.ts'

const workspace = z.object({
  workspaceId: id,
  code: z.string(),
  name: bilingual,
  currency: z.string().describe('ISO 4217 code'),
  currencyDigits: z.number().int().describe('decimal places of the minor unit'),
  timeZone: z.string(),
  fiscalStartMonth: z.number().int().min(1).max(12),
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
        role: z.enum(ROLES),
        person: z.object({ personId: id, name: bilingual, title: bilingual.nullable() }).nullable(),
        scope: z.object({
          wholeWorkspace: z.boolean(),
          orgUnits: z.array(z.object({ orgUnitId: id, name: bilingual })),
        }),
        actions: z.array(z.enum(ACTIONS)),
        workspace,
        workspaces: z.array(z.object({ code: z.string(), name: bilingual, role: z.enum(ROLES) })),
      }),
    ),

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
}
