import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SAMPLE_CODE } from '../../../connectors/sample-company/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { fixedClock } from '../../../platform/clock/index.ts'
import type { CallContext } from '../../../platform/http/call-context.ts'
import { sampleCompanyAt } from '../../../testing/fillings.ts'
import { sampleCaller } from '../../../testing/test-application.ts'
import { type FilledDatabase, openFilled } from '../../../testing/test-database.ts'
import { findGrades, type GradesInput } from './find-grades.ts'
import { getGradeHistory } from './get-grade-history.ts'
import { getGrading } from './get-grading.ts'
import { type GradingRule, setGradingRule } from './grading-rule.ts'
import { overrideGrade } from './override-grade.ts'
import { runGrading } from './run-grading.ts'
import { isGradingDue } from './schedule-grading.ts'
import { tryGradingRule } from './try-grading-rule.ts'

const DAY = '2026-05-20'
let opened: FilledDatabase
let director: CallContext
let manager: CallContext
let representative: CallContext

before(async () => {
  const now = `${DAY}T02:00:00Z`
  opened = await openFilled(sampleCompanyAt(now))
  const { workspaceId } = opened
  const clock = fixedClock(now)
  const caller = async (role: 'director' | 'manager' | 'representative') => ({
    ...(await sampleCaller(opened, workspaceId, SAMPLE_CODE, role)),
    clock,
  })
  director = await caller('director')
  manager = await caller('manager')
  representative = await caller('representative')
})
after(() => opened.close())

const at = (caller: CallContext, day: string) => ({ ...caller, clock: fixedClock(`${day}T02:00:00Z`) })
const grades = (caller: CallContext, more: Partial<GradesInput> = {}) =>
  findGrades(caller, { page: 1, pageSize: 200, search: '', ...more })
async function ruleNow(): Promise<{ rule: GradingRule; version: number }> {
  const { rule, version } = await getGrading(director)
  return { rule: rule as GradingRule, version }
}
async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof AppError, String(error))
  return error.code
}

test('the night’s run is due once a day, and grades every customer with its reasons', async () => {
  assert.equal(await isGradingDue(director), true)
  const run = await runGrading(director, { byHand: false })
  assert.equal(run?.customers, 900)
  assert.equal(await isGradingDue(director), false)
  assert.equal(await runGrading(director, { byHand: false }), null)
  assert.equal(await isGradingDue(at(director, '2026-05-21')), true)
  const { counts, rule, changed } = await getGrading(director)
  assert.equal(counts.A + counts.B + counts.C, 900)
  // The first bounds leave a fifth of the customers A; they are rounded to two digits.
  assert.ok(counts.A >= 160 && counts.A <= 200, String(counts.A))
  assert.equal(changed, 0)
  const { rows } = await grades(director)
  for (const row of rows) {
    assert.equal(row.expected, Math.round((row.value ?? 0) * row.probability))
    const { boundA = 0, boundB = 0 } = rule as GradingRule
    const plain = (row.expected ?? 0) >= boundA ? 'A' : (row.expected ?? 0) >= boundB ? 'B' : 'C'
    assert.equal(row.computed, plain)
    assert.ok(row.probabilityLow <= row.probability && row.probability <= row.probabilityHigh)
  }
})

test('probabilities come with their calibration: what was said happened, on deals that the model had not seen', async () => {
  const { run } = await getGrading(director)
  const model = run?.model
  assert.ok(model)
  assert.equal(
    model.reliability.reduce((sum, { deals }) => sum + deals, 0),
    model.deals,
  )
  const won = model.reliability.reduce((sum, { deals, happened }) => sum + deals * happened, 0)
  assert.ok(Math.abs(won - model.won) < 1e-6)
  assert.ok((model.calibrationError ?? 1) < 0.05)
  const outside = model.reliability.filter(
    ({ probability, low, high }) => probability < low || probability > high,
  )
  assert.ok(outside.length <= 2, `${outside.length} of ten groups`)
})

