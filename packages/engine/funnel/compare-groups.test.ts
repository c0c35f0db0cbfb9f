import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { seededRandom } from '../random/index.ts'
import { numRuns } from '../testing/property-runs.ts'
import { day, deal, type Outcome } from './example-deals.ts'
import { compareGroups, computeFunnel, type Deal } from './index.ts'

/** Deals of one stage, begun at any day of 200, that are won or lost at rates of each group, looked at on day 300. */
function simulate(count: number, rates: readonly (readonly [won: number, lost: number])[], seed: number) {
  const random = seededRandom(seed)
  const groupOf = Array.from({ length: count }, (_, i) => i % rates.length)
  const deals = groupOf.map((group): Deal => {
    const [won, lost] = rates[group]!
    const start = 200 * random()
    const end = start - Math.log(1 - random()) / (won + lost)
    return deal([[0, start]], random() < won / (won + lost) ? 'won' : 'lost', end, 10 + 5 * random())
  })
  return { deals, groups: { groupOf, groups: rates.length } }
}

test('groups that differ are told apart, and those that do not are not', () => {
  const { deals, groups } = simulate(
    300,
    [
      [0.01, 0.01],
      [0.01, 0.01],
      [0.002, 0.02],
    ],
    3,
  )
  const { stages, winRate } = compareGroups(1, deals, groups, day(300))
  const { conversion, dwell } = stages[0]!
  assert.ok(conversion !== null && winRate !== null && dwell !== null)
  assert.ok(conversion.test.pValue < 1e-6 && winRate.test.pValue < 1e-6)
  const pair = (first: number, second: number) =>
    conversion.pairs.find((one) => one.first === first && one.second === second)!
  assert.ok(pair(0, 1).adjusted > 0.05 && pair(0, 2).adjusted < 0.001 && pair(1, 2).adjusted < 0.001)
  const { low, estimate, high } = pair(0, 2).difference!
  assert.ok(low > 0 && low < estimate && estimate < high && high <= 1)
  assert.ok(low < 0.5 - 1 / 11 && 0.5 - 1 / 11 < high)
})

test('the win rates of 3 of 4 and 1 of 4 prove nothing: .4857 by all assignments, interval −.14 to .79', () => {
  const outcomes: Outcome[] = ['won', 'won', 'won', 'lost', 'lost', 'lost', 'lost', 'won']
  const deals = outcomes.map((outcome) => deal([[0, 0]], outcome, 5))
  const found = compareGroups(1, deals, { groupOf: [0, 0, 0, 0, 1, 1, 1, 1], groups: 2 }, day(9))
  const { test: whole, pairs } = found.winRate!
  assert.deepEqual([whole.method, whole.pValue], ['exact', 34 / 70])
  assert.equal(pairs.length, 1)
  const { estimate, low, high } = pairs[0]!.difference!
  assert.equal(estimate, 0.5)
  assert.deepEqual([low.toFixed(2), high.toFixed(2)], ['-0.14', '0.79'])
})

test('groups drawn by lot differ at 5 % in about 5 % of the tests, with open and competing ends', () => {
  let [conversion, dwell, winRate] = [0, 0, 0]
  const rounds = 300
  for (let seed = 1; seed <= rounds; seed++) {
    const { deals, groups } = simulate(
      60,
      [
        [0.006, 0.01],
        [0.006, 0.01],
      ],
      seed,
    )
    const found = compareGroups(1, deals, groups, day(220))
    if (found.stages[0]!.conversion!.test.pValue <= 0.05) conversion++
    if (found.stages[0]!.dwell!.test.pValue <= 0.05) dwell++
    if (found.winRate!.test.pValue <= 0.05) winRate++
  }
  for (const found of [conversion, dwell, winRate])
    assert.ok(found / rounds > 0.01 && found / rounds < 0.09, `${conversion} ${dwell} ${winRate}`)
})

test('the groups are the funnels of their deals, adjusted values are no smaller, and a deal can be left out', () => {
  const any = fc.record({
    events: fc.array(fc.tuple(fc.nat(2), fc.nat(20)), { minLength: 1, maxLength: 4 }),
    outcome: fc.constantFrom<Outcome>('won', 'lost', null),
    group: fc.integer({ min: -1, max: 2 }),
  })
  fc.assert(
    fc.property(fc.array(any, { maxLength: 25 }), (rows) => {
      const deals = rows.map(({ events, outcome }) => deal(events, outcome, 21))
      const groupOf = rows.map(({ group }) => group)
      const found = compareGroups(3, deals, { groupOf, groups: 3 }, day(30))
      for (const [at, funnel] of found.groups.entries())
        assert.deepEqual(
          funnel,
          computeFunnel(
            3,
            deals.filter((_, d) => groupOf[d] === at),
            day(30),
          ),
        )
      const all = [...found.stages.flatMap(({ conversion, dwell }) => [conversion, dwell]), found.winRate]
      for (const comparison of all) {
        if (comparison === null) continue
        assert.ok(comparison.adjusted >= comparison.test.pValue)
        for (const { pValue, adjusted } of comparison.pairs) assert.ok(adjusted >= pValue && adjusted <= 1)
      }
    }),
    { numRuns: Math.ceil(numRuns / 5) },
  )
})

test('a group that does not exist, or one alone, is refused', () => {
  const deals = [deal([[0, 0]])]
  assert.throws(() => compareGroups(1, deals, { groupOf: [2], groups: 2 }, day(1)), /groupOf\[0\]/)
  assert.throws(() => compareGroups(1, deals, { groupOf: [0], groups: 1 }, day(1)), /groups: expected 2/)
  assert.throws(() => compareGroups(1, deals, { groupOf: [], groups: 2 }, day(1)), /groupOf\[0\]/)
})
