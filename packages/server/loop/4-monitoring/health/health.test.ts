import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createEntry, editEntry } from '../../../foundation/entries/index.ts'
import { publishTargets } from '../../../foundation/metrics/index.ts'
import { AppError } from '../../../platform/app-error.ts'
import { inWorkspace } from '../../../platform/database/index.ts'
import { openSmallWorkspace, type SmallWorkspace } from '../../../testing/small-workspace.ts'
import { CONTACT, LOST, putDeal, putFourDeals, QUOTE } from '../worked-deals.ts'
import { findStuckDeals } from './find-stuck-deals.ts'
import { setFunnelSettings } from './funnel-settings.ts'
import { getFunnelHealth } from './get-funnel-health.ts'

let small: SmallWorkspace
let neglected: number
let reason: number

/** Ben: one deal without next step, date and contact; Anna: the young one of the example, and one that is kept well. */
before(async () => {
  small = await openSmallWorkspace()
  const { put } = small
  const ids = await putFourDeals(small)
  const entered = [CONTACT, '2025-09-01'] as const
  neglected = await putDeal(
    small,
    { of: 'ben', amount: '5000.00', steps: [entered, [QUOTE, '2025-09-11']] },
    [
      ['2025-09-01', '2025-10-31', '4000.00'],
      ['2025-10-20', '2025-12-15', '5000.00'],
    ],
  )
  const kept = await putDeal(
    small,
    {
      of: 'anna',
      amount: '3000.00',
      steps: [
        [CONTACT, '2025-12-01'],
        [QUOTE, '2025-12-20'],
      ],
      more: { next_step: 'send the offer', next_step_on: '2026-01-05', probability: '0.5' },
    },
    [['2025-12-01', '2025-12-31', '3000.00']],
  )
  const buyer = await put('contact', 'contact', {
    customer_id: 1,
    name: 'Wu',
    decision_role: 'economicBuyer',
  })
  const east = { person_id: 1, org_unit_id: 2, customer_id: 1 }
  const west = { person_id: 2, org_unit_id: 3, customer_id: 2 }
  await put('visit', 'visit', {
    ...east,
    day: '2025-12-22',
    status: 'done',
    contact_id: buyer,
    opportunity_id: kept,
  })
  await put('visit', 'visit', { ...east, day: '2026-01-03', status: 'planned', opportunity_id: kept })
  // Effort on Ben's lost deals: the third has hours booked and a visit within them, the fourth two activities.
  const [third, fourth] = [ids[2] as number, ids[3] as number]
  await put('time_entry', 'timeEntry', {
    person_id: 2,
    org_unit_id: 3,
    day: '2025-12-02',
    minutes: 90,
    kind: 'selling',
    opportunity_id: third,
  })
  await put('visit', 'visit', {
    ...west,
    day: '2025-12-02',
    status: 'done',
    minutes: 60,
    opportunity_id: third,
  })
  await put('activity', 'activity', {
    ...west,
    day: '2025-12-03',
    kind: 'call',
    minutes: 30,
    opportunity_id: fourth,
  })
  await put('activity', 'activity', {
    ...west,
    day: '2025-12-08',
    kind: 'call',
    minutes: 45,
    opportunity_id: fourth,
  })
  await put('activity', 'activity', {
    ...west,
    day: '2025-12-09',
    kind: 'call',
    minutes: 15,
    opportunity_id: fourth,
  })
  reason = await put('loss_reason', 'lossReason', { code: 'price', name_zh: '价格', name_en: 'Price' })
})
after(() => small.opened.close())

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof AppError, String(error))
  return error.code
}

test('wasted effort by stage in days, hours and money: what is booked counts, else visits and activities', async () => {
  await setFunnelSettings(small.analyst, { idleDays: 14, hourlyCost: 20_000, version: 0 })
  const { stages } = await getFunnelHealth(small.analyst, {})
  // The third deal lay 3 days in the first stage, the fourth 4 there and 10 in the second.
  assert.deepEqual(
    stages.map(({ wastedDays }) => wastedDays),
    [7, 10],
  )
  assert.deepEqual(
    stages.map(({ wastedMinutes }) => wastedMinutes),
    [90 + 30, 45 + 15],
  )
  assert.deepEqual(
    stages.map(({ wastedCost }) => wastedCost),
    [40_000, 20_000],
  )
  const own = await getFunnelHealth(small.anna, {})
  assert.deepEqual(
    own.stages.map(({ wastedMinutes }) => wastedMinutes),
    [0, 0],
  )
  assert.equal(own.settings.hourlyCost, null)
})