test('history of a customer by hand: days with orders, the last of them, and the value that follows', async () => {
  const { rows } = await grades(director)
  const [first] = rows
  const found = await opened.database.pool.query<{ days: number; last: string }>(
    `select count(distinct order_date)::int as days, max(order_date)::text as last from sales_order
      where workspace_id = $1 and customer_id = $2 and order_date <= $3`,
    [director.workspaceId, first?.customerId, DAY],
  )
  assert.deepEqual([first?.orders, first?.lastOrderOn], [found.rows[0]?.days, found.rows[0]?.last])
  // Undiscounted, the value would be margin × orders × amount; two years at 10 % take off some percent.
  const plain = 0.3 * (first?.purchases ?? 0) * (first?.orderAmount ?? 0)
  const share = (first?.value ?? 0) / plain
  assert.ok(share > 1 / 1.1 ** 1.3 && share < 1 / 1.1 ** 0.7, String(share))
})

test('bounds are the user’s; at the border a grade is kept, and the list of changes names who crossed it', async () => {
  const { rule, version } = await ruleNow()
  const moved = { ...rule, boundA: Math.round(rule.boundA * 1.05) }
  await setGradingRule(director, { version, rule: moved })
  const kept = await runGrading(at(director, '2026-05-20'), { byHand: true })
  assert.equal(kept?.changed, 0)
  const { rows } = await grades(director, { grade: 'A' })
  assert.ok(rows.some(({ isAtBorder, expected }) => isAtBorder && (expected ?? 0) < moved.boundA))
  await setGradingRule(director, { version: version + 1, rule: { ...moved, stability: 0 } })
  const run = await runGrading(director, { byHand: true })
  const changed = await grades(director, { only: 'changed' })
  assert.ok((run?.changed ?? 0) > 0)
  assert.equal(changed.total, run?.changed)
  assert.equal((await getGrading(director)).changed, run?.changed)
  assert.ok(
    changed.rows.every(
      ({ previous, computed, expected }) =>
        previous === 'A' && computed === 'B' && (expected ?? 0) < moved.boundA,
    ),
  )
  const history = await getGradeHistory(director, { customerId: changed.rows[0]?.customerId ?? 0 })
  assert.deepEqual(
    history.map(({ from, to, cause }) => [from, to, cause]),
    [
      ['A', 'B', 'run'],
      [null, 'A', 'run'],
    ],
  )
})

test('a rule is tried before it is saved: what it says is what the next run does, and nothing is written', async () => {
  const { rule, version } = await ruleNow()
  const before = await getGrading(director)
  const tried = { ...rule, boundA: Math.round(rule.boundA * 1.6), boundB: Math.round(rule.boundB * 0.7) }
  const trial = await tryGradingRule(director, { rule: tried })
  assert.ok(trial !== null && trial.moves.length > 0)
  assert.deepEqual(await getGrading(director), before)
  const turned = { ...tried, boundB: tried.boundA + 1 }
  assert.equal(await refusal(tryGradingRule(director, { rule: turned })), 'invalidInput')
  assert.equal(await refusal(tryGradingRule(manager, { rule: tried })), 'forbidden')
  const changed = trial.moves.reduce((sum, { customers }) => sum + customers, 0)
  await setGradingRule(director, { version, rule: tried })
  const run = await runGrading(director, { byHand: true })
  assert.deepEqual(
    [run?.changed, run?.customers],
    [changed, trial.counts.A + trial.counts.B + trial.counts.C],
  )
  assert.deepEqual((await tryGradingRule(director, { rule: tried }))?.moves, [])
  // As it was for the tests that follow.
  await setGradingRule(director, { version: version + 1, rule })
  await runGrading(director, { byHand: true })
})

test('a rule that somebody else has saved, bounds out of order and who does not read margins are refused', async () => {
  const { rule, version } = await ruleNow()
  assert.equal(await refusal(setGradingRule(director, { version: version - 1, rule })), 'versionConflict')
  const wrong = { ...rule, boundB: rule.boundA + 1 }
  assert.equal(await refusal(setGradingRule(director, { version, rule: wrong })), 'invalidInput')
  assert.equal(await refusal(setGradingRule({ ...director, fields: [] }, { version, rule })), 'forbidden')
})

