import { webhookEvents } from '@salesloom/contract'
import { type Database, inWorkspace } from '../../platform/database/index.ts'
import type { Subscriptions } from '../../platform/events/dispatch.ts'
import { newId } from '../../platform/ids/index.ts'
import { queueDeliveries } from './webhook.store.ts'

export { deliverDue, outcomeOf, signature, startDeliverer } from './deliver.ts'
export { isForbiddenHost, refuseForbidden } from './forbidden-host.ts'
export {
  createWebhook,
  findDeliveries,
  findWebhooks,
  removeWebhook,
  replayDelivery,
  setWebhook,
} from './webhooks.ts'

/** Every event that webhooks may hear is put in line for those that do. */
export function webhookSubscriptions(database: Database, now: () => Date): Subscriptions {
  return Object.fromEntries(
    webhookEvents.map((event) => [
      event,
      [
        async (workspaceId: number, payload: Readonly<Record<string, unknown>>) => {
          const at = now()
          const body = JSON.stringify({ id: newId(), event, at: at.toISOString(), data: payload })
          await inWorkspace(database, workspaceId, (tx) => queueDeliveries(tx, workspaceId, event, body, at))
        },
      ],
    ]),
  )
}
