import { z } from 'zod'

/**
 * What `GET /api/live?workspace=<code>` (server-sent events) sends to open pages of a workspace. It carries no figures: a page
 * asks again for what it shows, under its own permission.
 */
export const liveEvent = z.object({
  name: z.enum([
    'hello',
    'facts.changed',
    'plan.changed',
    'goal.changed',
    'monitoring.changed',
    'dashboards.changed',
    'job.changed',
    'records.changed',
    'people.changed',
  ]),
  subject: z.string(),
  at: z.iso.datetime(),
})
export type LiveEvent = z.infer<typeof liveEvent>
