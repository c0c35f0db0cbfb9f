import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cutDimension, type Dimension } from '../allocation/index.ts'
import { numRuns } from '../testing/property-runs.ts'
import { cascadeTargets, childrenOf, rollUpCommitments, scaleTo, settleAmong } from './index.ts'

const COMPANY = cutDimension('organisation', [
  { key: 'company', parent: null },
  { key: 'east', parent: 'company' },
  { key: 'ana', parent: 'east' },
  { key: 'bo', parent: 'east' },
  { key: 'west', parent: 'company' },
  { key: 'chen', parent: 'west' },
])
const NONE = { overPercents: [], shifts: [] }

test('the worked example: 5 % at the company, 10 % in the east, 1,000 from Bo to Ana', () => {
  const plan = [100_000, 60_000, 40_000, 20_000, 40_000, 40_000]
  const { own, assigned } = cascadeTargets(COMPANY, plan, {
    overPercents: [5, 10, 0, 0, 0, 0],
    shifts: [0, 0, 1_000, -1_000, 0, 0],
  })
  assert.deepEqual([...own], [100_000, 63_000, 47_200, 22_100, 42_000, 42_000])
  assert.deepEqual(
    [...assigned.map((value) => (Number.isNaN(value) ? 0 : value))],
    [105_000, 69_300, 0, 0, 42_000, 0],
  )
})

test('commitments roll up; nobody answering is null and not zero', () => {
  const own = [100, 60, 40, 20, 40, 40]
  const rolled = rollUpCommitments(COMPANY, [null, null, 35, null, null, null], own)
  assert.deepEqual(rolled[0], { committed: 35, answered: 1, people: 3, targetOfAnswered: 40, gap: -5 })
  assert.deepEqual(rolled[4], { committed: null, answered: 0, people: 1, targetOfAnswered: 0, gap: null })
  assert.equal(rollUpCommitments(COMPANY, [null, null, 0, null, null, null], own)[1]?.committed, 0)
  assert.equal(rollUpCommitments(COMPANY, [null, null, 35, null, null, undefined], own)[0]?.people, 2)
})

test('a settled figure leaves the total as it was; an only child has nobody to share with', () => {
  assert.deepEqual([...(settleAmong([40, 20, 40], 1, 26) ?? [])], [37, 26, 37])
  assert.equal(settleAmong([40], 0, 26), null)
})

type Sample = { tree: Dimension; plan: number[]; overPercents: number[]; shifts: number[] }

/** A tree with figures on its leaves added up, and decisions whose shifts cancel out below every parent. */
const sample: fc.Arbitrary<Sample> = fc
  .record({
    picks: fc.array(fc.nat(20), { minLength: 1, maxLength: 20 }),
    cells: fc.array(fc.integer({ min: -1_000, max: 1_000_000 }), { minLength: 20, maxLength: 20 }),
    percents: fc.array(fc.integer({ min: -2_000, max: 4_000 }), { minLength: 20, maxLength: 20 }),
    moves: fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 20, maxLength: 20 }),
  })
  .map(({ picks, cells, percents, moves }) => {
    const tree = cutDimension(
      'organisation',
      picks.map((pick, i) => ({ key: `${i}`, parent: pick % (i + 1) === i ? null : `${pick % (i + 1)}` })),
    )
    const plan = tree.keys.map((_, p) => (tree.ends[p] === p + 1 ? (cells[p] ?? 0) : 0))
    for (let p = plan.length - 1; p > 0; p--) {
      const parent = tree.parents[p] ?? -1
      if (parent >= 0) plan[parent]! += plan[p]!
    }
    const shifts = plan.map(() => 0)
    for (let p = 0; p < plan.length; p++) {
      const [first, second] = childrenOf(tree, p)
      if (first === undefined || second === undefined) continue
      shifts[first]! += moves[p]!
      shifts[second]! -= moves[p]!
    }
    return { tree, plan, overPercents: plan.map((_, p) => percents[p]! / 100), shifts }
  })

test('what a node assigns is to the unit what those below it received', () => {
  fc.assert(
    fc.property(sample, ({ tree, plan, ...decisions }) => {
      const { own, assigned } = cascadeTargets(tree, plan, decisions)
      for (let p = 0; p < plan.length; p++) {
        const below = childrenOf(tree, p)
        if (below.length > 0)
          assert.equal(
            below.reduce((sum, child) => sum + own[child]!, 0),
            assigned[p],
          )
      }
    }),
    { numRuns },
  )
})

test('without decisions every node receives what the plan says', () => {
  fc.assert(
    fc.property(sample, ({ tree, plan }) => {
      assert.deepEqual([...cascadeTargets(tree, plan, NONE).own], plan)
    }),
    { numRuns },
  )
})

test('nothing above a node shows in what follows below it: its own target and its subtree give the same figures', () => {
  fc.assert(
    fc.property(sample, fc.nat(19), ({ tree, plan, overPercents, shifts }, pick) => {
      const top = pick % plan.length
      const end = tree.ends[top]!
      const whole = cascadeTargets(tree, plan, { overPercents, shifts })
      const members = tree.keys.slice(top, end).map((key, i) => ({
        key,
        parent: i === 0 ? null : tree.keys[tree.parents[top + i]!]!,
      }))
      const alone = cascadeTargets(
        cutDimension('organisation', members),
        [whole.own[top]!, ...plan.slice(top + 1, end)],
        { overPercents: overPercents.slice(top, end), shifts: shifts.slice(top, end) },
      )
      assert.deepEqual(alone.own, whole.own.subarray(top, end))
      assert.deepEqual(alone.assigned, whole.assigned.subarray(top, end))
    }),
    { numRuns },
  )
})

test('scaling meets its total, leaves what meets it, and moves nobody by more than a unit from the proportion', () => {
  const cells = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(cells, fc.integer({ min: 0, max: 20_000_000 }), (values, total) => {
      const sum = values.reduce((all, value) => all + value, 0)
      const scaled = scaleTo(total, values)
      assert.equal(
        scaled.reduce((all, value) => all + value, 0),
        total,
      )
      assert.deepEqual([...scaleTo(sum, values)], values)
      if (sum > 0)
        for (const [i, value] of values.entries())
          assert.ok(Math.abs(scaled[i]! - (value * total) / sum) < 1 + 1e-6)
    }),
    { numRuns },
  )
})

test('what the others share after a settlement keeps the total', () => {
  const owns = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 2, maxLength: 12 })
  fc.assert(
    fc.property(owns, fc.nat(11), fc.integer({ min: 0, max: 2_000_000 }), (all, pick, figure) => {
      const chosen = pick % all.length
      const settled = settleAmong(all, chosen, figure) ?? new Float64Array()
      assert.equal(settled[chosen], figure)
      assert.equal(
        settled.reduce((sum, own) => sum + own, 0),
        all.reduce((sum, own) => sum + own, 0),
      )
    }),
    { numRuns },
  )
})
