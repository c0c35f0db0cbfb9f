import { z } from 'zod'
import { id, page } from '../primitives.ts'
import { procedure } from '../procedure.ts'

const instant = z.iso.datetime()
const mailState = z.enum(['waiting', 'sent', 'failed'])

/** Mails that the program sends: whether it can, and what became of each. */
export const mail = {
  /** The mail server without its login; null where none is set up and nothing is sent. */
  getMailSettings: procedure('members.write', 'workspace')
    .route({ method: 'GET', path: '/mail/settings', tags: ['mail'] })
    .output(
      z.object({
        server: z.string().nullable().describe('host:port'),
        from: z.string().nullable(),
        waiting: z.number().int(),
        failed: z.number().int(),
      }),
    ),

  /** The log of mails, newest first. What they said is not shown; it is kept sealed until they are sent, at most seven days after they failed. */
  findMails: procedure('members.write', 'workspace')
    .route({ method: 'GET', path: '/mail', tags: ['mail'] })
    .input(page.extend({ state: mailState.optional() }))
    .output(
      z.object({
        total: z.number().int(),
        rows: z.array(
          z.object({
            mailId: id,
            kind: z.string(),
            address: z.string(),
            subject: z.string(),
            state: mailState,
            attempts: z.number().int(),
            error: z
              .string()
              .nullable()
              .describe('why the last attempt failed: refused, login, unreachable, …'),
            answer: z.string().nullable().describe('what the mail server said last'),
            createdBy: z.string(),
            createdAt: instant,
            nextAt: instant.nullable(),
            endedAt: instant.nullable(),
          }),
        ),
      }),
    ),

  /** Tries every waiting mail that failed before at once, and sends those again that failed for good within the last seven days. */
  retryMails: procedure('members.write', 'workspace')
    .route({ method: 'POST', path: '/mail/retry', tags: ['mail'] })
    .output(z.object({ retried: z.number().int() })),

  /** Sends a test mail. */
  sendTestMail: procedure('members.write', 'workspace')
    .route({ method: 'POST', path: '/mail/test', tags: ['mail'] })
    .input(z.object({ email: z.email().max(254) }))
    .output(z.object({ posted: z.number().int() })),
}
