import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { AlertRule } from '@salesloom/contract'
import { MOST_BYTES } from '../../../connectors/messengers/index.ts'
import { SAMPLE_CODE } from '../../../connectors/sample-company/index.ts'
import { scheduleCaller } from '../../../foundation/access/index.ts'
import { createMailer } from '../../../foundation/mail/index.ts'
import { computeMetric } from '../../../foundation/metrics/index.ts'
import type { Clock } from '../../../platform/clock/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import type { JobQueue } from '../../../platform/jobs/queue.ts'
import { createLogger } from '../../../platform/logging/index.ts'
import { createSealer } from '../../../platform/secrets/seal.ts'
import { sampleCompanyAt } from '../../../testing/fillings.ts'
import { sampleCaller } from '../../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../../testing/test-database.ts'
import { acknowledgeAlert, assignAlert, snoozeAlert } from './act-on-alert.ts'
import { addDefaultAlertRules, defaultRules } from './add-default-rules.ts'
import { findAlertRules, saveAlertRule, setAlertRule } from './alert-rules.ts'
import { createAlertChannel, findAlertChannels, findAlertDeliveries } from './channels.ts'
import { deliverAlerts } from './deliver-alerts.ts'
import { escalateAlerts } from './escalate-alerts.ts'
import { evaluateAlerts } from './evaluate-alerts.ts'
import { findAlerts, getAlertHistory } from './find-alerts.ts'
import { tryAlertRule } from './try-rule.ts'

const START = '2026-05-20T02:00:00Z'
const ALL = { state: 'open', page: 1, pageSize: 100 } as const
let opened: FilledDatabase
let workspaceId: number
let now = new Date(START)
const clock: Clock = { now: () => now }
let director: CallContext
let manager: CallContext
let representative: CallContext
const queue = { enqueue: async () => 'job' } as unknown as JobQueue
const sealer = createSealer('a secret of this test alone', 'webhooks')
const mailer = createMailer(
  {
    host: 'localhost',
    port: 25,
    secure: false,
    requireTls: false,
    user: null,
    password: null,
    from: 'a@b.example',
  } as never,
  sealer,
)
const evaluate = () => evaluateAlerts(scheduleCaller(opened.database, clock, workspaceId), mailer)
const ids = async (sqlText: string) =>
  (await opened.database.pool.query<{ id: number }>(sqlText, [workspaceId])).rows.map(({ id }) => id)

before(async () => {
  opened = await openFilled(sampleCompanyAt(START))
  workspaceId = opened.workspaceId
  const caller = async (role: 'director' | 'manager' | 'representative') => ({
    ...(await sampleCaller(opened, workspaceId, SAMPLE_CODE, role)),
    clock,
  })
  director = await caller('director')
  manager = await caller('manager')
  representative = await caller('representative')
})
after(() => opened.close())

test('the shipped rules raise one alert for each planted story, at its cause, and nothing else', async () => {
  assert.deepEqual(await addDefaultAlertRules(director, queue, 'en'), { added: 5 })
  assert.deepEqual(await addDefaultAlertRules(director, queue, 'zh-CN'), { added: 0 })
  const { raised } = await evaluate()
  const { rows } = await findAlerts(director, ALL)
  assert.equal(rows.length, raised)
  const found = rows.map(({ metric, cause }) => `${metric} ${cause.name.zh}`).toSorted()
  assert.deepEqual(found, [
    'collectionPeriod 工程建设',
    'discountRate 华东大区',
    'sales 华东大区',
    'sales 可编程控制器 CT200',
    'sales 湘豫团队',
    'winRate 华东大区',
  ])
  const again = await evaluate()
  assert.deepEqual([again.raised, again.recovered], [0, 0])
})

test('over three years of history no quiet team, product or trade raises an alert', async () => {
  const stories = new Set(['华东大区', '湘豫团队', '可编程控制器 CT200', '工程建设'])
  const inEast = new Set(['上海团队', '江苏团队', '浙江团队'])
  for (const content of defaultRules('en')) {
    const { fired, periods } = await tryAlertRule(director, { content })
    assert.ok(periods.length >= 24, `${content.name}: ${periods.length}`)
    const quiet = fired.filter(({ cause }) => !stories.has(cause.name.zh) && !inEast.has(cause.name.zh))
    assert.deepEqual(quiet, [], content.name)
  }
})

test('an alert says what the catalogue says', async () => {
  const { rows } = await findAlerts(director, ALL)
  for (const alert of rows.filter(({ cause }) => cause.tree === 'units')) {
    const slice = { from: alert.from, to: alert.to, orgUnitId: alert.cause.id ?? 0 }
    const { total } = await computeMetric(director, { metric: alert.metric, slice })
    assert.ok(
      Math.abs((alert.value ?? 0) - (total.value ?? 0)) < 1e-9 * Math.abs(total.value ?? 1),
      alert.rule,
    )
    const beyond = alert.when === 'below' ? alert.value! < alert.threshold! : alert.value! > alert.threshold!
    assert.equal(beyond, true)
  }
})

