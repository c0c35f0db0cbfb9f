import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { AlertRule } from '@salesloom/contract'
import { SAMPLE_CODE } from '../../../connectors/sample-company/index.ts'
import { scheduleCaller } from '../../../foundation/access/index.ts'
import { createMailer } from '../../../foundation/mail/index.ts'
import { computeMetric } from '../../../foundation/metrics/index.ts'
import { fixedClock } from '../../../platform/clock/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import type { JobQueue } from '../../../platform/jobs/queue.ts'
import { createSealer } from '../../../platform/secrets/seal.ts'
import { sampleCompanyAt } from '../../../testing/fillings.ts'
import { sampleCaller } from '../../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../../testing/test-database.ts'
import { defaultRules } from './add-default-rules.ts'
import { findAlertRules, saveAlertRule } from './alert-rules.ts'
import { evaluateAlerts } from './evaluate-alerts.ts'
import { findAlerts } from './find-alerts.ts'
import { tryAlertRule } from './try-rule.ts'

const START = '2026-05-20T02:00:00Z'
const ALL = { state: 'open', page: 1, pageSize: 100 } as const
let opened: FilledDatabase
let workspaceId: number
let director: CallContext
let manager: CallContext
const clock = fixedClock(START)
const queue = { enqueue: async () => 'job' } as unknown as JobQueue
const mailer = createMailer(null as never, createSealer('a secret of this test alone', 'mail'))

const ruleOf = (metric: string): AlertRule => {
  const rule = defaultRules('en').find((each) => each.metric === metric && each.by === 'units')
  assert.ok(rule)
  return rule
}
const conditionOf = (metric: string) => ({ ...ruleOf(metric).conditions[0], metric }) as Condition
type Condition = AlertRule['conditions'][number]

/** Win rate far below its own history, and at the same unit and time discounts far above theirs. */
const combined = (change: Partial<AlertRule> = {}): AlertRule => ({
  ...ruleOf('winRate'),
  name: 'Lost in spite of discounts',
  conditions: [...ruleOf('winRate').conditions, conditionOf('discountRate')],
  ...change,
})

before(async () => {
  opened = await openFilled(sampleCompanyAt(START))
  workspaceId = opened.workspaceId
  const caller = async (role: 'director' | 'manager') => ({
    ...(await sampleCaller(opened, workspaceId, SAMPLE_CODE, role)),
    clock,
  })
  director = await caller('director')
  manager = await caller('manager')
})
after(() => opened.close())

const firedBy = async (content: AlertRule) => {
  const { fired } = await tryAlertRule(director, { content })
  return fired.map(({ cause, raised, closed }) => `${cause.code} ${raised} ${closed}`)
}

test('a rule that names its own metric at a condition says what it said without', async () => {
  const plain = ruleOf('winRate')
  const named = { ...plain, conditions: [conditionOf('winRate')] }
  const fired = await firedBy(plain)
  assert.ok(fired.length > 0)
  assert.deepEqual(await firedBy(named), fired)
})

test('all of several metrics fire where each alone does, any where one does', async () => {
  const causes = async (content: AlertRule) => {
    const { fired } = await tryAlertRule(director, { content })
    return new Set(fired.filter(({ closed }) => closed === null).map(({ cause }) => cause.name.zh))
  }
  assert.deepEqual(await causes(combined()), new Set(['华东大区']))
  const never = { kind: 'fixed', when: 'above', threshold: 0.99, metric: 'discountRate' } as Condition
  const [own] = ruleOf('winRate').conditions as [Condition]
  assert.deepEqual(await causes(combined({ conditions: [own, never] })), new Set())
  const any = await causes(combined({ conditions: [own, never], combine: 'any' }))
  assert.deepEqual(any, await causes(ruleOf('winRate')))
})

test('an alert says which conditions hold, each with the figure that the catalogue has', async () => {
  const content = combined({
    conditions: [...combined().conditions, { ...conditionOf('sales'), least: 1 } as Condition],
    combine: 'any',
  })
  await saveAlertRule(director, queue, { ruleId: null, version: 0, content })
  await evaluateAlerts(scheduleCaller(opened.database, clock, workspaceId), mailer)
  const { rows } = await findAlerts(director, ALL)
  const alert = rows.find(({ cause }) => cause.name.zh === '华东大区')
  assert.ok(alert)
  assert.deepEqual(
    alert.conditions.map(({ metric, verdict }) => [metric, verdict]),
    [
      ['winRate', 'met'],
      ['discountRate', 'met'],
      ['sales', 'clear'],
    ],
  )
  assert.deepEqual(
    [alert.value, alert.threshold],
    [alert.conditions[0]?.value, alert.conditions[0]?.threshold],
  )
  const slice = { from: alert.from, to: alert.to, orgUnitId: alert.cause.id ?? 0 }
  for (const { metric, value, threshold, when, verdict } of alert.conditions) {
    const { total } = await computeMetric(director, { metric, slice })
    assert.ok(Math.abs((value ?? 0) - (total.value ?? 0)) <= 1e-9 * Math.abs(total.value ?? 1), metric)
    const beyond = when === 'below' ? value! < threshold! : value! > threshold!
    assert.equal(beyond, verdict === 'met', metric)
  }
  // Judged again by the same facts, nothing is new.
  const again = await evaluateAlerts(scheduleCaller(opened.database, clock, workspaceId), mailer)
  assert.deepEqual([again.raised, again.recovered], [0, 0])
})

test('who may not read one of the metrics sees neither rule nor alert', async () => {
  const units = manager.visibility.whole ? [] : manager.visibility.orgUnitIds
  const part = { orgUnitId: units[0] ?? 0 }
  const margin = { kind: 'fixed', when: 'below', threshold: 0.99, metric: 'grossMargin' } as Condition
  const content = combined({
    name: 'With margin',
    part,
    conditions: [...ruleOf('winRate').conditions, margin],
    combine: 'any',
  })
  await assert.rejects(() => tryAlertRule(manager, { content }), { code: 'forbidden' })
  await saveAlertRule(director, queue, { ruleId: null, version: 0, content })
  await evaluateAlerts(scheduleCaller(opened.database, clock, workspaceId), mailer)
  const names = async (context: CallContext) => (await findAlerts(context, ALL)).rows.map(({ rule }) => rule)
  assert.ok((await names(director)).includes('With margin'))
  assert.ok(!(await names(manager)).includes('With margin'))
  assert.ok((await names(manager)).length > 0)
  assert.ok(!(await findAlertRules(manager)).some(({ content: { name } }) => name === 'With margin'))
})

test('what cannot be asked of another metric is refused with its place', async () => {
  const foreign = combined({ conditions: [conditionOf('discountRate')] })
  const unkept = combined({
    conditions: [
      ...ruleOf('winRate').conditions,
      { ...conditionOf('sales'), metric: 'activeCustomers' } as Condition,
    ],
  })
  for (const [content, field] of [
    [foreign, 'conditions'],
    [unkept, 'by'],
  ] as const)
    await assert.rejects(
      () => tryAlertRule(director, { content }),
      (error: unknown) => JSON.stringify(error).includes(`"field":"${field}"`),
    )
  const unknown = combined({
    conditions: [...combined().conditions, { ...conditionOf('sales'), metric: 'nothing' } as Condition],
  })
  await assert.rejects(() => tryAlertRule(director, { content: unknown }), { code: 'notFound' })
})
