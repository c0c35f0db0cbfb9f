import { z } from 'zod'
import { procedure } from '../procedure.ts'

/** A long piece of work: an import, a rebuild. Its texts are in the interface's catalogue under its kind and step. */
export const job = z.object({
  jobId: z.string(),
  kind: z.enum(['import', 'importFile', 'rebuildRollups', 'calibrate', 'gradeCustomers']),
  state: z.enum(['queued', 'running', 'cancelling', 'done', 'failed', 'cancelled']),
  step: z.string().describe('what is being done, a key of the text catalogue'),
  done: z.number().int(),
  total: z.number().int().nullable(),
  subject: z.string(),
  startedBy: z.string(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  result: z.record(z.string(), z.union([z.string(), z.number()])).nullable(),
  error: z.string().nullable(),
})

export const jobs = {
  /** Jobs of the workspace, newest first, at most a hundred. */
  findJobs: procedure('jobs.read', 'workspace')
    .route({ method: 'GET', path: '/jobs', tags: ['jobs'] })
    .output(z.array(job)),

  /** Asks a running job to stop at its next safe point; what it wrote so far is rolled back or complete. */
  cancelJob: procedure('facts.rebuild', 'workspace')
    .route({ method: 'POST', path: '/jobs/{jobId}/cancel', tags: ['jobs'] })
    .input(z.object({ jobId: z.string() }))
    .output(z.object({ state: z.enum(['cancelling', 'cancelled']) })),
}