test('an alert is seen by those whose part holds its cause, and by nobody else', async () => {
  const whole = await findAlerts(director, ALL)
  const hers = await findAlerts(manager, ALL)
  const his = await findAlerts(representative, ALL)
  const units = manager.visibility.whole ? [] : manager.visibility.orgUnitIds
  const expected = whole.rows.filter(({ cause }) => cause.tree === 'units' && units.includes(cause.id ?? 0))
  assert.deepEqual(
    hers.rows.map(({ alertId }) => alertId),
    expected.map(({ alertId }) => alertId),
  )
  assert.deepEqual(his, { total: 0, rows: [] })
  const hidden = whole.rows.find(({ alertId }) => !expected.some((each) => each.alertId === alertId))
  const alertId = hidden?.alertId ?? 0
  for (const refused of [
    () => getAlertHistory(representative, { alertId }),
    () => acknowledgeAlert(representative, { alertId }),
    () => snoozeAlert(manager, { alertId, hours: 1 }),
  ])
    await assert.rejects(refused, { code: 'notFound' })
  assert.deepEqual(await findAlertRules(representative), [])
})

test('managers make rules for their own units only', async () => {
  const units = manager.visibility.whole ? [] : manager.visibility.orgUnitIds
  const [content] = defaultRules('en').filter(({ metric }) => metric === 'sales') as [AlertRule]
  const save = (part: AlertRule['part']) =>
    saveAlertRule(manager, queue, { ruleId: null, version: 0, content: { ...content, part } })
  await assert.rejects(() => save({}), { code: 'outsideSubtree' })
  const [other] = await ids(
    `select org_unit_id as id from org_unit where workspace_id = $1 and org_unit_id <> all('{${units.join(',')}}'::bigint[])`,
  )
  await assert.rejects(() => save({ orgUnitId: other ?? 0 }), { code: 'outsideSubtree' })
  await assert.rejects(() => tryAlertRule(manager, { content }), { code: 'outsideSubtree' })
  const { ruleId, version } = await save({ orgUnitId: units[0] ?? 0 })
  assert.deepEqual(
    (await findAlertRules(manager)).map((rule) => rule.ruleId),
    [ruleId],
  )
  const changed = { ...content, part: { orgUnitId: units[0] ?? 0 }, name: 'Other' }
  assert.equal((await saveAlertRule(manager, queue, { ruleId, version, content: changed })).version, 2)
  await assert.rejects(() => saveAlertRule(manager, queue, { ruleId, version, content: changed }), {
    code: 'versionConflict',
  })
  await setAlertRule(manager, { ruleId, to: 'removed' })
  assert.deepEqual(await findAlertRules(manager), [])
})

test('thresholds differ by member and time, and what cannot be asked is refused with its place', async () => {
  const [south, east] = await ids(
    `select org_unit_id as id from org_unit where workspace_id = $1 and code in ('area:south', 'area:east') order by code desc`,
  )
  const [first] = defaultRules('en').filter(({ metric }) => metric === 'discountRate') as [AlertRule]
  const fixed = (threshold: number): AlertRule['conditions'] => [{ kind: 'fixed', when: 'above', threshold }]
  const content: AlertRule = {
    ...first,
    conditions: fixed(0.5),
    overrides: [
      { part: { orgUnitId: east ?? 0 }, conditions: fixed(0.12) },
      { part: { orgUnitId: south ?? 0 }, from: '2030-01-01', conditions: fixed(0.01) },
    ],
  }
  const { fired } = await tryAlertRule(director, { content })
  assert.deepEqual([...new Set(fired.map(({ cause }) => cause.id))], [east])
  for (const [wrong, field] of [
    [{ ...content, by: 'product' as const }, 'overrides.orgUnitId'],
    [{ ...content, metric: 'activeCustomers', overrides: [] }, 'by'],
    [
      {
        ...content,
        overrides: [{ part: {}, from: '2030-02-01', to: '2030-01-01', conditions: fixed(0.1) }],
      },
      'overrides.to',
    ],
    [
      {
        ...content,
        metric: 'sales',
        running: true,
        conditions: [{ kind: 'change', when: 'below', share: -0.5, periods: 12 }],
      },
      'running',
    ],
  ] as [AlertRule, string][])
    await assert.rejects(
      () => tryAlertRule(director, { content: wrong }),
      (error: { data?: { field?: string } }) => JSON.stringify(error).includes(field),
    )
})

