import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numRuns } from '../testing/property-runs.ts'
import { day, deal, EXAMPLE, type Outcome } from './example-deals.ts'
import { computeCohorts, computeFunnel, snapshotFunnel } from './index.ts'

test('the funnel as it stood on day 7: two deals in each of the first stages, one lost, one not begun', () => {
  const [snapshot] = snapshotFunnel(3, EXAMPLE, [day(7)])
  assert.deepEqual(snapshot, {
    at: day(7),
    stages: [
      { deals: 2, amount: 200 },
      { deals: 2, amount: 450 },
      { deals: 0, amount: 0 },
    ],
    won: { deals: 0, amount: 0 },
    lost: { deals: 1, amount: 900 },
  })
})

const anyDeal = fc
  .record({
    events: fc.array(fc.tuple(fc.nat(2), fc.nat(30)), { minLength: 1, maxLength: 5 }),
    outcome: fc.constantFrom<Outcome>('won', 'lost', null),
    after: fc.nat(10),
    amount: fc.nat(1_000),
  })
  .map(({ events, outcome, after, amount }) =>
    deal(events, outcome, Math.max(...events.map(([, at]) => at)) + after, amount),
  )

test('every snapshot holds all deals that had begun, and agrees with the funnel of that day', () => {
  const moments = [0, 7, 15, 22, 50].map(day)
  fc.assert(
    fc.property(fc.array(anyDeal, { maxLength: 30 }), (deals) => {
      for (const { at, stages, won, lost } of snapshotFunnel(3, deals, moments)) {
        const funnel = computeFunnel(3, deals, at)
        const open = stages.reduce((sum, stage) => sum + stage.deals, 0)
        assert.deepEqual([open, won.deals, lost.deals], [funnel.open, funnel.won, funnel.lost])
      }
    }),
    { numRuns },
  )
})

test('moments that do not rise are refused', () => {
  assert.throws(() => snapshotFunnel(1, [], [day(2), day(2)]), /moments\[1\]/)
  assert.throws(() => snapshotFunnel(1, [], [Number.NaN]), /moments\[0\]/)
  assert.deepEqual(snapshotFunnel(1, [], []), [])
})

const byStart = (moment: number) => (moment < day(10) ? 'old' : 'young')

test('the example: 1 of 5 is won within 20 days and 2 of 5 within 30; the young cohort is too young for 30', () => {
  const [young, old] = computeCohorts(3, EXAMPLE, day(40), {
    stage: null,
    cohortOf: byStart,
    horizonDays: [20, 30],
  }).toReversed()
  assert.deepEqual([old!.cohort, old!.deals, old!.open], ['old', 5, 0])
  assert.deepEqual(
    old!.within.map(({ won }) => won?.estimate.toFixed(12)),
    [(0.2).toFixed(12), (0.4).toFixed(12)],
  )
  assert.deepEqual([young!.cohort, young!.deals, young!.open], ['young', 1, 1])
  assert.deepEqual(
    young!.within.map(({ won }) => won?.estimate ?? null),
    [0, null],
  )
})

test('cohorts of a stage hold the deals that entered it, and say who went on in time', () => {
  const [old] = computeCohorts(3, EXAMPLE, day(40), { stage: 1, cohortOf: byStart, horizonDays: [5] })
  // deals 2 and 4 entered stage 2 before day 10; the second went on after 3 days
  assert.deepEqual([old!.deals, old!.within[0]!.advanced?.estimate], [2, 0.5])
  assert.equal(
    computeCohorts(3, EXAMPLE, day(40), { stage: 2, cohortOf: () => 'all', horizonDays: [] }).length,
    1,
  )
  assert.throws(
    () => computeCohorts(3, EXAMPLE, day(40), { stage: 3, cohortOf: byStart, horizonDays: [] }),
    /stage: expected 0 to 2/,
  )
  assert.throws(
    () => computeCohorts(3, EXAMPLE, day(40), { stage: null, cohortOf: byStart, horizonDays: [0] }),
    /horizonDays\[0\]/,
  )
})

test('cohorts are parts of the whole: their deals add up, and more time never lowers a share', () => {
  fc.assert(
    fc.property(fc.array(anyDeal, { maxLength: 40 }), (deals) => {
      const whole = computeFunnel(3, deals, day(60))
      const cohorts = computeCohorts(3, deals, day(60), {
        stage: null,
        cohortOf: byStart,
        horizonDays: [5, 10, 20],
      })
      for (const state of ['won', 'lost', 'open'] as const)
        assert.equal(
          cohorts.reduce((sum, { funnel }) => sum + funnel[state], 0),
          whole[state],
        )
      for (const { within } of cohorts) {
        const shares = within.flatMap(({ won }) => (won === null ? [] : [won.estimate]))
        assert.deepEqual(
          shares,
          shares.toSorted((a, b) => a - b),
        )
      }
    }),
    { numRuns },
  )
})
