import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { planRunRate, projectFigure } from './index.ts'

const near = (actual: number, expected: number, within = 1e-9) =>
  assert.ok(
    Math.abs(actual - expected) <= within * Math.max(1, Math.abs(expected)),
    `${actual} ≠ ${expected}`,
  )

test('a quarter that ends strongly runs by its plan and not by its days', () => {
  const history = [
    { actual: 72, plan: 80 },
    { actual: 90, plan: 100 },
    { actual: 108, plan: 120 },
  ]
  const run = planRunRate({ history, done: 198, due: 220, plan: 400, stepsAhead: 1 })
  assert.ok(run)
  near(run.outlook.centre, 360)
  near(run.pace ?? 0, 0.9)
  near(run.rate, 0.9)
  // By days 198 in 59 of 90 would have been taken for 302.
  near((198 / 59) * 90, 302.033_898_305)
})

test('the worked example of the method page', () => {
  const history = [80, 100, 90].map((actual) => ({ actual, plan: 100 }))
  const run = planRunRate({ history, done: 270, due: 300, plan: 400, stepsAhead: 1 })
  assert.ok(run)
  near(run.outlook.centre, 360)
  near(run.outlook.spread, Math.sqrt(1 / 300 + 1 / 100) * 100)
  assert.equal(run.outlook.degrees, 2)
  const projected = projectFigure([{ outlook: run.outlook, weight: 1 }], 400, 'higher')
  near(projected.value, 360)
  near(projected.low, 338.226, 1e-5)
  near(projected.high, 381.774, 1e-5)
  near(projected.chance?.chance ?? 0, 0.5 - Math.sqrt(12) / (2 * Math.sqrt(14)), 1e-7)
})

test('without a plan, or with a plan of two months only, there is no run rate', () => {
  const month = { actual: 1, plan: 1 }
  assert.equal(planRunRate({ history: [month, month], done: 1, due: 1, plan: 4, stepsAhead: 1 }), null)
  assert.equal(planRunRate({ history: [month, month, month], done: 1, due: 0, plan: 0, stepsAhead: 1 }), null)
})

const month = fc.record({ actual: fc.integer({ min: 0, max: 500 }), plan: fc.integer({ min: 1, max: 500 }) })
const months = fc.array(month, { minLength: 3, maxLength: 12 })
const case_ = fc.record({
  history: months,
  done: fc.integer({ min: 0, max: 2000 }),
  due: fc.integer({ min: 0, max: 1000 }),
  rest: fc.integer({ min: 0, max: 1000 }),
  stepsAhead: fc.integer({ min: 1, max: 6 }),
})

test('in another currency everything is the same number of times as much', () => {
  fc.assert(
    fc.property(case_, fc.integer({ min: 2, max: 100 }), ({ rest, ...given }, times) => {
      const sums = { ...given, plan: given.due + rest + 1 }
      const plain = planRunRate(sums)
      const other = planRunRate({
        ...sums,
        history: sums.history.map(({ actual, plan }) => ({ actual: actual * times, plan: plan * times })),
        done: sums.done * times,
        due: sums.due * times,
        plan: sums.plan * times,
      })
      assert.ok(plain && other)
      near(other.outlook.centre, plain.outlook.centre * times, 1e-7)
      near(other.outlook.spread, plain.outlook.spread * times, 1e-7)
      near(other.rate, plain.rate, 1e-7)
    }),
  )
})

test('what is done is never taken back, and a period that is over is certain', () => {
  fc.assert(
    fc.property(case_, ({ rest, ...given }) => {
      const run = planRunRate({ ...given, plan: given.due + rest + 1 })
      assert.ok(run)
      near(run.outlook.centre, given.done + run.rate * (rest + 1), 1e-7)
      const over = planRunRate({ ...given, due: given.due + 1, plan: given.due + 1 })
      assert.ok(over)
      near(over.outlook.centre, given.done, 1e-9)
      assert.equal(over.outlook.spread, 0)
    }),
  )
})

test('the interval holds the projection, and the chance falls as the target rises', () => {
  fc.assert(
    fc.property(case_, fc.integer({ min: 1, max: 500 }), ({ rest, ...given }, more) => {
      const run = planRunRate({ ...given, plan: given.due + rest + 1 })
      assert.ok(run)
      const blend = [{ outlook: run.outlook, weight: 1 }]
      const first = projectFigure(blend, 100, 'higher')
      const second = projectFigure(blend, 100 + more, 'higher')
      assert.ok(first.low <= first.value + 1e-6 && first.value <= first.high + 1e-6)
      assert.ok((second.chance?.chance ?? 1) <= (first.chance?.chance ?? 0) + 1e-12)
      const worse = projectFigure(blend, 100, 'lower')
      near((worse.chance?.chance ?? 0) + (first.chance?.chance ?? 0), 1, run.outlook.spread > 0 ? 1e-9 : 1)
    }),
  )
})
