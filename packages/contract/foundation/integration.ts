import { z } from 'zod'
import { civilDate, id, page } from '../primitives.ts'
import { procedure } from '../procedure.ts'
import { kindName } from './entries.ts'

const instant = z.iso.datetime()

/** Events that a webhook may hear. */
export const webhookEvents = [
  'facts.entriesChanged',
  'facts.orderRecorded',
  'facts.imported',
  'records.changed',
  'targets.scenarioApproved',
  'targets.cascadeChanged',
  'targets.answerReminded',
] as const
const webhookEvent = z.enum(webhookEvents)

/** A batch of the ingest interface: at most 10,000 entries of a kind, keyed by source and external id. */
export const ingestBody = z.object({
  source: z.string().trim().min(1).max(60),
  mode: z.enum(['goodEntries', 'allOrNothing']).default('goodEntries'),
  entries: z
    .array(
      z.object({
        externalId: z.string().min(1).max(200),
        values: z.record(
          z.string().max(40),
          z.union([
            z.string().max(20_000),
            z.number(),
            z.boolean(),
            z.null(),
            z.object({ externalId: z.string().max(200) }),
            z.object({ code: z.string().max(200) }),
            z.object({ name: z.string().max(500) }),
          ]),
        ),
      }),
    )
    .min(1)
    .max(10_000),
})
export type IngestBody = z.infer<typeof ingestBody>

/** Entries that a source no longer has. */
export const ingestRemoval = z.object({
  source: z.string().trim().min(1).max(60),
  externalIds: z.array(z.string().min(1).max(200)).min(1).max(10_000),
})

export const integration = {
  /** Keys of the ingest interface; the keys themselves are never shown again. */
  findApiKeys: procedure('integration.write', 'workspace')
    .route({ method: 'GET', path: '/api-keys', tags: ['integration'] })
    .output(
      z.array(
        z.object({
          apiKeyId: id,
          name: z.string(),
          prefix: z.string(),
          kinds: z.array(z.string()).describe('kinds that it may write; * is every kind'),
          createdBy: z.string(),
          createdAt: instant,
          expiresAt: instant.nullable(),
          revokedAt: instant.nullable(),
          lastUsedAt: instant.nullable(),
          lastUsedFrom: z.string().nullable(),
        }),
      ),
    ),

  /** Makes a key; the answer is the only time that it is shown. */
  createApiKey: procedure('integration.write', 'workspace')
    .route({ method: 'POST', path: '/api-keys', tags: ['integration'] })
    .input(
      z.object({
        name: z.string().trim().min(1).max(80),
        kinds: z
          .array(z.union([kindName, z.literal('*')]))
          .min(1)
          .max(40),
        expiresOn: civilDate.nullable().default(null),
      }),
    )
    .output(z.object({ apiKeyId: id, key: z.string() })),

  revokeApiKey: procedure('integration.write', 'workspace')
    .route({ method: 'POST', path: '/api-keys/{apiKeyId}/revoke', tags: ['integration'] })
    .input(z.object({ apiKeyId: id }))
    .output(z.object({ apiKeyId: id })),

  findWebhooks: procedure('integration.write', 'workspace')
    .route({ method: 'GET', path: '/webhooks', tags: ['integration'] })
    .output(
      z.array(
        z.object({
          webhookId: id,
          name: z.string(),
          host: z.string().describe('the address itself is a secret'),
          events: z.array(webhookEvent),
          active: z.boolean(),
          createdBy: z.string(),
          createdAt: instant,
          waiting: z.number().int(),
          failed: z.number().int(),
          lastDeliveredAt: instant.nullable(),
        }),
      ),
    ),

  /** Registers an address; the signing secret is shown this once. */
  createWebhook: procedure('integration.write', 'workspace')
    .route({ method: 'POST', path: '/webhooks', tags: ['integration'] })
    .input(
      z.object({
        name: z.string().trim().min(1).max(80),
        url: z.url({ protocol: /^https?$/ }).max(2_000),
        events: z.array(webhookEvent).min(1),
      }),
    )
    .output(z.object({ webhookId: id, secret: z.string() })),

  setWebhook: procedure('integration.write', 'workspace')
    .route({ method: 'PATCH', path: '/webhooks/{webhookId}', tags: ['integration'] })
    .input(z.object({ webhookId: id, active: z.boolean() }))
    .output(z.object({ webhookId: id })),

  removeWebhook: procedure('integration.write', 'workspace')
    .route({ method: 'POST', path: '/webhooks/{webhookId}/remove', tags: ['integration'] })
    .input(z.object({ webhookId: id }))
    .output(z.object({ webhookId: id })),

  /** What was sent where, newest first. */
  findDeliveries: procedure('integration.write', 'workspace')
    .route({ method: 'GET', path: '/webhooks/{webhookId}/deliveries', tags: ['integration'] })
    .input(page.extend({ webhookId: id }))
    .output(
      z.object({
        total: z.number().int(),
        rows: z.array(
          z.object({
            deliveryId: id,
            event: z.string(),
            state: z.enum(['waiting', 'delivered', 'failed']),
            attempts: z.number().int(),
            status: z.number().int().nullable(),
            error: z.string().nullable(),
            createdAt: instant,
            deliveredAt: instant.nullable(),
            nextAt: instant,
          }),
        ),
      }),
    ),

  /** Sends a delivery again, whatever became of it. */
  replayDelivery: procedure('integration.write', 'workspace')
    .route({ method: 'POST', path: '/deliveries/{deliveryId}/replay', tags: ['integration'] })
    .input(z.object({ deliveryId: id }))
    .output(z.object({ deliveryId: id })),
}
