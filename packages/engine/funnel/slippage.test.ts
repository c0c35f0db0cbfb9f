import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import { day } from './example-deals.ts'
import { computeSlippage, type DueHistory } from './index.ts'

const history = (
  amount: number,
  dues: readonly (readonly [at: number, due: number])[],
  closed: number | null = null,
  group = 0,
): DueHistory => ({
  revisions: dues.map(([at, dueDay]) => ({ at: day(at), dueDay, amount })),
  closedAt: closed === null ? null : day(closed),
  group,
})

const push = (at: number, due: number) => [at, due] as const
const QUARTER = { fromDay: 0, untilDay: 90 }

test('the example of docs/methods/funnel.md: a third of the amount due has slipped, a push is 25 days', () => {
  const { all, deals } = computeSlippage(
    [
      history(100, [push(-5, 30), push(20, 60)], 55),
      history(200, [push(-5, 80), push(70, 100)]),
      history(300, [push(-5, 40)], 30),
      history(400, [push(-5, 95), push(10, 50)], 50),
    ],
    QUARTER,
    day(90),
  )
  assert.deepEqual(all, {
    deals: 4,
    pushedDeals: 2,
    pushes: 2,
    pulls: 1,
    daysPushed: 50,
    daysPulled: 45,
    due: { deals: 3, amount: 600 },
    slipped: { deals: 1, amount: 200 },
    rate: 1 / 3,
    rateByCount: 1 / 3,
    daysPerPush: 25,
  })
  assert.deepEqual(
    deals.map(({ isSlipped }) => isSlipped),
    [false, true, false, false],
  )
})

test('within the period it is what has slipped so far, and what is closed later than its period has slipped', () => {
  const one = [history(100, [push(-1, 40), push(50, 95)], 93)]
  assert.equal(computeSlippage(one, QUARTER, day(45)).all.slipped.deals, 0)
  assert.equal(computeSlippage(one, QUARTER, day(60)).all.slipped.deals, 1)
  assert.equal(computeSlippage(one, QUARTER, day(200)).all.slipped.deals, 1)
})

test('moves count that were made within the period: none before it, none after it', () => {
  const one = [history(100, [push(-60, 10), push(-20, 40), push(0, 50), push(30, 70), push(95, 120)])]
  // At the very beginning is what the period begins with; of the four pushes one is left, of 20 days.
  const { all } = computeSlippage(one, QUARTER, day(200))
  assert.deepEqual([all.pushes, all.daysPushed, all.pushedDeals, all.daysPerPush], [1, 20, 1, 20])
  assert.equal(computeSlippage(one, QUARTER, day(20)).all.pushes, 0)
})

test('nothing due is no rate, and what is wrong is refused by its field', () => {
  const { all } = computeSlippage([], QUARTER, day(1))
  assert.deepEqual([all.rate, all.rateByCount, all.daysPerPush], [null, null, null])
  assert.throws(
    () => computeSlippage([history(-1, [push(0, 1)])], QUARTER, 0),
    /deals\[0\].revisions\[0\].amount/,
  )
  assert.throws(() => computeSlippage([history(1, [push(0, 1.5)])], QUARTER, 0), /revisions\[0\].dueDay/)
  assert.throws(() => computeSlippage([history(1, [], null, 3)], QUARTER, 0), /deals\[0\].group/)
  assert.throws(() => computeSlippage([], { fromDay: 5, untilDay: 5 }, 0), /untilDay/)
})

test('groups add up to all, slipped is never more than due, and the order of revisions changes nothing', () => {
  const any = fc.record({
    amount: fc.nat(1_000),
    dues: fc.array(fc.tuple(fc.integer({ min: -30, max: 120 }), fc.integer({ min: -10, max: 200 })), {
      maxLength: 6,
    }),
    closed: fc.option(fc.integer({ min: -20, max: 150 })),
    group: fc.nat(2),
  })
  fc.assert(
    fc.property(fc.array(any, { maxLength: 25 }), fc.integer({ min: 0, max: 160 }), (rows, asOf) => {
      const distinct = rows.map(({ amount, dues, closed, group }) =>
        history(amount, [...new Map(dues)], closed, group),
      )
      const { all, groups } = computeSlippage(distinct, QUARTER, day(asOf), 3)
      for (const key of ['deals', 'pushes', 'pulls', 'daysPushed', 'daysPulled', 'pushedDeals'] as const)
        assert.equal(
          groups.reduce((sum, group) => sum + group[key], 0),
          all[key],
        )
      assert.equal(
        groups.reduce((sum, { due }) => sum + due.amount, 0),
        all.due.amount,
      )
      assert.ok(all.slipped.amount <= all.due.amount && all.slipped.deals <= all.due.deals)
      const turned = distinct.map((one) => ({ ...one, revisions: one.revisions.toReversed() }))
      assert.deepEqual(computeSlippage(turned, QUARTER, day(asOf), 3).all, all)
    }),
    { numRuns },
  )
})
