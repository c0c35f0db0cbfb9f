import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type AlertRule, contract } from '@salesloom/contract'
import { SAMPLE_CODE } from '../../../connectors/sample-company/index.ts'
import { scheduleCaller } from '../../../foundation/access/index.ts'
import { recordOrder } from '../../../foundation/facts/index.ts'
import type { Mailer } from '../../../foundation/mail/index.ts'
import { computeMetric } from '../../../foundation/metrics/index.ts'
import { fixedClock } from '../../../platform/clock/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import type { JobQueue } from '../../../platform/jobs/queue.ts'
import { sampleCompanyAt } from '../../../testing/fillings.ts'
import { sampleCaller } from '../../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../../testing/test-database.ts'
import { approveScenario, submitScenario } from '../../1-targets/approve-scenario.ts'
import { setTarget } from '../../1-targets/index.ts'
import { saveAlertRule } from './alert-rules.ts'
import { evaluateAlerts } from './evaluate-alerts.ts'
import { findAlerts } from './find-alerts.ts'
import { tryAlertRule } from './try-rule.ts'

const NOW = '2026-05-20T02:00:00Z'
const queue = { enqueue: async () => 'job' } as unknown as JobQueue
const mailer = { post: async () => undefined } as unknown as Mailer
let opened: FilledDatabase
let director: CallContext

async function approvePlanOf(channel: string): Promise<void> {
  const plan = { baseYear: 2025, growthPercent: 10, fallback: 'teamMedian' } as const
  const { scenarioId } = await setTarget(director, { ...plan, name: `2026 ${channel}`, channel })
  await submitScenario(director, { scenarioId, version: 1 })
  await approveScenario(director, { scenarioId, version: 2 })
}

/** An order of April in a channel that has no target. */
async function sellInThirdChannel(): Promise<void> {
  const { pool } = opened.database
  const { workspaceId } = opened
  await pool.query(
    `insert into channel (workspace_id, code, name_zh, name_en, ordinal) values ($1, 'market', '集市', 'Market', 9)`,
    [workspaceId],
  )
  const { rows } = await pool.query<{ customerId: number; personId: number; productId: number }>(
    `select o.customer_id as "customerId", o.person_id as "personId", l.product_id as "productId"
     from sales_order o join order_line l using (workspace_id, order_id)
     where o.workspace_id = $1 and o.order_date between '2026-04-01' and '2026-04-30' and o.person_id is not null
     order by o.order_id limit 1`,
    [workspaceId],
  )
  const [like] = rows
  assert.ok(like !== undefined)
  const { productId, ...head } = like
  await recordOrder(director, {
    ...{ source: 'test', externalId: 'market-1', orderDate: '2026-04-15', channel: 'market', ...head },
    lines: [{ productId, quantity: '1', unitPrice: '1000', discountRate: 0 }],
  })
}

before(async () => {
  opened = await openFilled(sampleCompanyAt(NOW))
  const clock = fixedClock(NOW)
  director = { ...(await sampleCaller(opened, opened.workspaceId, SAMPLE_CODE, 'director')), clock }
  await approvePlanOf('direct')
})
after(() => opened.close())

/** Fires wherever a unit sold anything at all beside a target. */
const RULE: AlertRule = {
  name: 'Beside the target',
  metric: 'sales',
  by: 'units',
  part: {},
  grain: 'month',
  window: 1,
  running: false,
  leastBase: 0,
  leastShare: 0,
  combine: 'all',
  conditions: [{ kind: 'target', when: 'below', share: 10 }],
  hysteresis: 0,
  pendingPeriods: 0,
  keepFiringPeriods: 0,
  severity: 'warning',
  overrides: [],
  ownerId: null,
  escalateAfterHours: null,
}
const APRIL = { from: '2026-04-01', to: '2026-04-30' }

test('beside the target of one channel a rule watches that channel, as tiles do, and its alert says so', async () => {
  await saveAlertRule(director, queue, { ruleId: null, version: 0, content: RULE })
  await evaluateAlerts(scheduleCaller(opened.database, director.clock, opened.workspaceId), mailer)
  const found = await findAlerts(director, { state: 'open', page: 1, pageSize: 100 })
  const schema = contract.monitoring.findAlerts['~orpc'].outputSchema
  assert.equal((await schema?.['~standard'].validate(found))?.issues, undefined)
  const [alert] = found.rows
  assert.ok(alert !== undefined && alert.cause.id !== null)
  assert.deepEqual([alert.channels, alert.from, alert.to], [['direct'], APRIL.from, APRIL.to])
  const sold = async (channel: object) => {
    const slice = { ...APRIL, ...channel, orgUnitId: alert.cause.id ?? 0 }
    const { total } = await computeMetric(director, { metric: 'sales', slice, compare: ['target'] })
    return [total.value, total.compared['target']?.value ?? null] as const
  }
  const [direct, target] = await sold({ channel: 'direct' })
  assert.equal(alert.value, direct)
  assert.ok(Math.abs((alert.threshold ?? 0) - 10 * (target ?? 0)) <= 10)
  assert.ok(((await sold({}))[0] ?? 0) > (direct ?? 0), 'the unit sells in other channels too')
})

test('a trial counts real misses by figures of the target’s channel, whatever the rule itself is of', async () => {
  const fixed: AlertRule = { ...RULE, conditions: [{ kind: 'fixed', when: 'below', threshold: 1 }] }
  const [all, direct] = [
    await tryAlertRule(director, { content: fixed }),
    await tryAlertRule(director, { content: { ...fixed, channel: 'direct' } }),
  ]
  assert.deepEqual([all.channels, direct.channels], [[], ['direct']])
  assert.ok(direct.misses !== null && direct.misses > 0)
  assert.equal(all.misses, direct.misses)
  assert.deepEqual((await tryAlertRule(director, { content: RULE })).channels, ['direct'])
})

test('beside a target of several channels but not all a rule adds up those channels alone', async () => {
  // Who sells to distributors carries no target in the sample.
  await opened.database.pool.query(
    `update position p set carries_target = true where workspace_id = $1 and exists (select 1 from sales_order o
       where o.workspace_id = p.workspace_id and o.person_id = p.person_id and o.channel = 'partner')`,
    [opened.workspaceId],
  )
  await approvePlanOf('partner')
  await sellInThirdChannel()
  await evaluateAlerts(scheduleCaller(opened.database, director.clock, opened.workspaceId), mailer)
  const [alert] = (await findAlerts(director, { state: 'open', page: 1, pageSize: 100 })).rows
  assert.ok(alert !== undefined && alert.cause.id !== null)
  assert.deepEqual(alert.channels, ['direct', 'partner'])
  const sold = async (channel: object) => {
    const slice = { ...APRIL, ...channel, orgUnitId: alert.cause.id ?? 0 }
    return (await computeMetric(director, { metric: 'sales', slice })).total.value ?? 0
  }
  const both = (await sold({ channel: 'direct' })) + (await sold({ channel: 'partner' }))
  assert.ok(Math.abs((alert.value ?? 0) - both) < 0.005, `${alert.value} beside ${both}`)
  assert.ok((await sold({})) > both, 'the unit sells in other channels too')
  assert.deepEqual((await tryAlertRule(director, { content: RULE })).channels, ['direct', 'partner'])
})
