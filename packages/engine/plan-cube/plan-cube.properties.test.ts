import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  cutDimension,
  type Dimension,
  isLeafMember,
  selectCells,
  selectRuns,
  spreadCells,
} from '../allocation/index.ts'
import { numRuns } from '../testing/property-runs.ts'
import {
  changePlan,
  drillMembers,
  openPlanCube,
  orderCells,
  orderPlan,
  type PlanCube,
  readCell,
  rollUp,
  spreadPlan,
  toggleChange,
} from './index.ts'

const MONTHS = Array.from({ length: 14 }, (_, m) => `month ${m}`)

/** A tree of some members: each hangs below an earlier one, or is a root. */
const tree = (name: string) =>
  fc.array(fc.nat(9), { minLength: 1, maxLength: 10 }).map((picks) =>
    cutDimension(
      name,
      picks.map((pick, i) => ({
        key: `${name}${i}`,
        parent: pick % (i + 1) === i ? null : `${name}${pick % (i + 1)}`,
      })),
    ),
  )

type Sample = { dimensions: Dimension[]; rows: number[][]; cells: number[][] }

const sample = fc.tuple(tree('a'), tree('b'), tree('c')).chain((dimensions): fc.Arbitrary<Sample> => {
  const leaves = dimensions.map((d) => d.keys.flatMap((_, p) => (isLeafMember(d, p) ? [p] : [])))
  const row = fc.tuple(...leaves.map((list) => fc.constantFrom(...list)))
  const rows = fc.uniqueArray(row, { selector: (r) => r.join(), minLength: 1, maxLength: 12 })
  return rows.chain((distinct) => {
    const months = fc.array(fc.integer({ min: -50, max: 1_000 }), { minLength: 14, maxLength: 14 })
    return fc
      .array(months, { minLength: distinct.length, maxLength: distinct.length })
      .map((cells) => ({ dimensions, rows: distinct, cells }))
  })
})

function openSample({ dimensions, rows, cells }: Sample): PlanCube {
  const { shape, order } = orderPlan(dimensions, Int32Array.from(rows.flat()), MONTHS)
  return openPlanCube(shape, { amount: orderCells(order, Float64Array.from(cells.flat()), 14) })
}

function amounts(plan: PlanCube): Float64Array {
  const measure = plan.measures.get('amount')
  assert.ok(measure?.kind === 'additive')
  return measure.values
}

const anywhere = ({ dimensions }: Sample, picks: readonly number[]) => ({
  members: Object.fromEntries(
    dimensions.flatMap(({ name, keys }, d) => {
      const pick = picks[d]! % (keys.length + 1)
      return pick === keys.length ? [] : [[name, keys[pick]!]]
    }),
  ),
  months: MONTHS.slice(picks[3]! % 14, (picks[3]! % 14) + 1 + (picks[4]! % 6)),
})
const picks = fc.array(fc.nat(1_000), { minLength: 5, maxLength: 5 })

test('what is below adds up to what is above at every member, level and period', () => {
  fc.assert(
    fc.property(sample, fc.constantFrom('month', 'quarter', 'year', 'all'), (given, period) => {
      const plan = openSample(given)
      const axes = ['a', 'b'].map((dimension) => ({ dimension, level: 'all' as const }))
      const { members, sums, periods } = rollUp(plan, { measures: ['amount'], axes, period })
      const values = amounts(plan)
      const [a, b] = given.dimensions as [Dimension, Dimension]
      for (let row = 0; row < members.length / 2; row++) {
        const at = { a: a.keys[members[2 * row]!]!, b: b.keys[members[2 * row + 1]!]! }
        for (const [p, { months }] of periods.entries()) {
          const cells = selectCells(plan.shape, { members: at, months: months.map((m) => MONTHS[m]!) })
          const sum = cells.reduce((total, cell) => total + values[cell]!, 0)
          assert.equal(sums.get('amount')![row * periods.length + p], sum)
        }
      }
    }),
    { numRuns },
  )
})