test('an override with reason and expiry is in force until its day, and the run after it takes it off', async () => {
  const [row] = (await grades(manager, { grade: 'C' })).rows
  const customerId = row?.customerId ?? 0
  const override = { grade: 'A', reason: 'a tender is coming', until: '2026-06-01' } as const
  assert.equal(
    await refusal(overrideGrade(manager, { customerId, override: { ...override, until: '2026-05-19' } })),
    'invalidInput',
  )
  await overrideGrade(manager, { customerId, override })
  const found = async (caller: CallContext) =>
    (await grades(caller, { only: 'overridden' })).rows.find((one) => one.customerId === customerId)
  assert.deepEqual([(await found(manager))?.grade, (await found(manager))?.computed], ['A', 'C'])
  assert.equal((await found(at(manager, '2026-06-01')))?.grade, 'A')
  assert.equal(await found(at(manager, '2026-06-02')), undefined)
  await runGrading(at(director, '2026-06-02'), { byHand: true })
  const history = await getGradeHistory(manager, { customerId })
  const own = history.filter(({ cause }) => cause !== 'run')
  assert.deepEqual(
    own.map(({ from, to, cause, reason }) => [from, to, cause, reason]),
    [
      ['A', 'C', 'overrideEnded', null],
      ['C', 'A', 'override', 'a tender is coming'],
    ],
  )
  const { rows } = await opened.database.pool.query<{ before: unknown; after: unknown }>(
    `select before, after from audit_entry where action = 'monitoring.overrideGrade'`,
  )
  assert.deepEqual(rows, [{ before: { grade: 'C' }, after: override }])
})

test('everybody sees the grades of their own customers, and figures of margin only where they read them', async () => {
  const [all, area, own] = [
    await getGrading(director),
    await getGrading(manager),
    await getGrading(representative),
  ]
  const total = ({ counts }: typeof all) => counts.A + counts.B + counts.C
  assert.ok(total(all) > total(area) && total(area) > total(own) && total(own) > 0)
  assert.equal((await grades(representative)).total, total(own))
  assert.deepEqual([area.run?.model, own.run?.model], [null, null])
  for (const caller of [manager, representative]) {
    const { rows } = await grades(caller)
    assert.ok(rows.every(({ value, expected }) => value === null && expected === null))
    const { rule } = await getGrading(caller)
    assert.ok(rule !== null && !('boundA' in rule) && !('marginShare' in rule))
  }
  // Customers that only bought in the caller's part: what they bought elsewhere is not told.
  const shared = (await grades(manager)).rows.filter(({ isOwn }) => !isOwn)
  for (const row of shared)
    assert.deepEqual([row.orders, row.lastOrderOn, row.purchases, row.orderAmount], [null, null, null, null])
  const seen = new Set((await grades(representative)).rows.map(({ customerId }) => customerId))
  const other = (await grades(director)).rows.find(({ customerId }) => !seen.has(customerId))?.customerId ?? 0
  assert.deepEqual(await getGradeHistory(representative, { customerId: other }), [])
  const override = { grade: 'A', reason: 'mine now', until: '2026-06-01' } as const
  assert.equal(await refusal(overrideGrade(representative, { customerId: other, override })), 'notFound')
})

test('what a grade asks for: the next contact is due so many days after the last', async () => {
  const { rows } = await grades(director, { grade: 'A' })
  const contacted = rows.find(({ lastContactOn, override }) => lastContactOn !== null && override === null)
  const days = (Date.parse(contacted?.dueOn ?? '') - Date.parse(contacted?.lastContactOn ?? '')) / 86_400_000
  assert.equal(days, (await ruleNow()).rule.followUp.A.everyDays)
  const { overdue } = await getGrading(director)
  const late = await grades(director, { only: 'overdue' })
  assert.equal(late.total, overdue)
  assert.ok(late.rows.every(({ dueOn }) => dueOn === null || dueOn < DAY))
})