test('each stuck deal says why, and lists add up', async () => {
  const found = await findStuckDeals(small.analyst, { page: 1, pageSize: 50 })
  const why = Object.fromEntries(found.rows.map(({ opportunityId, reasons }) => [opportunityId, reasons]))
  assert.deepEqual(why[neglected], ['overdue', 'silent', 'noNextStep', 'noDecider'])
  assert.deepEqual(found.byReason, { tooLong: 0, overdue: 1, silent: 1, noNextStep: 2, noDecider: 1 })
  assert.deepEqual([found.total, found.amount], [2, 520_000])
  const silent = await findStuckDeals(small.analyst, { reason: 'silent', page: 1, pageSize: 50 })
  assert.deepEqual(
    silent.rows.map(({ opportunityId }) => opportunityId),
    [neglected],
  )
  const own = await findStuckDeals(small.anna, { page: 1, pageSize: 50 })
  assert.deepEqual(
    own.rows.map(({ reasons }) => reasons),
    [['noNextStep']],
  )
})

test('hygiene by hand: shares of four things over all deals of a person', async () => {
  const { hygiene } = await getFunnelHealth(small.analyst, {})
  const [ben, anna] = hygiene
  assert.deepEqual([ben?.personId, ben?.deals, ben?.score], [2, 1, 0])
  // Anna: next step 1 of 2, close date 2, contact 2 (one is two days young), decider 1: 6 of 8.
  assert.deepEqual(anna?.kept, { nextStep: 1, closeDate: 2, contact: 2, decider: 1 })
  assert.deepEqual([anna?.personId, anna?.score], [1, 6 / 8])
})

test('coverage and slippage of the quarter by hand', async () => {
  const { coverage, slippage, quarter } = await getFunnelHealth(small.analyst, {})
  assert.deepEqual(quarter, { from: '2025-10-01', to: '2025-12-31' })
  // Due in the quarter are 5,000 (its stage's half) and 3,000 at one half; no target is approved.
  assert.deepEqual(coverage, {
    target: null,
    actual: 0,
    open: 800_000,
    weighted: 400_000,
    ratio: null,
    openRatio: null,
  })
  // With an approved target of 10,000 and nothing sold: 4,000 ÷ 10,000 and 8,000 ÷ 10,000.
  await inWorkspace(small.opened.database, 1, async (tx) => {
    await tx
      .insertInto('target_plan')
      .values({ workspace_id: 1, plan_id: 1, fiscal_year: 2025, channel: 'sales' })
      .execute()
    const cell = { from: '2025-11-01', to: '2025-11-30', regionId: 2, productId: 2 }
    await publishTargets(tx, 1, { planId: 1, channel: 'sales', metric: 'sales' }, [
      { ...cell, personId: 1, amount: '10000' },
    ])
  })
  const covered = (await getFunnelHealth(small.analyst, {})).coverage
  assert.deepEqual([covered.target, covered.ratio, covered.openRatio], [1_000_000, 0.4, 0.8])
  // At the beginning of the quarter one deal was believed due in it, for 4,000; it was put off, but not beyond its end.
  assert.deepEqual(slippage.due, { deals: 1, amount: 400_000 })
  assert.deepEqual([slippage.slipped.deals, slippage.rate], [0, 0])
  // The neglected deal by 45 days, and the fourth by 23.
  assert.deepEqual([slippage.pushes, slippage.daysPerPush], [2, 34])
})

test('a deal set to lost says why once there is a list of reasons; what arrives from elsewhere is taken', async () => {
  const values = { name: 'new', stage: CONTACT, day: '2025-12-30', person: 1, customer: 1 }
  const { id } = await createEntry(small.analyst, { kind: 'opportunity', values })
  const lose = (more: Record<string, number | null>, version = 1) =>
    editEntry(small.analyst, { kind: 'opportunity', id, version, values: { stage: LOST, ...more } })
  assert.equal(await refusal(lose({})), 'lossReasonRequired')
  await lose({ lossReason: reason })
  const forget = editEntry(small.analyst, {
    kind: 'opportunity',
    id,
    version: 2,
    values: { lossReason: null },
  })
  assert.equal(await refusal(forget), 'lossReasonRequired')
  const { lossReasons } = await getFunnelHealth(small.analyst, {})
  assert.deepEqual(
    lossReasons.map(({ name, deals, amount }) => [name?.en ?? null, deals, amount]),
    [
      [null, 2, 100_000],
      ['Price', 1, 0],
    ],
  )
})

test('settings that somebody else has saved meanwhile are not overwritten', async () => {
  const save = (version: number) =>
    setFunnelSettings(small.analyst, { idleDays: 7, hourlyCost: null, version })
  assert.equal(await refusal(save(0)), 'versionConflict')
  assert.deepEqual(await save(1), { version: 2 })
  assert.equal(await refusal(save(1)), 'versionConflict')
  const { rows } = await small.opened.database.pool.query(
    `select count(*)::int as lines from audit_entry where action = 'monitoring.saveSetting'`,
  )
  assert.deepEqual(rows, [{ lines: 2 }])
})