test('every level of a dimension adds up to the whole, and so does every drill', () => {
  fc.assert(
    fc.property(sample, fc.nat(4), picks, (given, level, at) => {
      const plan = openSample(given)
      const axes = [{ dimension: 'c', level }]
      const { sums } = rollUp(plan, { measures: ['amount'], axes, period: 'all' })
      const whole = amounts(plan).reduce((total, value) => total + value, 0)
      assert.equal(
        sums.get('amount')!.reduce((total, value) => total + value, 0),
        whole,
      )
      const place = anywhere(given, at)
      const rows = drillMembers(plan, ['amount'], place, 'b')
      const isLeaf = rows.length === 0
      const below = rows.reduce((total, { figures }) => total + figures['amount']!, 0)
      if (!isLeaf) assert.equal(below, readCell(plan, ['amount'], place)['amount'])
    }),
    { numRuns },
  )
})

test('a spread is exact, touches the cells below its place only, and is undone to the bit', () => {
  fc.assert(
    fc.property(sample, picks, fc.integer({ min: -100_000, max: 100_000 }), (given, at, total) => {
      const plan = openSample(given)
      const place = anywhere(given, at)
      const cells = selectCells(plan.shape, place)
      const before = amounts(plan).slice()
      const change = spreadPlan(plan, 'amount', place, total)
      assert.equal(change.ok, cells.length > 0)
      if (!change.ok) return
      const after = amounts(plan).slice()
      assert.equal(change.value.touched, cells.length)
      assert.equal(change.value.others.length, cells.length)
      assert.equal(readCell(plan, ['amount'], place)['amount'], total)
      const inside = new Set(cells)
      before.forEach((value, cell) => {
        assert.ok(inside.has(cell) || after[cell] === value)
      })
      toggleChange(plan, change.value)
      assert.deepEqual(amounts(plan), before)
      toggleChange(plan, change.value)
      assert.deepEqual(amounts(plan), after)
    }),
    { numRuns },
  )
})

test('the order in which combinations are given changes nothing', () => {
  fc.assert(
    fc.property(sample, fc.infiniteStream(fc.nat()), (given, numbers) => {
      const order = given.rows.map((_, i) => i)
      const keys = order.map(() => numbers.next().value ?? 0)
      order.sort((x, y) => keys[x]! - keys[y]! || x - y)
      const shuffled = {
        ...given,
        rows: order.map((i) => given.rows[i]!),
        cells: order.map((i) => given.cells[i]!),
      }
      const [one, other] = [openSample(given), openSample(shuffled)]
      assert.deepEqual(other, one)
      spreadPlan(one, 'amount', {}, 12_345)
      spreadPlan(other, 'amount', {}, 12_345)
      assert.deepEqual(amounts(other), amounts(one))
    }),
    { numRuns },
  )
})

test('a selection looks at no more combinations than its narrowest member has', () => {
  fc.assert(
    fc.property(sample, picks, (given, at) => {
      const { shape } = openSample(given)
      const { members } = anywhere(given, at)
      const { runs, examined } = selectRuns(shape, members)
      const count = (only: Record<string, string>) =>
        selectCells(shape, { members: only, months: [MONTHS[0]!] }).length
      const least = Math.min(
        ...Object.entries(members).map(([name, key]) => count({ [name]: key })),
        Infinity,
      )
      assert.ok(examined <= least)
      if (Object.keys(members).join() === 'a') assert.equal(examined, 0)
      for (let r = 2; r < runs.length; r += 2) assert.ok(runs[r]! > runs[r - 1]!)
    }),
    { numRuns },
  )
})

test('a plan is changed to the same cells as by the general spread, whatever is held', () => {
  const method = fc.constantFrom('proportional' as const, 'percentChange' as const)
  const action = fc.constantFrom('replace' as const, 'add' as const, 'subtract' as const)
  const held = fc.array(picks, { maxLength: 3 })
  const amount = fc.integer({ min: 0, max: 5_000 })
  fc.assert(
    fc.property(sample, picks, held, method, action, amount, (given, at, holds, kind, how, value) => {
      const plan = openSample(given)
      const addresses = holds.map((hold) => anywhere(given, hold).members)
      const spread = {
        at: anywhere(given, at).members,
        method: kind,
        action: how,
        value,
        percent: value / 50,
      }
      const general = spreadCells(plan.shape, amounts(plan), spread, { heldLeaves: addresses })
      const expected = amounts(plan).slice()
      if (general.ok)
        general.value.cells.forEach((cell, i) => {
          expected[cell] = general.value.after[i]!
        })
      const changed = changePlan(plan, 'amount', spread, { heldLeaves: addresses })
      assert.equal(changed.ok, general.ok)
      assert.deepEqual(amounts(plan), expected)
    }),
    { numRuns },
  )
})