test('messages: one digest a channel and minute, signed, within the limit, without any figure; failures are tried again', async () => {
  const sent: { kind: string; text: string; secret: string | null }[] = []
  let answer = { ok: false, status: 500 as number | null, error: 'HTTP 500' as string | null }
  const parts = {
    database: opened.database,
    sealer,
    now: clock.now,
    log: createLogger('silent'),
    origin: 'https://loom.example',
    messenger: {
      mostBytes: MOST_BYTES,
      send: async (call: { kind: string; text: string; secret: string | null; url: string }) => {
        sent.push(call)
        return answer
      },
    },
  }
  const url = 'https://oapi.dingtalk.example/robot/send?access_token=hidden-key'
  const { channelId } = await createAlertChannel(director, sealer, {
    kind: 'dingtalk',
    name: 'D',
    url,
    secret: 'SEChidden',
    locale: 'zh-CN',
    orgUnitId: null,
    severity: 'info',
  })
  const shown = JSON.stringify(await findAlertChannels(director))
  assert.doesNotMatch(shown, /hidden/)
  const { rows: stored } = await opened.database.pool.query(
    `select row_to_json(c)::text as text from alert_channel c union all select row_to_json(a)::text from audit_entry a where action like 'monitoring.%'`,
  )
  assert.doesNotMatch(JSON.stringify(stored), /hidden/)
  for (const rule of await findAlertRules(director))
    await setAlertRule(director, { ruleId: rule.ruleId, to: 'stopped' })
  for (const rule of await findAlertRules(director))
    await setAlertRule(director, { ruleId: rule.ruleId, to: 'active' })
  await evaluate()
  assert.equal(await deliverAlerts(parts, workspaceId), 0)
  now = new Date(now.getTime() + 11_000)
  assert.equal(await deliverAlerts(parts, workspaceId), 1)
  assert.equal(sent.length, 1)
  const text = sent[0]?.text ?? ''
  assert.equal(sent[0]?.secret, 'SEChidden')
  // East China is told of once, by the gravest of its three rules.
  assert.equal(text.match(/华东大区/g)?.length, 1, text)
  assert.match(text, /湘豫团队/)
  const { rows } = await findAlerts(director, ALL)
  assert.doesNotMatch(text, /\d%|\d\.\d/)
  for (const { value, threshold } of rows)
    for (const figure of [value, threshold].filter((each) => Math.abs(each ?? 0) > 1_000))
      assert.ok(!text.includes(String(Math.round((figure ?? 0) / 100))), text)
  const log = async () => (await findAlertDeliveries(director, { channelId, page: 1, pageSize: 5 })).rows[0]
  const failed = await log()
  assert.deepEqual([failed?.state, failed?.attempts, failed?.error], ['waiting', 1, 'HTTP 500'])
  answer = { ok: true, status: 200, error: null }
  assert.equal(await deliverAlerts(parts, workspaceId), 0)
  now = new Date(now.getTime() + 3_600_000)
  assert.equal(await deliverAlerts(parts, workspaceId), 1)
  assert.deepEqual([(await log())?.state, (await log())?.attempts], ['delivered', 2])
})

test('acknowledged or snoozed alerts are not escalated; others are, once', async () => {
  const { rows } = await findAlerts(director, ALL)
  const critical = rows.filter(({ severity }) => severity === 'critical')
  const [first, second] = critical
  await acknowledgeAlert(director, { alertId: first?.alertId ?? 0, note: 'seen to' })
  await snoozeAlert(director, { alertId: second?.alertId ?? 0, hours: 72 })
  const [somebody] = await ids(
    `select person_id as id from membership where workspace_id = $1 and role = 'representative'`,
  )
  await assert.rejects(
    () => assignAlert(director, { alertId: first?.alertId ?? 0, personId: somebody ?? 0 }),
    { code: 'alertNotSeenByOwner' },
  )
  now = new Date(now.getTime() + 49 * 3_600_000)
  const escalate = () => escalateAlerts(scheduleCaller(opened.database, clock, workspaceId), mailer)
  assert.equal(await escalate(), critical.length - 2)
  assert.equal(await escalate(), 0)
  now = new Date(now.getTime() + 30 * 3_600_000)
  assert.ok((await escalate()) >= 1)
  const history = await getAlertHistory(director, { alertId: first?.alertId ?? 0 })
  assert.deepEqual(
    history.map(({ kind }) => kind),
    ['raised', 'acknowledged'],
  )
})

test('an alert whose facts were corrected recovers by itself', async () => {
  const before = (await findAlerts(director, ALL)).rows
  const product = before.find(({ cause }) => cause.tree === 'product')
  const rule = (await findAlertRules(director)).find(({ ruleId }) => ruleId === product?.ruleId)
  assert.ok(rule)
  const eased: AlertRule = {
    ...rule.content,
    conditions: [{ kind: 'change', when: 'below', share: -0.9, periods: 12 }],
  }
  await saveAlertRule(director, queue, { ruleId: rule.ruleId, version: rule.version, content: eased })
  assert.equal((await evaluate()).recovered, 1)
  const after = (await findAlerts(director, ALL)).rows
  assert.equal(after.length, before.length - 1)
})
