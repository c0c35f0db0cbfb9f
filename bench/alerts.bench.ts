import type { AlertRule } from '../packages/contract/index.ts'
import { loadSampleCompany } from '../packages/server/connectors/sample-company/index.ts'
import { scheduleCaller } from '../packages/server/foundation/access/index.ts'
import { createMailer } from '../packages/server/foundation/mail/index.ts'
import { evaluateAlerts } from '../packages/server/loop/4-monitoring/alerts/evaluate-alerts.ts'
import { fixedClock } from '../packages/server/platform/clock/index.ts'
import type { Database } from '../packages/server/platform/database/index.ts'
import { createSealer } from '../packages/server/platform/secrets/seal.ts'
import { withTestDatabase } from '../packages/server/testing/test-database.ts'
import { type Benchmark, type Finding, finding, RUNS, timed } from './measure.ts'

const RULES = 5_000
const DAY = '2026-05-20T02:00:00Z'

const BASE: Omit<AlertRule, 'name' | 'metric' | 'by' | 'part'> = {
  grain: 'month',
  window: 3,
  running: false,
  leastBase: 0,
  leastShare: 0,
  combine: 'any',
  conditions: [
    { kind: 'history', when: 'below', basis: 'season', width: 3, least: 0.15 },
    { kind: 'change', when: 'below', share: -0.4, periods: 12 },
  ],
  hysteresis: 0.03,
  pendingPeriods: 1,
  keepFiringPeriods: 1,
  severity: 'info',
  overrides: [],
  ownerId: null,
  escalateAfterHours: null,
}
const WATCHED = [
  ['sales', 'people', 'orgUnitId', 'org_unit'],
  ['winRate', 'units', 'orgUnitId', 'org_unit'],
  ['discountRate', 'whole', 'personId', 'person'],
  ['sales', 'product', 'productId', 'product'],
  ['collectionPeriod', 'whole', 'customerTypeId', 'customer_type'],
  ['sales', 'region', 'regionId', 'region'],
] as const

async function idsOf(database: Database, table: string, workspaceId: number): Promise<number[]> {
  const { rows } = await database.pool.query<{ id: number }>(
    `select ${table}_id as id from ${table} where workspace_id = $1 order by 1`,
    [workspaceId],
  )
  return rows.map(({ id }) => id)
}

/** Rules over units, people, products, types and regions in turn, each with its own thresholds. */
async function makeRules(database: Database, workspaceId: number): Promise<void> {
  const ids = new Map<string, number[]>()
  for (const [, , , table] of WATCHED) ids.set(table, await idsOf(database, table, workspaceId))
  const contents = Array.from({ length: RULES }, (_, i): AlertRule => {
    const [metric, by, part, table] = WATCHED[i % WATCHED.length] as (typeof WATCHED)[number]
    const members = ids.get(table) ?? []
    const [history, change] = BASE.conditions
    const own = { ...(history as object), width: 2 + (i % 40) / 10 } as AlertRule['conditions'][number]
    return {
      ...BASE,
      name: `rule ${i}`,
      metric,
      by,
      part: { [part]: members[Math.floor(i / WATCHED.length) % members.length] },
      conditions: change === undefined ? [own] : [own, change],
    }
  })
  await database.pool.query(
    `insert into alert_rule (workspace_id, content, created_by, created_at)
     select $1, content::jsonb, 'bench', $3 from unnest($2::text[]) content`,
    [workspaceId, contents.map((content) => JSON.stringify(content)), DAY],
  )
}

/** All rules of a workspace with 5,000 of them, evaluated over four years and reconciled with the alerts that are kept. */
export const alertsBench: Benchmark = {
  name: 'alerts',
  run: () =>
    withTestDatabase(async ({ database }): Promise<Finding[]> => {
      const clock = fixedClock(DAY)
      const { workspaceId } = await loadSampleCompany(database, { clock })
      await makeRules(database, workspaceId)
      await database.pool.query('analyze')
      const context = scheduleCaller(database, clock, workspaceId)
      const mailer = createMailer(null, createSealer('bench', 'mail'))
      const runs: number[] = []
      for (let i = 0; i <= RUNS; i++) {
        const [milliseconds] = await timed(() => evaluateAlerts(context, mailer))
        // The first run raises the alerts and warms up.
        if (i > 0) runs.push(milliseconds / 1_000)
      }
      const what = `${RULES.toLocaleString('en')} rules evaluated`
      return [finding({ name: 'alerts', what, unit: 's', runs, mark: 10 })]
    }),
}
