import assert from 'node:assert/strict'
import { type Look, settled, type Visit } from './browser.ts'
import type { Client } from './client.ts'

/** Pages of the six parts that somebody can open by their address. */
export const LOOP_PAGES: readonly string[] = [
  '/',
  '/targets',
  '/targets/1',
  '/targets/1?view=map',
  '/targets/1/cascade',
  '/targets/mine',
  '/targets/activity',
  '/targets/goals',
  '/targets/goals/new',
  '/targets/calibration',
  '/planning',
  '/execution',
  '/monitoring',
  '/monitoring/alerts',
  '/monitoring/alerts/rules',
  '/monitoring/alerts/channels',
  '/monitoring/funnel',
  '/monitoring/health',
  '/monitoring/grades',
  '/monitoring/meetings',
  '/monitoring/deviations',
  '/monitoring/responses',
  '/monitoring/authority',
  '/skills',
  '/review',
  '/review/quotas',
]

/** Pages of the shared ground, one with figures for each way of showing them. */
export const GROUND_PAGES: readonly string[] = [
  '/records',
  '/records/regions',
  '/records/products',
  '/records/customer-types',
  '/records/calendar',
  '/entries',
  '/entries/customer',
  '/entries/person',
  '/periods',
  '/duplicates',
  '/orders',
  '/imports',
  '/imports/templates',
  '/metrics',
  '/metrics/explore',
  '/metrics/explore?by=person,category&view=bars&compare=previousPeriod',
  '/jobs',
  '/settings',
  '/settings/members',
  '/settings/positions',
  '/settings/stand-ins',
  '/settings/access',
  '/settings/mail',
]

/** Opens pages one after another, looks at each, and asserts that none logged an error. */
export async function walk(
  visit: (client: Client, look: Look) => Promise<Visit>,
  client: Client,
  look: Look,
  paths: readonly string[],
  inspect: (visit: Visit) => Promise<void>,
): Promise<void> {
  const walked = await visit(client, look)
  for (const path of paths) {
    await walked.page.goto(path)
    await settled(walked.page)
    await inspect(walked)
  }
  assert.deepEqual(walked.problems, [])
  await walked.context.close()
}
